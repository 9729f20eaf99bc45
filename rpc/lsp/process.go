package lsp

import "time"

// watch ends the session when the client's process is gone. A client that dies
// closes its pipes as a rule, but not where a child of it holds them open. A
// process that cannot be seen from the start, as from inside of a container, is
// not watched.
func (s *server) watch(pid int) {
	if !alive(pid) {
		return
	}
	tick := time.NewTicker(s.opt.ProcessPoll)
	defer tick.Stop()
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-tick.C:
			if !alive(pid) {
				s.end(ErrClientDied)
				return
			}
		}
	}
}
