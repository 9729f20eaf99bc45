package probe

import "sync"

// answerCache remembers short bodies and what they mean: a thousand refusals say
// but a dozen different things. It is safe for concurrent use.
type answerCache struct {
	mu      sync.RWMutex
	answers map[string]shortAnswer
}

type shortAnswer struct {
	raw      string
	value    any
	unusable error
}

const (
	// maxAnswers is how many bodies are remembered, and maxAnswer how long one
	// may be, in bytes.
	maxAnswers = 2000
	maxAnswer  = 1 << 10
)

// text is the body as a text, without a copy if it is known.
func (c *answerCache) text(body []byte) string {
	if len(body) <= maxAnswer {
		c.mu.RLock()
		defer c.mu.RUnlock()
		if known, ok := c.answers[string(body)]; ok {
			return known.raw
		}
	}
	return string(body)
}

// parse is the body's value, or why it is of no use; items are those of an
// answer that is a listing.
func (c *answerCache) parse(raw string, items *itemCache) (any, error) {
	if len(raw) > maxAnswer {
		return (&jsonParser{text: raw, items: items}).whole()
	}
	c.mu.RLock()
	known, ok := c.answers[raw]
	c.mu.RUnlock()
	if ok {
		return known.value, known.unusable
	}
	value, err := (&jsonParser{text: raw, items: items}).whole()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.answers == nil || len(c.answers) >= maxAnswers {
		c.answers = map[string]shortAnswer{}
	}
	c.answers[raw] = shortAnswer{raw, value, err}
	return value, err
}
