package probe

import (
	"strings"
	"sync"
)

// itemCache remembers the objects that stand in the list of an answer by their
// whole text. An app stands on page after page, most often in the same words:
// it is then read once. It is safe for concurrent use.
type itemCache struct {
	mu    sync.RWMutex
	items map[string]any
}

const (
	// maxItems is how many objects are remembered, and maxItem how long one may
	// be, in bytes. The largest app has some 4 KB, every character of its remark
	// escaped.
	maxItems = 2000
	maxItem  = 4 << 10
	// itemDepth is how deep a listing's apps are nested: in an array in an
	// object. Elsewhere nothing is remembered, so that all that is remembered
	// was read at the same depth.
	itemDepth = 2
)

// item reads a value of an array.
func (p *jsonParser) item(depth int) (any, error) {
	if p.items == nil || depth != itemDepth || p.at >= len(p.text) || p.text[p.at] != '{' {
		return p.value(depth)
	}
	// An object ends at the first brace that closes, unless it holds another
	// object, or a brace in a text.
	n := strings.IndexByte(p.text[p.at:min(len(p.text), p.at+maxItem)], '}') + 1
	if n == 0 {
		return p.value(depth)
	}
	text := p.text[p.at : p.at+n]
	if v, known := p.items.get(text); known {
		p.at += n
		return v, nil
	}
	// What is remembered holds on to its own text alone, not to the answer.
	own := &jsonParser{text: strings.Clone(text)}
	v, err := own.value(depth)
	if err != nil || own.at != n {
		return p.value(depth)
	}
	p.items.put(own.text, v)
	p.at += n
	return v, nil
}

func (c *itemCache) get(text string) (any, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	v, known := c.items[text]
	return v, known
}

func (c *itemCache) put(text string, v any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.items == nil || len(c.items) >= maxItems {
		c.items = map[string]any{}
	}
	c.items[text] = v
}
