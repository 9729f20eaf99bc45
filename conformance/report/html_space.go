package report

import (
	"github.com/appgauge/appgauge/conformance/result"
)

// maxPage is about how many bytes a page has at most, beside its style and
// script: a browser opens so much at once.
const maxPage = 3_000_000

// What markup costs, with the usual texts in it, in bytes: measured, rounded up.
const (
	costSquare   = 300
	costClause   = 450
	costLink     = 80
	costCase     = 290
	costFinding  = 160
	costExchange = 220
	costCause    = 700
	costTrait    = 120
	costChange   = 350
)

// costMap and costTimeline are what the pictures of a gateway cost at most.
func costMap(g *result.Result) int { return 1000 + 300*len(g.Clauses) }

func costTimeline(g *result.Result) int {
	n := 0
	for i := range g.Cases {
		n += len(g.Cases[i].Exchanges)
	}
	return 2000 + min(20*n, 100_000)
}

// plan is what a page has room for; it is the same for every gateway, so that
// they can be compared.
type plan struct {
	// grid: a square for every clause; words: every clause in words; passed: the
	// cases that passed; traffic: their exchanges.
	grid, words, passed, traffic bool
	// room is what is left for what did not pass and for traffic.
	room int
}

func newPlan(r *result.Report) plan {
	var grid, words, bad, passed, traffic int
	for _, g := range r.Gateways {
		grid += len(g.Clauses) * costSquare
		words += len(g.Clauses) * (costClause + maxLinks*costLink)
		for i := range g.Cases {
			c := &g.Cases[i]
			exchanges := min(len(c.Exchanges), maxPassed) * (costExchange + clipPassed)
			row := costCase + len(c.Clauses)*costLink
			if kindOf(c) == "pass" {
				passed += row
				traffic += exchanges
			} else {
				bad += row + exchanges
			}
		}
	}
	// What did not pass matters most, but may not have it all.
	left := maxPage - min(bad, maxPage/2)
	fits := func(n int) bool {
		if n > left {
			return false
		}
		left -= n
		return true
	}
	p := plan{grid: fits(grid), passed: fits(passed), words: fits(words), room: min(bad, maxPage/2)}
	p.traffic = len(r.Gateways) == 1 && p.passed || fits(traffic)
	p.room += left
	return p
}

// space is room on a page, in bytes. What matters most asks first.
type space struct{ left, used int }

// take reports whether there is room for n bytes more, and takes it.
func (s *space) take(n int) bool {
	if n > s.left {
		return false
	}
	s.left -= n
	s.used += n
	return true
}
