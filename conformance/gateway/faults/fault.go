package faults

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/internal/suggest"
)

// Fault is one way in which a gateway breaks the pages. Its fields are the columns
// of the table that the files of this package hold, a theme each.
type Fault struct {
	// ID is stable: "name/max-65".
	ID     string
	Origin Origin
	// Breaks is the statement that the faulty gateway breaks.
	Breaks Clause
	// Should says that the statement does not bind: an example shows it, or a
	// careful reader expects it, but no table and no sentence says it. A warning
	// catches such a fault as well as a failure does.
	Should bool
	// What says what the gateway does where the ID does not say enough; else "".
	What string
	// Expect is the case expected to catch the fault, as a glob on case ids. It
	// was written before a suite was run against the fault.
	Expect string
	// Alter makes a lawful gateway faulty.
	Alter func(*gateway.Behaviour)
}

// Clause is a statement of the pages.
type Clause struct {
	// Where cites page, table and row: "create-app, Table 3, name".
	Where string
	// Says paraphrases it.
	Says string
}

// String is the clause as it is cited: "create-app, Table 3, name: mandatory".
func (c Clause) String() string { return c.Where + ": " + c.Says }

// Origin tells how a fault was thought up.
type Origin uint8

const (
	// FromDesign: with the design of the suite in mind.
	FromDesign Origin = iota
	// FromPages: from the documented pages alone, before any case was written.
	FromPages
)

// String is "design" or "pages".
func (o Origin) String() string {
	if o == FromPages {
		return "pages"
	}
	return "design"
}

// Handler is the gateway with this fault.
func (f Fault) Handler(o gateway.Options) http.Handler {
	o.Alter = append(slices.Clip(o.Alter), f.Alter)
	return gateway.New(o)
}

// Handler is the gateway with all the faults of these ids, the first innermost.
// The error says which id is unknown.
func Handler(o gateway.Options, ids ...string) (http.Handler, error) {
	for _, id := range ids {
		f, ok := Lookup(id)
		if !ok {
			return nil, fmt.Errorf("no fault %q%s", id, hint(id))
		}
		o.Alter = append(slices.Clip(o.Alter), f.Alter)
	}
	return gateway.New(o), nil
}

// Lookup finds a fault by its ID; "change@trigger" is a change with a trigger.
func Lookup(id string) (Fault, bool) {
	if strings.Contains(id, "@") {
		return lookupTriggered(id)
	}
	for _, f := range All() {
		if f.ID == id {
			return f, true
		}
	}
	return Fault{}, false
}

// hint names the faults that may be meant, or some of the same theme.
func hint(id string) string {
	theme, _, _ := strings.Cut(id, "/")
	var all, near []string
	for _, f := range All() {
		all = append(all, f.ID)
		if strings.HasPrefix(f.ID, theme+"/") {
			near = append(near, f.ID)
		}
	}
	change, trigger, triggered := strings.Cut(id, "@")
	if _, ok := Lookup(change); ok && triggered {
		var triggers []string
		for _, t := range Triggers() {
			triggers = append(triggers, t.ID)
		}
		return ": no trigger " + strconv.Quote(trigger) + suggest.Meant(trigger, triggers)
	}
	meant := suggest.Meant(change, all)
	switch {
	case len(near) == 0 && meant == "":
		return "; appgauge gateway --list-faults lists them"
	case len(near) == 0:
		return meant
	case meant != "":
		meant += " There"
	default:
		meant = "; there"
	}
	return meant + " are " + strings.Join(near[:min(3, len(near))], ", ") + fmt.Sprintf(" and %d more", max(0, len(near)-3))
}

// All lists every fault, by theme.
func All() []Fault {
	return slices.Concat(
		nameFaults(), remarkFaults(), keyFaults(), secretFaults(), bodyFaults(),
		authFaults(), signatureFaults(), createdFaults(), generatedFaults(), errorFaults(),
		listingFaults(), itemFaults(), limitFaults(), offsetFaults(), orderFaults(),
		filterFaults(), preciseFaults(), combinedFaults(), isolationFaults(),
		storageFaults(), concurrencyFaults(),
	)
}

// alter is a change of a gateway's behaviour.
type alter = func(*gateway.Behaviour)

// What the columns Origin and Should hold, in short.
const (
	design = FromDesign
	pages  = FromPages
	must   = false
	should = true
)
