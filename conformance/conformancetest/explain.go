package conformancetest

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// A cause is told in at most so many lines, and a body in so many characters.
const (
	maxLines = 20
	maxBody  = 400
)

// name is the cause as the name of a subtest: its key, without characters that a
// pattern of -run would have to escape.
func name(c *result.Cause) string {
	key := c.Key
	if c.Verdict == result.Errored { // what there is in it of the error may differ from run to run
		key = "no answer"
	}
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', strings.ContainsRune("/_-", r):
			return r
		}
		return '_'
	}, key)
}

// accepted is why the failures of a cause are accepted.
func accepted(res *result.Result, c *result.Cause) string {
	if k := find(res, c.Telling); k != nil {
		return k.Known
	}
	return ""
}

func find(res *result.Result, id string) *result.CaseResult {
	i := slices.IndexFunc(res.Cases, func(k result.CaseResult) bool { return k.ID == id })
	if i < 0 {
		return nil
	}
	return &res.Cases[i]
}

// explain is what a person needs to act on a cause: the clauses that are broken, how
// many cases met it, and of the most telling one what was sent and what came.
func explain(res *result.Result, cause *result.Cause) string {
	lines := []string{visible.Line(cause.Text)}
	for i, id := range cause.Clauses {
		if i == 3 {
			lines = append(lines, fmt.Sprintf("breaks %d more clauses", len(cause.Clauses)-i))
			break
		}
		if j := slices.IndexFunc(res.Clauses, func(c result.ClauseResult) bool { return c.ID == id }); j >= 0 {
			c := &res.Clauses[j]
			lines = append(lines, fmt.Sprintf("breaks %s (%s; %s): %s", id, c.Level, c.Citation, c.Text))
		}
	}
	lines = append(lines, met(cause.Cases))
	k := find(res, cause.Telling)
	if k == nil {
		return strings.Join(lines, "\n")
	}
	lines = append(lines, visible.Line(k.ID)+": "+visible.Line(k.Title))
	for _, f := range k.Findings {
		if f.Cause != cause.Key && f.Text != cause.Text {
			continue
		}
		if f.Exchange >= 0 && f.Exchange < len(k.Exchanges) {
			lines = append(lines, exchange(k.Exchanges[f.Exchange])...)
		}
		if f.Diff != "" {
			diff := strings.Split(visible.Indent(strings.TrimRight(f.Diff, "\n"), "  "), "\n")
			if room := maxLines - len(lines) - 2; len(diff) > room+1 {
				room = max(0, room)
				diff = append(diff[:room:room], fmt.Sprintf("  … %d more lines", len(diff)-room))
			}
			lines = append(lines, "at "+visible.Line(f.Path)+" (-want +got):")
			lines = append(lines, diff...)
		}
		break
	}
	return strings.Join(lines[:min(len(lines), maxLines)], "\n")
}

// met says which cases met a cause.
func met(cases []string) string {
	const few = 3
	text := visible.Line(strings.Join(cases[:min(len(cases), few)], ", "))
	if more := len(cases) - few; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return counted(len(cases), "case") + ": " + text
}

// exchange is what was sent and what came, in a line each. The address is the handler's:
// only the path means anything.
func exchange(ex *result.Exchange) []string {
	target := ex.URL
	if u, err := url.Parse(ex.URL); err == nil {
		target = u.RequestURI()
	}
	out := []string{strings.TrimSpace(fmt.Sprintf("sent: %s %s %s", ex.Method, visible.Line(target), short(ex.Body)))}
	if ex.Error != "" {
		return append(out, "came: "+visible.Line(ex.Error))
	}
	return append(out, strings.TrimSpace(fmt.Sprintf("came: %d %s %s", ex.Status, http.StatusText(ex.Status), short(ex.ResponseBody))))
}

// short is a body in a line of its own, cut where it gets long.
func short(body string) string {
	text := visible.Line(strings.TrimSpace(body))
	if utf8.RuneCountInString(text) > maxBody {
		text = string([]rune(text)[:maxBody]) + fmt.Sprintf("… (%d bytes)", len(body))
	}
	return text
}

// unverified says why cases stayed unverified, the reason of most first; "" if none did.
func unverified(res *result.Result) string {
	byReason := map[string][]string{}
	for i := range res.Cases {
		if k := &res.Cases[i]; k.Verdict == result.Unverified {
			byReason[k.Message()] = append(byReason[k.Message()], k.ID)
		}
	}
	var reasons []string
	total := 0
	for r, cases := range byReason {
		reasons = append(reasons, r)
		total += len(cases)
	}
	if total == 0 {
		return ""
	}
	slices.SortFunc(reasons, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(byReason[b]), len(byReason[a])), cmp.Compare(a, b))
	})
	lines := []string{counted(total, "case") + " stayed unverified"}
	for i, r := range reasons {
		if len(lines) == maxLines-1 && i < len(reasons)-1 {
			lines = append(lines, fmt.Sprintf("… for %d more reasons", len(reasons)-i))
			break
		}
		lines = append(lines, visible.Line(r)+" ("+met(byReason[r])+")")
	}
	return strings.Join(lines, "\n")
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
