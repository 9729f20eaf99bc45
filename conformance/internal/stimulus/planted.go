package stimulus

import (
	"fmt"
	"net/http"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/oracle"
)

// Planted is a specimen that was created, or why it was not.
type Planted struct {
	Spec  Specimen
	Draft Draft
	Req   probe.Request
	// Exchange is nil where nothing was sent; Absent then says why.
	Exchange *probe.Exchange
	Err      error
	Absent   string
	// Full says that it is absent for want of room, Gone that it was created and
	// deleted again to make room.
	Full, Gone bool
	// App is the body of the answer where the gateway created the app.
	App jsonvalue.Object
	ID  string
	// Alone are, of a specimen that was refused, apps with no more than one of its
	// members beside an ordinary name, by the member: they show which one is refused.
	Alone map[string]*Planted
}

// OK reports whether the app exists.
func (p *Planted) OK() bool { return p != nil && p.App != nil && p.ID != "" }

// why says why the app does not exist.
func (p *Planted) why() string {
	switch {
	case p == nil:
		return "it was not planned"
	case p.Absent != "":
		return p.Absent
	case p.Err != nil:
		return "no answer came: " + p.Err.Error()
	case p.Exchange.Status != http.StatusCreated:
		return fmt.Sprintf("it was answered %d%s", p.Exchange.Status, probe.BriefError(p.Exchange))
	default:
		return "its answer could not be read"
	}
}

// inCompany reports whether the specimen was refused although each of its members
// alone is accepted.
func (p *Planted) inCompany() bool {
	for _, alone := range p.Alone {
		if !alone.OK() {
			return false
		}
	}
	return len(p.Alone) > 0
}

// blames reports whether the rejection of the app names, as the invalid
// parameter, another member that was sent.
func (p *Planted) blames(other string) bool {
	if p.Exchange == nil || p.Exchange.Status != http.StatusBadRequest {
		return false
	}
	msg := probe.ErrorMessage(p.Exchange)
	if oracle.NamesParameter(msg, other) {
		return false
	}
	for _, m := range p.Draft {
		if oracle.NamesParameter(msg, m.name) {
			return true
		}
	}
	return false
}
