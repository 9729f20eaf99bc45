package selfcheck

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/gateway/faults/witness"
	"github.com/appgauge/appgauge/conformance/result"
)

// TriggeredReport is what the suite said of a sample of the faults that bite only
// when a trigger says so. Those in Seen may be looked at, to make the suite better;
// of the unseen ones nothing but totals is kept, so that nobody makes a case for one
// of them, and their score says what the suite detects of what nobody thought of.
type TriggeredReport struct {
	// Of is how many such faults there are, Sample how many of them were drawn, by
	// Seed, and Equal how many of these differ from the lawful gateway in nothing.
	Of     int    `json:"of"`
	Sample int    `json:"sample"`
	Seed   uint64 `json:"seed"`
	Equal  int    `json:"equal"`
	// Seen and Unseen are the scores, Stated those on faults that break what a table
	// or a sentence says.
	Seen   Halves `json:"scores"`
	Stated Halves `json:"stated"`
	// Triggers and Themes are the scores by trigger, and by the theme of the change.
	Triggers []HalvesOf `json:"triggers"`
	Themes   []HalvesOf `json:"themes"`
	// Survivors are the seen faults that were not caught, by ID.
	Survivors []string `json:"survivors,omitempty"`
}

// add notes whether a fault was caught.
func (t *TriggeredReport) add(f faults.Triggered, caught bool) {
	seen := f.Seen()
	t.Seen.add(seen, caught)
	if !f.Change.Should {
		t.Stated.add(seen, caught)
	}
	theme, _, _ := strings.Cut(f.Change.ID, "/")
	addTo(&t.Triggers, f.Trigger.ID, seen, caught)
	addTo(&t.Themes, theme, seen, caught)
	if seen && !caught {
		t.Survivors = append(t.Survivors, f.ID())
		slices.Sort(t.Survivors)
	}
}

// addTo notes it for what has the name, in the order of the names.
func addTo(list *[]HalvesOf, name string, seen, caught bool) {
	i, found := slices.BinarySearchFunc(*list, name, func(h HalvesOf, name string) int { return cmp.Compare(h.Name, name) })
	if !found {
		*list = slices.Insert(*list, i, HalvesOf{Name: name})
	}
	(*list)[i].add(seen, caught)
}

// Halves are the scores on the faults that may be looked at, and on the others.
type Halves struct {
	Seen   Score `json:"seen"`
	Unseen Score `json:"unseen"`
}

// HalvesOf are the scores on what has a name in common.
type HalvesOf struct {
	Name string `json:"name"`
	Halves
}

// Gap is by how many points the unseen score falls behind the seen one.
func (h Halves) Gap() float64 { return h.Seen.Percent() - h.Unseen.Percent() }

func (h *Halves) add(seen, caught bool) {
	s := &h.Unseen
	if seen {
		s = &h.Seen
	}
	s.Of++
	if caught {
		s.Got++
	}
}

// MaxGap is the largest lawful gap, in points.
const MaxGap = 2

// behind reports whether the gap is too large, and not the work of a single fault of
// a small sample.
func (h Halves) behind() bool {
	one := h.Unseen
	one.Got++
	return h.Gap() > MaxGap && Halves{h.Seen, one}.Gap() > 0
}

// DefaultSeed draws the sample that docs/detection.md tells of.
const DefaultSeed = 1

func (o Options) triggered(r *Report, j *jobs) {
	if o.Sample == 0 {
		return
	}
	all := faults.AllTriggered()
	rng := rand.New(rand.NewPCG(cmp.Or(o.Seed, DefaultSeed), 11))
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	rep := &TriggeredReport{Of: len(all), Sample: min(o.Sample, len(all)), Seed: cmp.Or(o.Seed, DefaultSeed)}
	r.Triggered = rep
	w := &witness.Witness{}
	for _, f := range all[:rep.Sample] {
		name := "an unseen fault"
		if f.Seen() {
			name = f.ID()
		}
		run := func(ctx context.Context) (*Outcome, error) {
			if _, differs := w.Differs(f); !differs {
				return nil, nil
			}
			return o.untilCaught(ctx, f)
		}
		then := func(out *Outcome) {
			j.mu.Lock()
			defer j.mu.Unlock()
			if out == nil {
				rep.Equal++
				return
			}
			rep.add(f, len(out.Failed) > 0 || f.Change.Should && len(out.Warned) > 0)
		}
		if f.Trigger.ID == "busy" {
			j.addWaiting(name, run, then)
		} else {
			j.add(name, run, then)
		}
	}
}

// untilCaught runs the suite until a case catches the fault: any will do, for on the
// lawful gateway none fails or warns.
func (o Options) untilCaught(ctx context.Context, f faults.Triggered) (*Outcome, error) {
	ctx, caught := context.WithCancel(ctx)
	defer caught()
	return run(ctx, &conformance.Runner{
		Handler: f.Fault().Handler(gateway.Options{}), AppBudget: o.AppBudget,
		Progress: func(p conformance.Progress) {
			if c := p.Case; c != nil && (c.Verdict == result.Fail || f.Change.Should && c.Verdict == result.Warn) {
				caught()
			}
		},
	})
}

// lines are the scores, each with its name.
func (t *TriggeredReport) lines() [][2]string {
	return [][2]string{
		{"faults with triggers", fmt.Sprintf("%d drawn of %d by seed %d, of which %d differ in nothing", t.Sample, t.Of, t.Seed, t.Equal)},
		{"seen", t.Seen.Seen.withPercent()},
		{"unseen", fmt.Sprintf("%s, %.1f points less", t.Seen.Unseen.withPercent(), t.Seen.Gap())},
		{"seen, stated", t.Stated.Seen.withPercent()},
		{"unseen, stated", fmt.Sprintf("%s, %.1f points less", t.Stated.Unseen.withPercent(), t.Stated.Gap())},
	}
}

// tables are the scores by trigger and by theme.
func (t *TriggeredReport) tables() []struct {
	name string
	rows []HalvesOf
} {
	return []struct {
		name string
		rows []HalvesOf
	}{{"trigger", t.Triggers}, {"change", t.Themes}}
}

// text writes the tables, and the seen faults that survived.
func (t *TriggeredReport) text(w io.Writer) {
	for _, table := range t.tables() {
		tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintf(tw, "%s\tSEEN\tUNSEEN\n", strings.ToUpper(table.name))
		for _, row := range table.rows {
			fmt.Fprintf(tw, "%s\t%s\t%s\n", row.Name, row.Seen, row.Unseen)
		}
		tw.Flush()
		fmt.Fprintln(w)
	}
	if len(t.Survivors) > 0 {
		fmt.Fprintf(w, "SEEN FAULTS THAT SURVIVED\n%s\n\n", strings.Join(t.Survivors, "\n"))
	}
}

func (m *markdown) triggered(t *TriggeredReport) {
	m.printf("## Faults with triggers\n\n")
	for _, table := range t.tables() {
		m.printf("| %s | seen | | unseen | |\n|---|--:|--:|--:|--:|\n", table.name)
		for _, row := range table.rows {
			m.printf("| %s | %d of %d | %.1f %% | %d of %d | %.1f %% |\n", row.Name,
				row.Seen.Got, row.Seen.Of, row.Seen.Percent(), row.Unseen.Got, row.Unseen.Of, row.Unseen.Percent())
		}
		m.printf("\n")
	}
}
