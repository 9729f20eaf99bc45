package oracle

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/validate"
)

// member judges the members of one app in an answer: create-app, Table 4, and
// query-apps, Table 5.
type member struct {
	oracle *Oracle
	op     string // "create" or "list"
	body   jsonvalue.Object
	path   string
	flaws  []jsonvalue.Flaw
	j      *Judgement
	// foreign reports that others may have made the app: it may be of the market, or
	// bound.
	foreign bool
	// garbled reports that the app was asked for in texts that are no characters: that
	// they come back so is the same matter.
	garbled bool
}

func (m *member) add(field, clause, kind, format string, args ...any) *Finding {
	return m.j.add(Finding{Clause: m.op + "/response/" + clause, Kind: kind, Field: field, Path: m.path + "." + field, Text: fmt.Sprintf(format, args...)})
}

// shape judges types and values that hold of every app.
func (m *member) shape() {
	for _, f := range []string{"id", "name", "creator", "update_time", "app_key", "register_time"} {
		m.text(f, true)
	}
	for _, f := range []string{"remark", "app_secret", "app_type", "roma_app_type"} {
		m.text(f, false)
	}
	m.integer("status")
	if v, ok := jsonvalue.Integer(m.body.Get("status")); ok && v != 1 {
		m.add("status", "status", "value", "status is %d, not 1", v)
	}
	if m.op == "list" {
		m.integer("bind_num")
		if v, ok := jsonvalue.Integer(m.body.Get("bind_num")); ok && (v < 0 || v != 0 && !m.foreign && !m.oracle.observed) {
			m.add("bind_num", "bind_num", "value", "bind_num is %d, not 0, although nothing was bound to the app", v)
		}
	}
	if !m.foreign {
		m.oneOf("creator", "USER")
	} else {
		m.oneOf("creator", "USER", "MARKET")
	}
	m.oneOf("app_type", "apig", "roma")
	m.oneOf("roma_app_type", "subscription", "integration", "")
	for _, f := range []string{"update_time", "register_time"} {
		if s := m.body.Text(f); s != "" {
			if _, err := parseTime(s); err != nil {
				m.add(f, f+"-form", "form", "%s is %s, which is not an RFC 3339 time", f, clip(s))
			}
		}
	}
	m.times()
	for _, flaw := range m.flaws {
		if rest, ok := strings.CutPrefix(flaw.Path, m.path); ok {
			field := strings.TrimPrefix(strings.SplitN(rest, "[", 2)[0], ".")
			field, _, _ = strings.Cut(field, ".")
			clause := field
			if !slices.Contains(documentedMembers(m.op), field) {
				clause = "id" // the app as a whole
			}
			if m.garbled {
				m.j.add(Finding{Clause: "create/body/utf-8", Kind: "accepted", Field: field, Path: flaw.Path,
					Text: fmt.Sprintf("a text that should have been refused is kept: %s %s", flaw.Path, flaw.What)})
				continue
			}
			m.j.add(Finding{Clause: m.op + "/response/" + clause, Kind: "unreadable", Field: field, Path: flaw.Path,
				Text: fmt.Sprintf("%s %s", flaw.Path, flaw.What)})
		}
	}
}

func documentedMembers(op string) []string {
	out := []string{"id", "name", "remark", "creator", "update_time", "app_key", "app_secret", "register_time", "status", "app_type", "roma_app_type"}
	if op == "list" {
		out = append(out, "bind_num")
	}
	return out
}

// text demands a string; a needed one must be there and not empty.
func (m *member) text(field string, needed bool) {
	v, present := m.body.Look(field)
	s, isText := v.(string)
	switch {
	case !present || v == nil:
		if needed {
			m.add(field, field, "present", "%s is missing", field)
		}
	case !isText:
		m.add(field, field, "type", "%s is %s, not a string", field, jsonvalue.Kind(v))
	case s == "" && needed:
		m.add(field, field, "not-empty", "%s is an empty string", field)
	}
}

func (m *member) integer(field string) {
	v, present := m.body.Look(field)
	if !present || v == nil {
		m.add(field, field, "present", "%s is missing", field)
		return
	}
	if _, ok := jsonvalue.Integer(v); !ok {
		m.add(field, field, "type", "%s is %s, not an integer", field, jsonvalue.Compact(v))
	}
}

func (m *member) oneOf(field string, values ...string) {
	s, ok := m.body.Get(field).(string)
	if !ok || s == "" && field == "creator" || slices.Contains(values, s) {
		return
	}
	m.add(field, field, "value", "%s is %s, not %s", field, clip(s), strings.Join(slices.DeleteFunc(values, func(v string) bool { return v == "" }), " or "))
}

// now demands that a created app has the time of its creation, give or take a day:
// nobody knows whose clock is right.
func (m *member) now(a Answer, s Span) {
	now := a.Date
	if now.IsZero() {
		now = s.Answered
	}
	for _, f := range []string{"register_time", "update_time"} {
		at, err := parseTime(m.body.Text(f))
		if err == nil && at.Sub(now).Abs() > 24*time.Hour {
			m.add(f, f, "now", "%s is %s, and the app was created at %s", f, m.body.Text(f), now.UTC().Format(time.RFC3339))
		}
	}
}

func (m *member) times() {
	registered, updated := m.body.Text("register_time"), m.body.Text("update_time")
	from, err1 := parseTime(registered)
	to, err2 := parseTime(updated)
	if err1 == nil && err2 == nil && to.Before(from) && !sameInstant(registered, updated) {
		m.add("update_time", "update_time-order", "order", "the app was updated at %s, before it was registered at %s", updated, registered)
	}
}

