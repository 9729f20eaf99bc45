package launch

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/suggest"
	"github.com/appgauge/appgauge/validate"
)

// listed is what List writes as JSON.
type listed struct {
	Edition string          `json:"edition"`
	Clauses []result.Clause `json:"clauses"`
	Cases   []result.Case   `json:"cases"`
}

// List writes the clauses and the cases that the patterns select; asJSON, as one
// JSON object.
func List(w io.Writer, e *validate.Edition, only, skip []string, asJSON bool) error {
	cases, err := conformance.Select(conformance.Cases(e), only, skip)
	if err != nil {
		return err
	}
	all := listed{Edition: e.ID, Clauses: conformance.Clauses(e), Cases: cases}
	if asJSON {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		return enc.Encode(all)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	if len(only)+len(skip) == 0 {
		fmt.Fprintf(t, "%d clauses\n", len(all.Clauses))
		for _, c := range all.Clauses {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", c.ID, c.Level, c.Basis, observed(c))
		}
		fmt.Fprintln(t)
	}
	fmt.Fprintf(t, "%d cases\n", len(all.Cases))
	for _, c := range all.Cases {
		fmt.Fprintf(t, "%s\t%s\t%s\n", c.ID, c.Level, c.Title)
	}
	return t.Flush()
}

// observed is a clause's observability in a word or a sentence.
func observed(c result.Clause) string {
	switch c.Observe.Kind {
	case result.NeedsApps:
		return fmt.Sprintf("needs %d apps", c.Observe.Apps)
	case result.NotObservable:
		return "not observable: " + c.Observe.Why
	}
	return string(c.Observe.Kind)
}

// Show writes everything about one clause or one case.
func Show(w io.Writer, e *validate.Edition, id string) error {
	clauses := conformance.Clauses(e)
	cases := conformance.Cases(e)
	for _, c := range clauses {
		if c.ID != id {
			continue
		}
		fmt.Fprintf(w, "clause %s\n  %s\n  level     %s\n  basis     %s\n  source    %s\n  observed  %s\n", c.ID, c.Text, c.Level, c.Basis, c.Citation(), observed(c))
		for _, k := range cases {
			for _, of := range k.Clauses {
				if of == id {
					fmt.Fprintf(w, "  case      %s\n", k.ID)
				}
			}
		}
		return nil
	}
	for _, k := range cases {
		if k.ID != id {
			continue
		}
		fmt.Fprintf(w, "case %s\n  %s\n  level    %s\n", k.ID, k.Title, k.Level)
		if k.Control != "" {
			fmt.Fprintf(w, "  control  %s: must be created, or the verdict is unverified\n", k.Control)
		}
		if n := needs(k.Needs); n != "" {
			fmt.Fprintf(w, "  needs    %s\n", n)
		}
		for _, of := range k.Clauses {
			for _, c := range clauses {
				if c.ID == of {
					fmt.Fprintf(w, "  clause   %s (%s, %s; %s): %s\n", c.ID, c.Level, c.Basis, c.Citation(), c.Text)
				}
			}
		}
		return nil
	}
	return fmt.Errorf("no clause and no case is called %q; they are listed by: appgauge conformance list%s", id, similar(id, clauses, cases))
}

func needs(n result.Needs) string {
	var parts []string
	if n.Writes {
		parts = append(parts, "to create apps")
	}
	if n.Forbidden {
		parts = append(parts, "a valid token without permission")
	}
	if n.Keys {
		parts = append(parts, "an access key and its secret key")
	}
	if n.Listed > 0 {
		parts = append(parts, fmt.Sprintf("%d listed apps", n.Listed))
	}
	return strings.Join(parts, ", ")
}

// similar names the IDs that the wrong one could mean.
func similar(id string, clauses []result.Clause, cases []result.Case) string {
	var known []string
	for _, c := range clauses {
		known = append(known, c.ID)
	}
	for _, k := range cases {
		known = append(known, k.ID)
	}
	near := suggest.Near(id, known)
	for _, k := range known {
		if len(near) < 5 && strings.HasPrefix(k, strings.TrimRight(id, "/*")) && !slices.Contains(near, k) {
			near = append(near, k)
		}
	}
	if len(near) == 0 {
		return ""
	}
	return "\nperhaps one of:\n  " + strings.Join(near, "\n  ")
}
