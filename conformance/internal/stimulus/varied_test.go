package stimulus

import (
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/world"
	"github.com/appgauge/appgauge/validate"
)

// Every app that a run creates can be told from all others, also if the answer to its
// creation is lost: the run, or a cleanup after it, may only delete such.
func TestEveryAppIsOwned(t *testing.T) {
	const nonce = "abcdefgh"
	for _, e := range validate.Editions() {
		shelf := NewShelf(e)
		all := append([]Specimen(nil), shelf.All...)
		for n := range 600 {
			all = append(all, Filler(n))
		}
		for _, s := range all {
			if s.body != nil {
				continue // its members stand elsewhere
			}
			d, _ := s.Build(shelf, nonce, probe.Place{Project: "p", Instance: "i"}, 0)
			name, _ := d.Text("name")
			key, _ := d.Text("app_key")
			if !strings.Contains(strings.ToLower(name), nonce) && len(name) < world.LongName && key == "" {
				t.Errorf("%s, %s: only the name %q would tell whose app it is", e.ID, s.ID, name)
			}
			if !d.holds(nonce) {
				t.Errorf("%s, %s: nothing in it holds the nonce", e.ID, s.ID)
			}
		}
	}
}
