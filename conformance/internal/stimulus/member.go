package stimulus

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
)

// memberCheck judges one member of an app.
type memberCheck struct {
	// id ends the case's ID: "creator/value".
	id     string
	member string
	about  string
	clause string // after "create/response/" or "list/response/"
	level  result.Level
	// check says what is wrong with the member, "" if nothing is. present tells
	// an absent member from one that is null.
	check func(v any, present bool) string
}

// memberChecks are the members of an app, as answered and as listed. A member
// must be there if the table lists it and no documented example leaves it out.
func memberChecks() []memberCheck {
	var out []memberCheck
	optional := []string{"remark", "app_type", "roma_app_type"}
	needed := func(member string) {
		out = append(out, memberCheck{member + "/present", member, "there", member, result.Must, func(v any, present bool) string {
			if !present || v == nil {
				return "missing"
			}
			return ""
		}})
	}
	typed := func(member, about string, check func(any) string) {
		out = append(out, memberCheck{member + "/type", member, about, member, result.Must, func(v any, present bool) string {
			switch {
			case !present: // whether it may be absent is another case
				return ""
			case v == nil && slices.Contains(optional, member):
				return ""
			}
			return check(v)
		}})
	}
	value := func(level result.Level, suffix, clause, member, about string, check func(any) string) {
		out = append(out, memberCheck{member + "/" + suffix, member, about, clause, level, func(v any, present bool) string {
			if v == nil {
				return ""
			}
			return check(v)
		}})
	}
	text := func(v any) string {
		if _, ok := v.(string); !ok {
			return probe.KindOf(v) + ", not a string"
		}
		return ""
	}
	nonEmpty := func(v any) string {
		if v == "" {
			return "an empty string"
		}
		return ""
	}
	for _, member := range []string{"id", "name", "creator", "update_time", "app_key", "app_secret", "register_time"} {
		needed(member)
		typed(member, "a string", text)
		value(result.Must, "not-empty", member, member, "not empty", nonEmpty)
	}
	needed("status")
	typed("status", "an integer", func(v any) string {
		if _, ok := probe.Integer(v); !ok {
			return compactKind(v) + ", not an integer"
		}
		return ""
	})
	value(result.Must, "value", "status", "status", "1", isOne)
	value(result.Must, "value", "creator", "creator", "USER for an app created through the API", oneOf("USER"))
	for _, member := range optional {
		typed(member, "a string, where it is given", text)
	}
	value(result.Must, "value", "app_type", "app_type", "apig or roma, where it is given", oneOf("apig", "roma"))
	value(result.Must, "value", "roma_app_type", "roma_app_type", "subscription or integration, where it is given", oneOf("subscription", "integration", ""))
	for _, member := range []string{"update_time", "register_time"} {
		value(result.Should, "form", member+"-form", member, "an RFC 3339 time", timeForm)
	}
	return out
}

func oneOf(values ...string) func(any) string {
	return func(v any) string {
		s, ok := v.(string)
		if !ok {
			return "" // its type is another case
		}
		if slices.Contains(values, s) {
			return ""
		}
		return strconv.Quote(s) + ", not " + strings.Join(values, " or ")
	}
}

func timeForm(v any) string {
	s, ok := v.(string)
	if !ok {
		return ""
	}
	if _, err := parseTime(s); err != nil {
		return strconv.Quote(s) + ", which is no RFC 3339 time"
	}
	return ""
}

// compactKind is a value's kind, and a number itself.
func compactKind(v any) string {
	if n, ok := v.(json.Number); ok {
		return n.String()
	}
	return probe.KindOf(v)
}

func isOne(v any) string {
	if n, ok := probe.Integer(v); ok && n != 1 {
		return fmt.Sprint(n) + ", not 1"
	}
	return ""
}

func isZero(v any) string {
	if n, ok := probe.Integer(v); ok && n != 0 {
		return fmt.Sprint(n) + ", not 0, though nothing was bound to the app"
	}
	return ""
}

// parseTime reads an RFC 3339 time with any number of fraction digits.
func parseTime(s string) (time.Time, error) { return time.Parse(time.RFC3339Nano, s) }

// apply judges the member in every app.
func (m memberCheck) apply(t *T, apps []Seen) {
	if len(apps) == 0 {
		t.Doubt("no app of this run was seen")
	}
	bad := 0
	for _, a := range apps {
		v, present := a.App.Look(m.member)
		what := m.check(v, present)
		if what == "" {
			continue
		}
		if bad++; bad > 3 {
			continue
		}
		verdict := result.Fail
		if m.level == result.Should {
			verdict = result.Warn
		}
		t.Note(verdict, a.Exchange, "%s is %s", m.member, what).Path = a.Path + "." + m.member
	}
	if bad > 3 {
		t.trial.Findings[0].Text += fmt.Sprintf(" (so it is in %d of %d apps)", bad, len(apps))
	}
	if bad == 0 {
		t.Record(apps[0].Exchange)
	}
}

// compact is a JSON value for a sentence.
func compact(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return probe.KindOf(v)
	}
	if len(text) > 80 {
		return strings.ToValidUTF8(string(text[:80]), "") + "…"
	}
	return string(text)
}
