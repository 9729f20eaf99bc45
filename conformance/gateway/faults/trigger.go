package faults

import (
	"hash/fnv"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// Trigger says when a change bites. A fault is a change that always does; a change
// with a trigger is another fault, [Fault.On], that shows in some company only, or
// later, or in one form of request. For any other request the gateway is lawful.
type Trigger struct {
	// ID is stable: "with-remark".
	ID string
	// When says when the change bites.
	When string
	// of is the operation of which it can be said; 0 is both.
	of gateway.Op
	// app says that it is about the app that is matched or shown, not the request.
	app bool
	// attach lets the gateway answer as changed when the trigger says so.
	attach func(b, changed *gateway.Behaviour)
}

// On is the fault whose change bites only when the trigger says so; its ID is
// "change@trigger".
func (f Fault) On(t Trigger) Fault {
	change := f.Alter
	f.ID += "@" + t.ID
	if f.What != "" {
		f.What += " "
	}
	f.What += "Only " + t.When + "."
	f.Alter = func(b *gateway.Behaviour) { t.attach(b, b.Fork(change)) }
	return f
}

// Triggers lists every trigger.
func Triggers() []Trigger { return slices.Concat(requestTriggers(), stateTriggers(), appTriggers()) }

// Triggered is a change with a trigger.
type Triggered struct {
	Change  Fault
	Trigger Trigger
}

// Fault is the change that bites when the trigger says so.
func (t Triggered) Fault() Fault { return t.Change.On(t.Trigger) }

// ID is that of the fault.
func (t Triggered) ID() string { return t.Change.ID + "@" + t.Trigger.ID }

// Seen reports whether the fault may be looked at to make a suite better. The
// others show whether what was learned holds of faults that nobody looked at: of
// them only totals are told. The ID decides, for good.
func (t Triggered) Seen() bool {
	h := fnv.New32a()
	h.Write([]byte(t.ID()))
	return h.Sum32()>>16%2 == 0
}

// AllTriggered lists every change with every trigger that makes sense for it. Some
// differ from a lawful gateway in nothing: see package witness.
func AllTriggered() []Triggered {
	triggers := Triggers()
	var out []Triggered
	for _, f := range All() {
		hooks := changed(f.Alter)
		for _, t := range triggers {
			if t.sensible(hooks) {
				out = append(out, Triggered{f, t})
			}
		}
	}
	return out
}

// lookupTriggered finds a change with a trigger by its ID.
func lookupTriggered(id string) (Fault, bool) {
	change, trigger, _ := strings.Cut(id, "@")
	f, ok := Lookup(change)
	if !ok {
		return Fault{}, false
	}
	for _, t := range Triggers() {
		if t.ID == trigger {
			return f.On(t), true
		}
	}
	return Fault{}, false
}
