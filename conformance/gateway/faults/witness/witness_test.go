package witness

import (
	"hash/fnv"
	"slices"
	"testing"

	"github.com/appgauge/appgauge/conformance/gateway/faults"
)

// For each trigger there is a provocation.
func TestEveryTriggerIsProvoked(t *testing.T) {
	known := map[string]bool{}
	for _, tr := range faults.Triggers() {
		known[tr.ID] = true
		if _, ok := provocations[tr.ID]; !ok {
			t.Errorf("nothing provokes %s", tr.ID)
		}
	}
	for id := range provocations {
		if !known[id] {
			t.Errorf("there is no trigger %s", id)
		}
	}
}

// A probe sees the lawful gateway in one way only, whatever it provokes.
func TestLawfulIsTheSame(t *testing.T) {
	for id, by := range provocations {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			for _, p := range Probes() {
				h := fnv.New32a()
				h.Write([]byte(id + p.Name))
				if h.Sum32()%6 != 0 {
					continue // a part will do
				}
				first, again := transcript(p, by, nil), transcript(p, by, nil)
				if first != again {
					t.Errorf("%s sees the lawful gateway in two ways", p.Name)
				}
			}
		})
	}
}

// A change whose trigger leaves it nothing to do differs in nothing; any other shows.
func TestDiffers(t *testing.T) {
	var w Witness
	for _, tt := range []struct {
		id   string
		want bool
		why  string
	}{
		{"name/max-65@with-remark", true, ""},
		{"name/max-65@chunked", true, ""},
		{"name/max-65@app-501", true, ""},
		{"name/max-65@later-page", false, "a creation has no pages"},
		{"remark/max-256@with-remark", true, ""},
		{"remark/max-256@without-remark", false, "there is no remark to be long"},
		{"key/hyphen-refused@without-app_key", false, "there is no AppKey to be refused"},
		{"limit/max-1000@by-status", true, ""},
		{"limit/max-1000@by-id", false, "an ID is that of one app"},
		{"item/key-lowercased@app-with-key", true, ""},
		{"item/key-lowercased@second-project", true, ""},
		{"filter/key-prefix@by-app_key", true, ""},
		{"storage/newest-missing@after-delete", true, ""},
		{"storage/newest-missing@busy", true, ""},
		{"body/empty-accepted@charset", true, ""},
		{"offset/one-based@later-page", true, ""},
	} {
		i := slices.IndexFunc(faults.AllTriggered(), func(f faults.Triggered) bool { return f.ID() == tt.id })
		if i < 0 {
			if tt.want {
				t.Errorf("there is no fault %s", tt.id)
			}
			continue // its hooks say so
		}
		if probe, got := w.Differs(faults.AllTriggered()[i]); got != tt.want {
			t.Errorf("%s differs: %t (%s), want %t: %s", tt.id, got, probe, tt.want, tt.why)
		}
	}
}
