package wire

import "github.com/sourcegraph/jsonrpc2"

// A batch gathers the replies to the members of one array, to go out as one
// array when the last is there (section 6).
type batch struct {
	replies []byte // joined by commas
	waiting int    // members handed over and not answered yet
	open    bool   // there are members not handed over yet
}

// openBatch checks the array at i and sets it up to be handed over member by
// member. It is checked as a whole first: an array that is not valid JSON is
// one parse error and runs nothing.
func (s *Stream) openBatch(i int) {
	members := 0
	first := s.scan.open(i)
	i = s.scan.space(first)
	if i < len(s.scan.data) && s.scan.data[i] == ']' {
		if s.endsAt(i + 1) {
			s.refuse(null, invalidFault("", "the batch is empty"))
		}
		return
	}
	for {
		if members++; members > s.opt.MaxBatch {
			s.refuse(null, limitFault("batch", int64(s.opt.MaxBatch), 0,
				"the batch has more than the %d members allowed", s.opt.MaxBatch))
			return
		}
		if i = s.scan.value(i); i >= 0 {
			i = s.scan.separator(s.scan.space(i), ']')
		}
		if i < 0 {
			s.refuse(null, s.scan.fault)
			return
		}
		if s.scan.depth == 0 {
			break
		}
	}
	if s.endsAt(i) {
		s.batch = &batch{open: true}
		s.member = s.scan.space(first)
		s.scan.depth = 1
	}
}

// nextMember hands over the next member of the open batch, or answers it; then
// both results are nil.
func (s *Stream) nextMember() (*jsonrpc2.Request, *jsonrpc2.Response) {
	b := s.batch
	if s.member < 0 {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.batch = nil
		b.open = false
		s.closeBatch(b, true)
		return nil, nil
	}
	var req *jsonrpc2.Request
	var resp *jsonrpc2.Response
	i := s.member
	if s.scan.data[i] == '{' {
		i = s.scan.envelope(i, &s.env)
		req, resp = s.admit(b)
	} else {
		i = s.scan.value(i)
		s.refuseMember(b, null, invalidFault("", "a member of the batch is not an object"))
	}
	i = s.scan.separator(s.scan.space(i), ']')
	if s.member = i; s.scan.depth == 0 {
		s.member = -1
	}
	return req, resp
}

// refuseMember answers a member with a fault.
func (s *Stream) refuseMember(b *batch, id []byte, f *Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.appendMember(b, id, &jsonrpc2.Response{Error: f.reply()})
}

// appendMember adds a reply to the batch. Of a result that would let the batch
// grow over its limit, only the fault is kept. It is called with mu held.
func (s *Stream) appendMember(b *batch, id []byte, resp *jsonrpc2.Response) {
	if limit := s.opt.MaxBatchReply; resp.Result != nil && len(b.replies)+len(*resp.Result) > limit {
		fault := limitFault("batch reply", int64(limit), 0,
			"the replies to the batch have more than the %d bytes allowed; send fewer requests in one batch", limit)
		resp = &jsonrpc2.Response{Error: fault.reply()}
	}
	if len(b.replies) > 0 {
		b.replies = append(b.replies, ',')
	}
	b.replies = appendResponse(b.replies, id, resp)
}

// closeBatch sends the replies when all are there. It is called with mu held.
func (s *Stream) closeBatch(b *batch, last bool) error {
	if b.open || b.waiting > 0 || len(b.replies) == 0 {
		return nil
	}
	size := len(b.replies) + 2
	mark := s.out.open(size)
	s.out.buf = append(s.out.buf, '[')
	s.out.buf = append(s.out.buf, b.replies...)
	s.out.buf = append(s.out.buf, ']')
	s.out.close(mark, size)
	return s.out.posted(true, last)
}
