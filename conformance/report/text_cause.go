package report

import (
	"cmp"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// What a screen has room for: with more causes than maxCauses, those that follow have
// a line each; of reasons and of lines of traits there are at most so many.
const (
	maxCauses  = 10
	maxReasons = 3
	maxTraits  = 5
)

// causes lists what explains the findings, the gravest first.
func (t *textReport) causes() {
	causes := causesOf(t.r)
	bare := false
	for i := range causes {
		c := &causes[i]
		what := t.verdict(c.Verdict, c.Known)
		if t.o.Width > 0 && i >= maxCauses {
			t.line(what+" ", changeMark(c)+t.squeeze(visible.Line(c.Text))+" ("+counted(len(c.Cases), "case")+")")
			continue
		}
		t.line(what+" ", changeMark(c)+t.squeeze(visible.Line(c.Text)))
		met := counted(len(c.Cases), "case")
		if c.Verdict == result.Warn || c.Known {
			met += ", such as " + visible.Line(c.Telling)
		}
		if clauses := blamed(t.r, c); clauses != "" {
			met = clauses + "; " + met
		}
		t.line("  ", met)
		if c.Verdict == result.Warn || c.Known {
			continue
		}
		if c.Verdict == result.Fail {
			bare = t.again(c.Telling) || bare
		}
		if k := telling(t.r, c); k != nil {
			if ex := shownBy(k); ex != nil {
				all := changes(&k.Findings[0], ex)
				if t.o.Width > 0 && len(all) > 0 {
					// It tells more than the start of a request. Half a line is for the words.
					t.line("  ", all[0].within(max(12, min(longText, t.o.Width/2-24))))
					continue
				}
				for _, d := range all {
					t.line("  ", d.String())
				}
				t.sent(ex)
			}
		}
	}
	if bare {
		t.printf("  (… is%s)\n", againFlags(t.r))
	}
	if b := t.r.Baseline; b != nil {
		for i, c := range b.Fixed {
			if t.o.Width > 0 && i == maxReasons {
				t.printf("%s and %d more\n", t.paint(green, "FIXED"), len(b.Fixed)-i)
				break
			}
			t.line(t.paint(green, "FIXED")+" ", visible.Line(c.Text)+" ("+counted(len(c.Cases), "case")+")")
		}
	}
	if len(causes) > 0 || t.r.Baseline != nil && len(t.r.Baseline.Fixed) > 0 {
		t.printf("\n")
	}
}

// again writes the command that runs a case once more. It reports whether there was
// no room for its flags: a command that is cut is of no use.
func (t *textReport) again(id string) (bare bool) {
	const label = "  again: "
	whole := again(t.r, id)
	if t.o.Width == 0 || utf8.RuneCountInString(label+whole) <= t.o.Width || withoutPort(t.r.Target) {
		t.printf("%s%s\n", label, whole)
		return false
	}
	t.printf("%s%s …\n", label, againBare(t.r, id))
	return true
}

// sent shows the request of an exchange as a command, and what came. On a screen a
// command that is cut would be of no use, either: there, what differs from case to case
// is shown of it.
func (t *textReport) sent(ex *result.Exchange) {
	const label = "  sent: "
	whole := sent(ex)
	if t.o.Width == 0 {
		t.printf("%s%s\n  came: %s\n", label, whole, came(ex, "        "))
		return
	}
	if utf8.RuneCountInString(label+whole) > t.o.Width {
		whole = ex.Method + " " + ex.URL
		if u, err := url.Parse(ex.URL); err == nil {
			whole = ex.Method + " …/" + path.Base(u.Path)
			if u.RawQuery != "" {
				whole += "?" + u.RawQuery
			}
		}
		whole = visible.Line(strings.TrimSpace(whole + " " + ex.Body))
	}
	t.line(label, whole)
}

// squeeze shortens the texts between quotes of what is too long for a screen: which app it
// was matters less than what is said of it.
func (t *textReport) squeeze(text string) string {
	const before = len("UNVERIFIED (still) ")
	if t.o.Width == 0 || utf8.RuneCountInString(text)+before <= t.o.Width {
		return text
	}
	return longQuote.ReplaceAllString(text, `"$1…"`)
}

// longQuote is a text between quotes of which half a dozen characters tell enough.
var longQuote = regexp.MustCompile(`"([^" ]{6})[^" ]{6,}"`)

// line writes a line, of which as much of the text is shown as the screen has room
// for.
func (t *textReport) line(before, text string) {
	if room := t.o.Width - utf8.RuneCountInString(colour.ReplaceAllString(before, "")); t.o.Width > 0 && utf8.RuneCountInString(text) > room {
		text = string([]rune(text)[:max(0, room-1)]) + "…"
	}
	t.printf("%s%s\n", before, text)
}

var colour = regexp.MustCompile("\x1b\\[[0-9;]*m")

// particular is what may differ between reasons that are alike.
var particular = regexp.MustCompile(`"[^"]*"|[0-9]+`)

// unverified lists the cases that nothing was shown by, those of one reason together
// and the reason of most first.
func (t *textReport) unverified() {
	var groups [][]*result.CaseResult
	index := map[string]int{}
	for i := range t.r.Cases {
		c := &t.r.Cases[i]
		if c.Verdict != result.Unverified {
			continue
		}
		reason := particular.ReplaceAllString(c.Message(), "…")
		n, ok := index[reason]
		if !ok {
			n = len(groups)
			index[reason], groups = n, append(groups, nil)
		}
		groups[n] = append(groups[n], c)
	}
	slices.SortStableFunc(groups, func(a, b []*result.CaseResult) int { return cmp.Compare(len(b), len(a)) })
	for i, group := range groups {
		if t.o.Width > 0 && i == maxReasons {
			rest := 0
			for _, g := range groups[i:] {
				rest += len(g)
			}
			t.printf("%s %s for %s; --verbose shows all\n", t.verdict(result.Unverified, false), counted(rest, "case"), counted(len(groups)-i, "other reason"))
			break
		}
		text := visible.Line(group[0].ID)
		if len(group) > 1 {
			text = counted(len(group), "case") + ", such as " + text
		}
		t.line(t.verdict(result.Unverified, false)+" ", text+": "+visible.Line(group[0].Message()))
	}
	if len(groups) > 0 {
		t.printf("\n")
	}
}
