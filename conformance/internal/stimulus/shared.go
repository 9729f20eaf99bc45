package stimulus

import (
	"sync"

	"github.com/appgauge/appgauge/conformance/internal/probe"
)

// sharedScans are whole listings of filters, read once while nothing changes and
// looked at by many cases.
type sharedScans struct {
	mu    sync.Mutex
	scans map[string]*sharedScan
}

type sharedScan struct {
	once probe.Once
	s    *probe.Snapshot
	// pages are the answers of a listing that is read in a way of its own, as
	// far as they came.
	pages []page
}

// page is an answer to a listing, what is wrong with it, and why there is none.
type page struct {
	l       *probe.Listing
	problem string
	err     error
}

// get is the listing with the key.
func (s *sharedScans) get(key string) *sharedScan {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.scans == nil {
		s.scans = map[string]*sharedScan{}
	}
	one := s.scans[key]
	if one == nil {
		one = &sharedScan{}
		s.scans[key] = one
	}
	return one
}

// forget makes every listing be read anew.
func (s *sharedScans) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scans = nil
}
