package world

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/oracle"
)

// evidence is what is known of an app that a run wants to delete. It is all that
// decides: no DELETE is sent but for what [evidence.forbids] lets pass.
type evidence struct {
	id    string
	nonce string // the run's; its apps carry it
	// name and key are what the run asked for, "" if it asked for none.
	name, key string
	// announced reports that the ID was given by the 201 to a request of this run.
	announced bool
	// before reports that an app of this ID was listed before the run began.
	before bool
	// shared reports that the gateway gave the ID to several creations.
	shared bool
	// hearsay reports that all this comes from a ledger that anybody may have written.
	hearsay bool
	// read reports that the listing could be read whole, and listed is the app as it
	// shows, nil if it does not.
	read   bool
	listed jsonvalue.Object
}

// forbids says why the app must not be deleted; "" is that it may be. An app is
// deleted only if its ID is one path segment, was not there before, and the listing
// shows it under a name of this run; if the listing does not show it, only if a 201
// announced it.
func (e evidence) forbids() string {
	if why := oracle.NotSegment(e.id); why != "" {
		return "its ID cannot be sent in a path: " + why
	}
	switch {
	case e.before:
		return "an app of this ID was there before the run"
	case e.listed != nil && !e.ours():
		return "the listing shows another app under this ID"
	case e.listed == nil && !e.announced:
		return "no answer announced it, and the listing does not show it"
	case e.listed == nil && e.hearsay && !e.read:
		return "the listing cannot be read, and the ledger alone does not prove that the app is the run's"
	case e.listed == nil && e.shared:
		return "several creations were answered with this ID, and the listing does not show it"
	}
	return ""
}

// LongName is how long a name must be, in bytes, for nobody else to have it by chance.
const LongName = 16

// ours reports whether the listed app is of this run: its name holds the nonce, or is
// the one that was asked for, beside another sign of this run.
func (e evidence) ours() bool {
	name := e.listed.Text("name")
	if e.holds(name) {
		return true
	}
	key := e.listed.Text("app_key")
	if e.announced && (e.holds(e.listed.Text("remark")) || e.holds(key)) {
		return true
	}
	if e.name == "" || !strings.EqualFold(strings.TrimSpace(e.name), strings.TrimSpace(name)) {
		return false
	}
	return len(name) >= LongName || e.key != "" && e.key == key
}

func (e evidence) holds(text string) bool {
	return len(e.nonce) >= nonceLength && strings.Contains(strings.ToLower(text), e.nonce)
}

// nonceLength is how long a run's nonce is: a shorter one, in a ledger that somebody
// wrote, could be a part of any name.
const nonceLength = 8
