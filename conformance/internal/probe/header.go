package probe

import (
	"maps"
	"net/http"
	"slices"
	"sync"
)

// headerKind is what the header of a request depends on.
type headerKind struct {
	create          bool
	contentType     string
	chunked, expect bool
	auth            Credential
}

// headers keep one of each header, as most exchanges have the same ones: those of
// requests by their kind, those of answers by what they say. A header that is
// kept is not changed. It is safe for concurrent use.
type headers struct {
	mu       sync.Mutex
	requests map[headerKind]http.Header
	answers  map[string]http.Header
	names    []string // scratch
	text     []byte   // scratch
}

const (
	// maxHeaders is how many headers of a sort are kept, maxFields how many
	// fields one has at most, maxHeaderText how many bytes.
	maxHeaders    = 1000
	maxFields     = 12
	maxHeaderText = 1 << 10
)

// request is the header of a kind; build makes the first one.
func (h *headers) request(kind headerKind, build func() http.Header) http.Header {
	h.mu.Lock()
	defer h.mu.Unlock()
	if known := h.requests[kind]; known != nil {
		return known
	}
	made := build()
	if h.requests == nil {
		h.requests = map[headerKind]http.Header{}
	}
	if len(h.requests) < maxHeaders {
		h.requests[kind] = made
	}
	return made
}

// answer is a header that says the same as fresh.
func (h *headers) answer(fresh http.Header) http.Header {
	if len(fresh) > maxFields {
		return fresh
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.names = slices.AppendSeq(h.names[:0], maps.Keys(fresh))
	slices.Sort(h.names)
	h.text = h.text[:0]
	for _, name := range h.names {
		// No field holds a line break.
		h.text = append(append(h.text, name...), '\n')
		for _, value := range fresh[name] {
			h.text = append(append(h.text, value...), '\r')
		}
	}
	if len(h.text) > maxHeaderText {
		return fresh
	}
	if known := h.answers[string(h.text)]; known != nil {
		return known
	}
	if h.answers == nil || len(h.answers) >= maxHeaders {
		h.answers = map[string]http.Header{}
	}
	h.answers[string(h.text)] = fresh
	return fresh
}
