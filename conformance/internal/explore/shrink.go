package explore

import "slices"

// shrink makes the sequence as short and as plain as it still shows what it shows:
// shows plays it again and reports whether it does; it says no once it has had enough.
//
// First it takes steps away, ever smaller pieces of the sequence, until none of them can
// be spared alone nor in twos; then it makes each step plainer. Both are done again
// until nothing changes.
func shrink(s Sequence, shows func(Sequence) bool) Sequence {
	sh := &shrinker{best: s.tidy(), shows: shows, tried: map[string]bool{}}
	for {
		before := sh.best.String()
		sh.fewerApps() // first: many of them make every playing long
		sh.fewer()
		sh.merge()
		sh.apart()
		sh.plainer()
		sh.pairs()
		if sh.best.String() == before {
			return sh.best.relabelled()
		}
	}
}

type shrinker struct {
	best  Sequence
	shows func(Sequence) bool
	tried map[string]bool
}

// try takes the candidate if it is another one and still shows the same.
func (s *shrinker) try(candidate Sequence) bool {
	candidate = candidate.tidy()
	key := candidate.String()
	if len(candidate) == 0 || s.tried[key] || key == s.best.String() {
		return false
	}
	s.tried[key] = true
	if !s.shows(candidate) {
		return false
	}
	s.best = candidate
	return true
}

// without is the sequence without steps i to j.
func without(s Sequence, i, j int) Sequence {
	return append(slices.Clone(s[:i]), s[j:]...)
}

// fewer takes pieces away: halves, quarters, and so on to single steps.
func (s *shrinker) fewer() {
	for size := (len(s.best) + 1) / 2; size > 0; size /= 2 {
		// From the end: what is early is what later steps rest on.
		for i := len(s.best) - size; i > -size; i -= size {
			if end := min(i+size, len(s.best)); end > max(i, 0) {
				s.try(without(s.best, max(i, 0), end))
			}
		}
	}
}

// pairs takes two steps away that cannot be spared alone.
func (s *shrinker) pairs() {
	const most = 14 // beyond it there are too many
	for i := 0; i < len(s.best) && len(s.best) <= most; i++ {
		for j := i + 1; j < len(s.best); j++ {
			if s.try(without(without(s.best, j, j+1), i, i+1)) {
				i = -1
				break
			}
		}
	}
}

// fewerApps finds the smallest number of apps for each step that creates several.
func (s *shrinker) fewerApps() {
	for i := 0; i < len(s.best); i++ {
		if s.best[i].Create == nil {
			continue
		}
		with := func(n int) Sequence {
			c := s.best.clone()
			c[i].Create.Times = n
			if n == 1 {
				c[i].Create.Times = 0
			}
			return c
		}
		low, high := 1, s.best[i].Create.times()
		for mid := 1; low < high; mid = (low + high) / 2 {
			n := len(s.best)
			if !s.try(with(mid)) {
				low = mid + 1
				continue
			}
			if high = mid; len(s.best) != n {
				break // what was tidied away makes other steps of these
			}
		}
	}
}

// merge lets what refers to an app refer to another one, which makes the first one
// superfluous.
func (s *shrinker) merge() {
	for _, from := range s.best.named() {
		for _, to := range s.best.named() {
			if from == to {
				continue
			}
			c := s.best.clone()
			c.each(func(step *Step) { step.rename(from, to) })
			at := slices.IndexFunc(c, func(step Step) bool { return step.Create != nil && step.Create.App == from })
			if at >= 0 && s.try(without(c, at, at+1)) {
				break
			}
			s.try(c)
		}
	}
}

// named are the apps that steps of the sequence create by name.
func (s Sequence) named() []string {
	var out []string
	s.each(func(step *Step) {
		if step.Create != nil && step.Create.App != "" {
			out = append(out, step.Create.App)
		}
	})
	return out
}

// relabelled is the sequence with its apps called a, b and so on.
func (s Sequence) relabelled() Sequence {
	out := s.clone()
	names := s.named()
	// By way of names that no app has, so that no two are ever the same.
	for _, prefix := range []string{"app ", ""} {
		for n, from := range names {
			to := prefix + label(n)
			if prefix == "" {
				from = "app " + label(n)
			}
			out.each(func(step *Step) {
				step.rename(from, to)
				if step.Create != nil && step.Create.App == from {
					step.Create.App = to
				}
			})
		}
	}
	return out
}

// apart sends one after the other what was sent together, or less of it.
func (s *shrinker) apart() {
	for i := 0; i < len(s.best); i++ {
		together := s.best[i].Together
		if together == nil {
			continue
		}
		if s.try(slices.Concat(s.best[:i], together, s.best[i+1:])) {
			continue
		}
		for k := len(together) - 1; k >= 0 && i < len(s.best) && s.best[i].Together != nil && k < len(s.best[i].Together); k-- {
			c := s.best.clone()
			c[i].Together = without(c[i].Together, k, k+1)
			s.try(c)
		}
	}
}

// plainer makes every step plainer.
func (s *shrinker) plainer() {
	for i := 0; i < len(s.best); i++ {
		for again := true; again && i < len(s.best); {
			again = false
			for _, step := range s.best[i].plainer() {
				c := s.best.clone()
				c[i] = step
				if s.try(c) {
					again = true
					break
				}
			}
		}
	}
}
