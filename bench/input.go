package bench

import (
	"bytes"
	"fmt"
	"io"
)

// Request is a valid create request as a client sends it: every member, with
// generated credentials.
const Request = `{"name":"app_demo","remark":"Demo app of the billing team",` +
	`"app_key":"ee8f878c252747028f07eb116c2cd91b","app_secret":"416ccd1a4ef94b8fa2b6b1b0e1f40ab8"}`

// Stream is NDJSON of about size bytes: valid requests like [Request], no two alike
// in a row.
func Stream(size int64) io.Reader { return &stream{left: size} }

type stream struct {
	left int64
	n    int
	line bytes.Buffer
}

func (s *stream) Read(p []byte) (int, error) {
	if s.line.Len() == 0 {
		if s.left <= 0 {
			return 0, io.EOF
		}
		for s.line.Len() < 64<<10 {
			fmt.Fprintf(&s.line, `{"name":"app_%07d","remark":"Demo app of the team number %d","app_key":"ee8f878c252747028f07eb11%08x","app_secret":"416ccd1a4ef94b8fa2b6b1b0%08x"}`+"\n",
				s.n%10_000_000, s.n%100, uint32(s.n), uint32(s.n)*2654435761)
			s.n++
		}
		s.left -= int64(s.line.Len())
	}
	return s.line.Read(p)
}
