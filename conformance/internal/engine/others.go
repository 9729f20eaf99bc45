package engine

import (
	"slices"
	"sync"

	"github.com/appgauge/appgauge/conformance/internal/probe"
)

// others tells whether other clients create or delete apps while the run goes on. It is
// safe for concurrent use.
type others struct {
	mu sync.Mutex
	// apps are the IDs of others' apps that a whole listing showed last.
	apps     map[listing][]string
	restless map[probe.Place]bool
}

// listing is what is listed: of a place, by filters.
type listing struct {
	at     probe.Place
	filter string
}

// compare compares others' apps in a whole listing with those that it showed last, and
// reports whether they were found to change for the first time.
func (o *others) compare(of listing, ids []string) (changed bool) {
	slices.Sort(ids)
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.apps == nil {
		o.apps, o.restless = map[listing][]string{}, map[probe.Place]bool{}
	}
	last, known := o.apps[of]
	o.apps[of] = ids
	if !known || o.restless[of.at] || slices.Equal(last, ids) {
		return false
	}
	o.restless[of.at] = true
	return true
}

func (o *others) areAtWork(at probe.Place) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.restless[at]
}

// noticeOthers learns from a whole listing whether others are at work at its place.
func (x *run) noticeOthers(at *probe.Place, filter probe.Params, s *probe.Snapshot) {
	if s.Problem != "" {
		return
	}
	of := listing{x.Home, filter.Encode()}
	if at != nil {
		of.at = *at
	}
	var ids []string
	for i := range s.Apps {
		if id := s.Apps[i].App.Text("id"); id != "" && !x.world.Ours(s.Apps[i].App) {
			ids = append(ids, id)
		}
	}
	if x.others.compare(of, ids) {
		x.oracle.Restless(of.at)
	}
}

// Restless reports whether others create or delete apps at the run's own place.
func (x *run) Restless() bool { return x.others.areAtWork(x.Home) }
