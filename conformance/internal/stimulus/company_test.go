package stimulus

import (
	"fmt"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// Varied apps keep to every rule, are no two alike, and can be known as the run's; every
// two classes of members, and every class and form, come together in them.
func TestVariedAreValid(t *testing.T) {
	const nonce = "abcdefgh"
	for _, e := range validate.Editions() {
		shelf, judge := NewShelf(e), oracle.New(oracle.Options{Edition: e})
		bodies := map[string]bool{}
		for n := range 4 * len(variedRows()) {
			s := Varied(fmt.Sprintf("v-%d", n), "", n)
			d, r := s.Build(shelf, nonce, probe.Place{Project: "p1", Instance: "i1"}, 0)
			if e := judge.Lawful(oracle.Request{Body: r.Body}); len(e.Breaches)+len(e.Open) > 0 {
				t.Errorf("number %d breaks %v, and leaves %v open: %s", n, e.Breaches, e.Open, r.Body)
			}
			if !d.holds(nonce) {
				t.Errorf("number %d does not hold the nonce: %s", n, r.Body)
			}
			if bodies[r.Body] {
				t.Errorf("number %d is like another one: %s", n, r.Body)
			}
			bodies[r.Body] = true
		}
	}
	pairs := map[string]bool{}
	want := 0
	levels := []int{len(classes[0]), len(classes[1]), len(classes[2]), len(classes[3]), len(forms)}
	for i := range levels {
		for j := range i {
			want += levels[i] * levels[j]
			for _, row := range variedRows() {
				pairs[fmt.Sprint(i, j, row[i], row[j])] = true
			}
		}
	}
	if len(pairs) != want {
		t.Errorf("%d of %d pairs come together", len(pairs), want)
	}
}

// Whatever breaks a rule alone breaks it in any company, and nothing else; an app that
// came of it could be known as the run's.
func TestSpoiledInCompany(t *testing.T) {
	const nonce = "abcdefgh"
	e := validate.Default()
	shelf := NewShelf(e)
	judge := oracle.New(oracle.Options{})
	c := &catalog{edition: e, shelf: shelf, levels: map[string]result.Level{}}
	c.createCases()
	sent := 0
	for _, r := range c.rejections {
		for i, make := range append([]func(*Gen, Draft) probe.Request{r.spoil}, r.more...) {
			for n, row := range companyRows(1) {
				sent++
				q := spoil{r, make}.request(shelf.gen(nonce, fmt.Sprint(r.id, i, n)), row.circumstances, n)
				got := judge.Lawful(oracle.Request{Body: q.Body}).Breaches
				if len(got) == 0 && !strings.HasSuffix(r.id, "min-length/0-rejected") { // an empty text may be taken for none
					t.Errorf("%s with %+v breaks nothing: %q", r.id, row, q.Body)
				}
				for _, b := range got {
					if r.field != "" && strings.HasPrefix(b, "create/") && !strings.HasPrefix(b, "create/"+r.field+"/") && !strings.HasPrefix(b, "create/body/") {
						t.Errorf("%s with %+v breaks %s: %q", r.id, row, b, q.Body)
					}
				}
				if r.field != "" && r.field != "remark" && len(q.Body) > 2+padding && !strings.Contains(strings.ToLower(q.Body), nonce) {
					t.Errorf("%s with %+v does not hold the nonce: %q", r.id, row, q.Body)
				}
				if row.form.padded != (len(q.Body) >= padding) {
					t.Errorf("%s with %+v has %d bytes", r.id, row, len(q.Body))
				}
			}
		}
	}
	if sent < 1000 {
		t.Errorf("only %d requests were looked at", sent)
	}
}
