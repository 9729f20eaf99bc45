package selfcheck

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// Text writes the scores, what went wrong, and the kill matrix: a line for each
// fault, with the cases that caught it counted by kind.
func (r *Report) Text(w io.Writer) error {
	out := bufio.NewWriter(w)
	for _, theme := range themes(r.Faults) {
		t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		fmt.Fprintf(t, "FAULT\tEXPECTED TO BE CAUGHT BY\tFAILED CASES BY KIND\n")
		for _, f := range theme.faults {
			mark := ""
			if !f.Caught {
				mark = "SURVIVED "
			}
			fmt.Fprintf(t, "%s%s\t%s\t%s\n", mark, f.ID, f.Expect, strings.Join(f.kinds(), ", "))
		}
		t.Flush()
		fmt.Fprintln(out)
	}
	if r.Triggered != nil {
		r.Triggered.text(out)
	}
	for _, line := range r.summary() {
		fmt.Fprintf(out, "%-22s %s\n", line[0], line[1])
	}
	problems := r.Problems()
	if len(problems) > 0 {
		fmt.Fprintf(out, "\n%d problems\n", len(problems))
	}
	for _, p := range problems {
		fmt.Fprintf(out, "  %s\n", p)
	}
	return out.Flush()
}

// JSON writes all of the report: of each run every case that did not pass.
func (r *Report) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(r)
}

// summary is the scores, each with its name.
func (r *Report) summary() [][2]string {
	var lines [][2]string
	for _, origin := range []string{"pages", "design"} {
		if s := r.Caught(origin); s.Of > 0 {
			lines = append(lines, [2]string{"faults from the " + origin, "caught " + s.String()})
		}
	}
	if r.Triggered != nil {
		lines = append(lines, r.Triggered.lines()...)
	}
	if s := r.OverHTTP(); s.Of > 0 {
		lines = append(lines, [2]string{"faults over HTTP", "caught " + s.String()})
	}
	if s := r.PairsCaught(); s.Of > 0 {
		lines = append(lines, [2]string{"pairs of faults", fmt.Sprintf("caught %s; in %s both were", s, r.PairsBoth())})
	}
	if s := r.Quiet(); s.Of > 0 {
		lines = append(lines, [2]string{"lawful gateways", "quiet on " + s.String()})
	}
	if s := r.QuietPairs(); s.Of > 0 {
		lines = append(lines, [2]string{"pairs of traits", fmt.Sprintf("quiet on %s; there are %d", s, r.PairsOf)})
	}
	if s := r.QuietSets(); s.Of > 0 {
		lines = append(lines, [2]string{"random sets of traits", fmt.Sprintf("quiet on %s, of %d traits each", s, setSize)})
	}
	if s := r.Stood(); s.Of > 0 {
		lines = append(lines, [2]string{"hostile gateways", fmt.Sprintf("withstood %s; deleted nothing of others on %s", s, r.Spared())})
	}
	for _, o := range r.Orders {
		lines = append(lines, [2]string{"shuffled runs", fmt.Sprintf("%s gave the same verdicts on %s", Score{o.Same, o.Runs}, o.Gateway)})
	}
	if r.Whole {
		unexplained := 0
		for _, k := range r.Idle {
			if k.Why == "" {
				unexplained++
			}
		}
		lines = append(lines, [2]string{"cases of no use", fmt.Sprintf("%d; %d more caught nothing, for a reason", unexplained, len(r.Idle)-unexplained)})
	}
	if r.Interrupted {
		lines = append(lines, [2]string{"interrupted", "this is what was measured until then"})
	}
	if len(r.Slowest) > 0 {
		s := r.Slowest[0]
		lines = append(lines, [2]string{"slowest run", fmt.Sprintf("%.1f s, %d requests: %s", s.Seconds, s.Requests, s.Gateway)})
	}
	return append(lines, [2]string{"effort", fmt.Sprintf("%d runs of %d cases, %d requests, %.0f s", r.Runs, r.Cases, r.Requests, r.Seconds)})
}

// theme is the faults whose IDs begin alike.
type theme struct {
	name   string
	faults []*FaultResult
}

func themes(all []FaultResult) []*theme {
	var out []*theme
	byName := map[string]*theme{}
	for i := range all {
		name, _, _ := strings.Cut(all[i].ID, "/")
		if byName[name] == nil {
			byName[name] = &theme{name: name}
			out = append(out, byName[name])
		}
		byName[name].faults = append(byName[name].faults, &all[i])
	}
	return out
}

// kinds are the cases that failed on the gateway, counted by kind; if the fault
// breaks a statement that does not bind, those that warned as well.
func (f *FaultResult) kinds() []string {
	out := kinds(f.Outcome.Failed)
	if f.Should {
		for _, k := range kinds(f.Outcome.Warned) {
			out = append(out, k+" warned")
		}
	}
	return out
}

// kind is what a case is about, by the beginning of its ID: "create/name",
// "list/filter/id".
func kind(id string) string {
	parts := strings.Split(id, "/")
	n := 2
	if strings.HasPrefix(id, "list/filter/") {
		n = 3
	}
	if len(parts) <= n {
		n = max(1, len(parts)-1)
	}
	return strings.Join(parts[:n], "/")
}

// kinds counts cases by kind, in the order of their IDs: "create/name 3".
func kinds(ids []string) []string {
	var out []string
	for i := 0; i < len(ids); {
		k, n := kind(ids[i]), 0
		for i < len(ids) && kind(ids[i]) == k {
			i, n = i+1, n+1
		}
		out = append(out, fmt.Sprintf("%s %d", k, n))
	}
	return out
}
