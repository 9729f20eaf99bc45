package gateway

import (
	"cmp"
	"slices"
	"sync"
)

// Space is what apps belong to: an instance of a project.
type Space struct {
	Project, Instance string
}

func (sp Space) compare(other Space) int {
	return cmp.Or(cmp.Compare(sp.Project, other.Project), cmp.Compare(sp.Instance, other.Instance))
}

// Store holds the apps of all spaces, in the order of their creation. It is safe
// for concurrent use.
type Store struct {
	mu       sync.RWMutex
	spaces   map[Space][]*App
	all      int
	max, sum int
}

// NewStore makes a store for at most max apps a space, and sum apps in all.
func NewStore(max, sum int) *Store {
	return &Store{spaces: map[Space][]*App{}, max: max, sum: sum}
}

// Add appends an app and reports whether there was room.
func (s *Store) Add(sp Space, a *App) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.spaces[sp]) >= s.max || s.all >= s.sum {
		return false
	}
	// Slices that were given out end before the new app, so they stay as they are.
	s.spaces[sp] = append(s.spaces[sp], a)
	s.all++
	return true
}

// Remove takes out the app with this id and reports whether there was one.
func (s *Store) Remove(sp Space, id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	apps := s.spaces[sp]
	i := slices.IndexFunc(apps, func(a *App) bool { return a.ID == id })
	if i < 0 {
		return false
	}
	s.all--
	if len(apps) == 1 {
		delete(s.spaces, sp)
		return true
	}
	// A new slice, because the old one may have been given out.
	s.spaces[sp] = slices.Concat(apps[:i], apps[i+1:])
	return true
}

// Find is the app with this id, nil if there is none.
func (s *Store) Find(sp Space, id string) *App {
	for _, a := range s.Apps(sp) {
		if a.ID == id {
			return a
		}
	}
	return nil
}

// Update changes a copy of the app with this id, puts it in its place and returns it; nil
// if there is none.
func (s *Store) Update(sp Space, id string, change func(*App)) *App {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.spaces[sp], func(a *App) bool { return a.ID == id })
	if i < 0 {
		return nil
	}
	// A new slice, because the old one may have been given out.
	apps := slices.Clone(s.spaces[sp])
	changed := *apps[i]
	change(&changed)
	apps[i] = &changed
	s.spaces[sp] = apps
	return &changed
}

// Replace sets the apps of a space.
func (s *Store) Replace(sp Space, apps []*App) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all += len(apps) - len(s.spaces[sp])
	s.spaces[sp] = apps
}

// Apps are the apps of a space, oldest first. The slice must not be changed, and
// does not change.
func (s *Store) Apps(sp Space) []*App {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Clip(s.spaces[sp])
}

// Spaces are the spaces that hold apps, by project, then instance.
func (s *Store) Spaces() []Space {
	s.mu.RLock()
	defer s.mu.RUnlock()
	out := make([]Space, 0, len(s.spaces))
	for sp := range s.spaces {
		out = append(out, sp)
	}
	slices.SortFunc(out, Space.compare)
	return out
}
