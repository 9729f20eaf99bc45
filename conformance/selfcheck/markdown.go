package selfcheck

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Markdown writes the report as a document for people: the scores, then every
// gateway and what the suite said of it, then the cases that caught nothing.
func (r *Report) Markdown(w io.Writer) error {
	m := &markdown{bufio.NewWriter(w)}
	m.printf("## Scores\n\n| | |\n|---|---|\n")
	for _, line := range r.summary() {
		m.printf("| %s | %s |\n", line[0], line[1])
	}
	m.printf("\n")
	if problems := r.Problems(); len(problems) > 0 {
		m.printf("## Problems\n\n")
		for _, p := range problems {
			m.printf("- %s\n", escape(p))
		}
		m.printf("\n")
	}
	m.faults(r)
	m.lawful("Lawful gateways", "No case may fail on these. *Partial* is the right answer where the gateway leaves a statement open.", r.Lawful)
	m.hostile(r)
	m.pairs(r)
	m.idle(r)
	return m.Flush()
}

type markdown struct{ *bufio.Writer }

func (m *markdown) printf(format string, args ...any) { fmt.Fprintf(m, format, args...) }

func (m *markdown) faults(r *Report) {
	m.printf("## Faults\n\nThe numbers count the cases that failed, by kind.\n\n")
	for _, t := range themes(r.Faults) {
		m.printf("### %s\n\n| fault | breaks | expected to be caught by | failed cases |\n|---|---|---|---|\n", t.name)
		for _, f := range t.faults {
			what := f.ID
			if f.What != "" {
				what += ": " + f.What
			}
			failed := strings.Join(kinds(f.Outcome.Failed), ", ")
			if !f.Caught {
				failed = "**survived** " + failed
			}
			m.printf("| %s | %s | %s | %s |\n", escape(what), escape(f.Breaks), code(f.Expect), escape(failed))
		}
		m.printf("\n")
	}
}

func (m *markdown) lawful(title, about string, list []LawfulResult) {
	m.printf("## %s\n\n%s\n\n| gateway | what it does | why it may | the suite says |\n|---|---|---|---|\n", title, about)
	for _, l := range list {
		said := l.Outcome.Conclusion.String()
		if l.Alarm {
			said = "**false alarm** " + said
		}
		m.printf("| %s | %s | %s | %s |\n", l.ID, escape(l.Does), escape(l.Why), said)
	}
	m.printf("\n")
}

func (m *markdown) hostile(r *Report) {
	m.printf("## Hostile gateways\n\nEach run must come to an end, with a verdict for every case; and find the gateway conformant only\n" +
		"if it breaks no statement of the pages, in which case it must tell of the apps that stay behind.\n\n")
	m.printf("| gateway | what it does | the suite says |\n|---|---|---|\n")
	for _, h := range r.Hostile {
		said := h.Outcome.Conclusion.String()
		if h.Outcome.Left > 0 && h.Lawful {
			said += fmt.Sprintf(", %d apps left", h.Outcome.Left)
		}
		if !h.Stood {
			said = "**not stood** " + said
		}
		m.printf("| %s | %s | %s |\n", h.ID, escape(h.Does), said)
	}
	m.printf("\n")
}

func (m *markdown) pairs(r *Report) {
	if len(r.Pairs) == 0 {
		return
	}
	m.printf("## Pairs of faults\n\nA pair is caught if a case failed that was expected to catch one of the two. Pairs in which one fault hid the other:\n\n")
	m.printf("| inner fault | outer fault | |\n|---|---|---|\n")
	for _, p := range r.Pairs {
		switch {
		case !p.Caught:
			m.printf("| %s | %s | **survived** |\n", p.Inner, p.Outer)
		case !p.Both:
			m.printf("| %s | %s | one hid the other |\n", p.Inner, p.Outer)
		}
	}
	m.printf("\n")
}

func (m *markdown) idle(r *Report) {
	if !r.Whole {
		return
	}
	m.printf("## Cases that caught nothing\n\n")
	var whys []string
	byWhy := map[string][]string{}
	for _, k := range r.Idle {
		if byWhy[k.Why] == nil {
			whys = append(whys, k.Why)
		}
		byWhy[k.Why] = append(byWhy[k.Why], k.ID)
	}
	slices.Sort(whys)
	m.printf("| why | cases |\n|---|---|\n")
	for _, why := range whys {
		ids := byWhy[why]
		for i := range ids {
			ids[i] = code(ids[i])
		}
		if why == "" {
			why = "**unexplained**"
		}
		m.printf("| %s | %s |\n", escape(why), strings.Join(ids, " "))
	}
	m.printf("\n")
}

// escape makes text stand as it is in a table.
func escape(text string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "*", `\*`, "_", `\_`, "`", "\\`", "\n", " ").Replace(text)
}

// code is an ID or a pattern as code.
func code(text string) string { return "`" + strings.ReplaceAll(text, "|", `\|`) + "`" }