// echoes judges whether the answer to a creation repeats what was sent.
func (m *member) echoes(d *draft) {
	for _, id := range []validate.FieldID{validate.Name, validate.Remark, validate.AppKey} {
		field := fieldNames[id]
		want, sent := d.sent(id)
		got, present := m.body.Look(field)
		s, isText := got.(string)
		switch {
		case present && got != nil && !isText: // its type is another finding
		case sent && want != "":
			m.same("create/response/echo", id, want, got, d)
		case sent && id == validate.AppKey && s == "":
			m.emptyKept(id)
		case id == validate.Remark && isText && s != "" && d.states[id] != otherType:
			m.j.add(Finding{Clause: "create/response/echo", Kind: "remark/absent", Field: field, Path: m.path + "." + field,
				Text: "the answer has a remark, although none was sent", Want: "", Got: s})
		}
	}
	m.secret(d)
}

// emptyKept is an empty text that was kept instead of refused or taken as absent.
func (m *member) emptyKept(id validate.FieldID) {
	field := fieldNames[id]
	m.j.add(Finding{Clause: "create/" + field + "/min-length", Kind: "accepted", Field: field, Path: m.path + "." + field,
		Text: fmt.Sprintf("an empty %s was kept as it is", field), Allowed: "400, or taken as absent", Came: "201"})
}

// same demands that a text is what was sent.
func (m *member) same(clause string, id validate.FieldID, want string, got any, d *draft) {
	s, isText := got.(string)
	if isText && s == want {
		return
	}
	field := fieldNames[id]
	f := Finding{Clause: clause, Kind: field + "/echo", Field: field, Path: m.path + "." + field, Want: want, Got: got,
		Text: fmt.Sprintf("%s does not come back as it was sent%s", field, difference(want, s, isText))}
	if other, ok := d.misspelt[field]; ok && isText && other == s {
		f.Clause, f.Kind = "create/body/member-names", "spelling"
		f.Text = fmt.Sprintf("a member whose name differs from %s in case alone was taken for %s", field, field)
	}
	m.j.add(f)
}

// secret judges a secret that is shown in clear. It may be masked in any form, null
// or absent.
func (m *member) secret(d *draft) {
	f := &m.oracle.edition.Fields[validate.AppSecret]
	got, present := m.body.Look(f.Name)
	s, isText := got.(string)
	want, sent := d.sent(validate.AppSecret)
	m.oracle.traits.secret(f, m.op, s, isText, present)
	switch {
	case !isText:
	case s == "" && sent && want == "":
		m.emptyKept(validate.AppSecret)
	case !sent || want == "" || s == "" || Masked(f, s) || s == want || m.oracle.traits.constantSecret(s):
	default:
		m.j.add(Finding{Clause: m.op + "/response/secret-echo", Kind: "echo", Field: f.Name, Path: m.path + "." + f.Name,
			Text: "app_secret does not come back as it was sent: " + SecretDifference(want, s)})
	}
}

// difference says how a text was changed, in words that a person looks for.
func difference(want, got string, isText bool) string {
	switch {
	case !isText:
		return ": it is missing"
	case got == strings.TrimSpace(want):
		return ": white space at its ends is lost"
	case strings.EqualFold(got, want):
		return ": its case is changed"
	case got != "" && strings.HasPrefix(want, got):
		return fmt.Sprintf(": only its first %d characters are left", len([]rune(got)))
	}
	return ""
}

// SecretDifference tells two secrets apart without showing them.
func SecretDifference(want, got string) string {
	w, g := []rune(want), []rune(got)
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("character %d of %d differs", i+1, len(w))
		}
	}
	return fmt.Sprintf("it has %d characters, not %d", len(g), len(w))
}

// Masked reports whether a secret in an answer is masked, in whatever form: it holds
// a character that no secret may hold, or the same sign three times in a row, or is
// shorter than any secret.
func Masked(f *validate.Field, s string) bool {
	runes := []rune(s)
	if len(runes) < f.Min {
		return true
	}
	row := 1
	for i, r := range runes {
		if !f.Chars.Contains(r) {
			return true
		}
		if i > 0 && r == runes[i-1] {
			row++
		} else {
			row = 1
		}
		const letters = "abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWYZ0123456789" // but x
		if row >= 3 && !strings.ContainsRune(letters, r) {
			return true
		}
	}
	return false
}

// parseTime reads an RFC 3339 time with any number of fraction digits.
func parseTime(s string) (time.Time, error) { return time.Parse(time.RFC3339Nano, s) }

// sameInstant compares two times as far as both are precise: a listing may show
// fewer fraction digits than the answer to the creation, and may round the last one.
// What is not a time is compared as text.
func sameInstant(a, b string) bool {
	x, errX := parseTime(a)
	y, errY := parseTime(b)
	if errX != nil || errY != nil {
		return a == b || a == "" || b == ""
	}
	unit := time.Second
	for range min(fractionDigits(a), fractionDigits(b)) {
		unit /= 10
	}
	return x.Sub(y).Abs() <= unit
}

func fractionDigits(s string) int {
	_, rest, ok := strings.Cut(s, ".")
	n := 0
	for ok && n < len(rest) && n < 9 && '0' <= rest[n] && rest[n] <= '9' {
		n++
	}
	return n
}
