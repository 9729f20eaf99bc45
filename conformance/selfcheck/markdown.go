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
	if r.Triggered != nil {
		m.triggered(r.Triggered)
		m.slowest(r)
		return m.Flush()
	}
	m.faults(r)
	m.lawful(r)
	m.sets(r)
	m.hostile(r)
	m.pairs(r)
	m.idle(r)
	m.slowest(r)
	return m.Flush()
}

type markdown struct{ *bufio.Writer }

func (m *markdown) printf(format string, args ...any) { fmt.Fprintf(m, format, args...) }

func (m *markdown) faults(r *Report) {
	m.printf("## Faults\n\nThe numbers count the cases that failed, by kind; of a fault that breaks what a gateway only *should* do,\n" +
		"those that warned as well, for a warning catches it.\n\n")
	for _, t := range themes(r.Faults) {
		m.printf("### %s\n\n| fault | breaks | expected to be caught by | failed cases |\n|---|---|---|---|\n", t.name)
		for _, f := range t.faults {
			what := f.ID
			if f.What != "" {
				what += ": " + f.What
			}
			failed := strings.Join(f.kinds(), ", ")
			if !f.Caught {
				failed = "**survived** " + failed
			}
			breaks := escape(f.Breaks)
			if f.Should {
				breaks += " (*should*)"
			}
			m.printf("| %s | %s | %s | %s |\n", escape(what), breaks, code(f.Expect), escape(failed))
		}
		m.printf("\n")
	}
}

func (m *markdown) lawful(r *Report) {
	m.printf("## Lawful gateways\n\nNo case may fail on these. *Partial* is the right answer if the gateway leaves a statement open.\n\n")
	m.printf("| gateway | what it does | why it may | the suite says |\n|---|---|---|---|\n")
	for i := range r.Lawful {
		l := &r.Lawful[i]
		m.printf("| %s | %s | %s | %s |\n", l.ID, escape(l.Does), escape(l.Why), l.verdict())
	}
	m.printf("\n")
}

// sets tells of pairs and random sets of traits: how many were tried, and which
// raised an alarm.
func (m *markdown) sets(r *Report) {
	if len(r.LawfulPairs)+len(r.LawfulSets) == 0 {
		return
	}
	m.printf("## Lawful gateways with several traits\n\n")
	m.printf("%s\n\n", tried(len(r.LawfulPairs), r.PairsOf, len(r.LawfulSets)))
	header := "| traits | the suite says |\n|---|---|\n"
	for _, list := range [][]LawfulResult{r.LawfulPairs, r.LawfulSets} {
		for i := range list {
			if l := &list[i]; l.Alarm {
				m.printf("%s| %s | %s |\n", header, l.ID, l.verdict())
				header = ""
			}
		}
	}
	if header == "" {
		m.printf("\n")
	}
}

// tried says how many pairs of traits of how many, and how many random sets, were
// tried.
func tried(pairs, of, sets int) string {
	return fmt.Sprintf("Tried were %d of the %d pairs of traits that answer different questions, and %d random sets of %d.", pairs, of, sets, setSize)
}

// verdict is what the suite said, for a table.
func (l *LawfulResult) verdict() string {
	said := l.Conclusion.String()
	if l.Open > 0 {
		said += fmt.Sprintf(", %d must cases open", l.Open)
	}
	if l.Alarm {
		said = "**false alarm** " + said
	}
	return said
}

func (m *markdown) hostile(r *Report) {
	m.printf("## Hostile gateways\n\nEach run must come to an end in time, with a verdict for every case, and find the gateway conformant only\n" +
		"if it breaks no statement of the pages. It must delete nothing but its own apps, and tell of those that stay behind.\n\n")
	m.printf("| gateway | what it does | the suite says |\n|---|---|---|\n")
	for i := range r.Hostile {
		h := &r.Hostile[i]
		said := h.Outcome.Conclusion.String()
		if h.Outcome.Left > 0 && h.Lawful {
			said += fmt.Sprintf(", %d apps left", h.Outcome.Left)
		}
		if !h.Stood {
			said = "**not withstood** " + said
		}
		if !h.spared() {
			said += ", **deleted what is not the run's**"
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

func (m *markdown) slowest(r *Report) {
	if len(r.Slowest) == 0 {
		return
	}
	m.printf("## Slowest runs\n\nOthers went on at the same time. A run that takes longer than %v is ended, and is a problem.\n\n", limit)
	m.printf("| gateway | seconds | requests |\n|---|--:|--:|\n")
	for _, s := range r.Slowest {
		m.printf("| %s | %.1f | %d |\n", s.Gateway, s.Seconds, s.Requests)
	}
	m.printf("\n")
}

// escape makes text appear as it is in a table.
func escape(text string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "*", `\*`, "_", `\_`, "`", "\\`", "\n", " ").Replace(text)
}

// code is an ID or a pattern as code.
func code(text string) string { return "`" + strings.ReplaceAll(text, "|", `\|`) + "`" }
