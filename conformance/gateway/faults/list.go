package faults

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// The JSON form of a list of faults. Member names are stable; members may be added.
type (
	listed struct {
		Faults   []listedFault   `json:"faults"`
		Triggers []listedTrigger `json:"triggers"`
	}
	listedFault struct {
		ID string `json:"id"`
		// Where and Breaks are the statement that is broken, Should says that it is
		// only suggested.
		Where  string `json:"where"`
		Breaks string `json:"breaks"`
		Should bool   `json:"should"`
		What   string `json:"what,omitempty"`
	}
	listedTrigger struct {
		ID   string `json:"id"`
		When string `json:"when"`
	}
)

// ListJSON writes all faults and triggers as one JSON object.
func ListJSON(w io.Writer) error {
	var l listed
	for _, f := range All() {
		l.Faults = append(l.Faults, listedFault{f.ID, f.Breaks.Where, f.Breaks.Says, f.Should, f.What})
	}
	for _, t := range Triggers() {
		l.Triggers = append(l.Triggers, listedTrigger{t.ID, t.When})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(l)
}

// ListText writes all faults and triggers for people, one a line.
func ListText(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "%d faults, each with the statement that it breaks\n", len(All()))
	for _, f := range All() {
		fmt.Fprintf(t, "%s\t%s\n", f.ID, strings.TrimSpace(f.Breaks.String()+"  "+f.What))
	}
	fmt.Fprintf(t, "\n%d triggers; FAULT@TRIGGER is a fault that shows only then\n", len(Triggers()))
	for _, trigger := range Triggers() {
		fmt.Fprintf(t, "%s\tonly %s\n", trigger.ID, trigger.When)
	}
	return t.Flush()
}
