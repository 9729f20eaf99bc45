package conformance

import "sync"

// sharedScans are whole listings of filters, read once while nothing changes and
// looked at by many cases.
type sharedScans struct {
	mu    sync.Mutex
	scans map[string]*sharedScan
}

type sharedScan struct {
	once sync.Once
	s    *snapshot
}

// settledScan is the whole listing of the filter in pages of limit apps, of the
// time when nothing changes.
func (t *T) settledScan(filter params, limit int) *snapshot {
	key := filter.page(0, limit).encode()
	t.shared.mu.Lock()
	if t.shared.scans == nil {
		t.shared.scans = map[string]*sharedScan{}
	}
	one := t.shared.scans[key]
	if one == nil {
		one = &sharedScan{}
		t.shared.scans[key] = one
	}
	t.shared.mu.Unlock()
	one.once.Do(func() { one.s = t.scan(t.ctx, filter, limit) })
	return one.s
}

// forget makes every listing be read anew.
func (s *sharedScans) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scans = nil
}
