package jsonvalue

import (
	"strings"
	"sync"
)

// Reader reads answers that repeat each other: a thousand refusals say but a dozen
// different things, and an app is listed on page after page in the same words. What
// it returns is shared and must not be changed. It is safe for concurrent use, and
// its zero value is ready.
type Reader struct {
	mu    sync.RWMutex
	texts map[string]known
	items itemCache
}

type known struct {
	text string
	doc  Document
}

const (
	// maxTexts is how many texts are remembered, maxText how long one is, in bytes.
	maxTexts = 2000
	maxText  = 1 << 10
	// maxKept and maxItem are the same for the objects in a listing. The largest
	// app has some 4 KB, with every character of its remark escaped.
	maxKept = 2000
	maxItem = 4 << 10
	// itemDepth is how deep the apps of a listing are nested: in an array in an
	// object. Only these are remembered.
	itemDepth = 2
)

// Read is as the function [Read].
func (r *Reader) Read(text string) Document {
	if len(text) > maxText {
		return read(&parser{text: text, items: &r.items})
	}
	r.mu.RLock()
	k, ok := r.texts[text]
	r.mu.RUnlock()
	if ok {
		return k.doc
	}
	text = strings.Clone(text)
	doc := read(&parser{text: text, items: &r.items})
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.texts == nil || len(r.texts) >= maxTexts {
		r.texts = map[string]known{}
	}
	r.texts[text] = known{text, doc}
	return doc
}

// Text is the body as a text, without a copy if it was read before.
func (r *Reader) Text(body []byte) string {
	if len(body) <= maxText {
		r.mu.RLock()
		defer r.mu.RUnlock()
		if k, ok := r.texts[string(body)]; ok {
			return k.text
		}
	}
	return string(body)
}

// itemCache remembers the objects in a list by their whole text.
type itemCache struct {
	mu    sync.RWMutex
	items map[string]any
}

// item reads an item of an array.
func (p *parser) item() (any, error) {
	if p.items == nil || len(p.path) != itemDepth || p.at >= len(p.text) || p.text[p.at] != '{' {
		return p.value()
	}
	// An object ends at the first closing brace, unless it holds another object, or
	// a brace in a text.
	n := strings.IndexByte(p.text[p.at:min(len(p.text), p.at+maxItem)], '}') + 1
	if n == 0 {
		return p.value()
	}
	text := p.text[p.at : p.at+n]
	if v, known := p.items.get(text); known {
		p.at += n
		return v, nil
	}
	// What is remembered keeps its own text alive, not the whole answer.
	own := &parser{text: strings.Clone(text), path: p.path[:len(p.path):len(p.path)]}
	v, err := own.value()
	if err != nil || own.at != n || len(own.flaws) > 0 || own.cut {
		return p.value()
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
	if c.items == nil || len(c.items) >= maxKept {
		c.items = map[string]any{}
	}
	c.items[text] = v
}
