package probe

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/internal/redact"
)

// What is kept of an answer that waits to be judged: a thousand of them wait at
// once, and a hostile gateway makes each as long as it may.
const (
	// keepParsed is how long an answer may be, in bytes, for its value to be kept
	// beside it; a longer one is read again when it is looked at.
	keepParsed = 4 << 10
	// trimMembers and trimText are how many members of an overlong answer are
	// kept, and how many bytes of each text.
	trimMembers = 32
	trimText    = 2 << 10
)

// forget lets go of the value of a body that was read, unless it is short.
func (e *Exchange) forget() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.raw) > keepParsed {
		e.doc, e.parsed = jsonvalue.Document{}, false
	}
}

// Trim makes an overlong answer short, but leaves the start of its members: they
// tell as much of an error or of an app as any judgement needs. None of them ends in
// a part of what secrets finds, where nobody would know it again.
func (e *Exchange) Trim(secrets *redact.Finder) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.raw) <= e.record {
		return
	}
	e.doc, e.parsed = jsonvalue.Read(e.raw), true
	e.doc.Value = trimmed(e.doc.Value, secrets)
	e.ResponseBody, e.raw = strings.Clone(e.raw[:e.record]), ""
}

// trimmed is the value without what lists and objects in it hold.
func trimmed(v any, secrets *redact.Finder) any {
	body, ok := v.(jsonvalue.Object)
	if !ok {
		return trimmedMember(v, secrets)
	}
	out := make(jsonvalue.Object, 0, min(len(body), trimMembers))
	for _, m := range body[:cap(out)] {
		out = append(out, jsonvalue.Member{Name: strings.Clone(firstBytes(m.Name, secrets.Cut(m.Name, trimText))), Value: trimmedMember(m.Value, secrets)})
	}
	return out
}

func trimmedMember(v any, secrets *redact.Finder) any {
	switch v := v.(type) {
	case string:
		return strings.Clone(firstBytes(v, secrets.Cut(v, trimText)))
	case jsonvalue.Number:
		return jsonvalue.Number(strings.Clone(firstBytes(string(v), secrets.Cut(string(v), trimText))))
	case []any:
		return []any{}
	case jsonvalue.Object:
		return jsonvalue.Object{}
	}
	return v
}

// firstBytes is at most the first n bytes of s, in whole characters.
func firstBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}

// Clip is s, cut where it is longer than n bytes.
func Clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return firstBytes(s, n) + "…"
}
