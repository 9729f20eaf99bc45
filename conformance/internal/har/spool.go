package har

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/appgauge/appgauge/conformance/traffic"
)

// Spool keeps exchanges in a temporary file until all are there, to be read in the order
// of their start. Only their times and places are kept in memory. It holds secrets:
// nobody but the user may read the file, and where the system allows it the file has no
// name.
type Spool struct {
	file  *os.File
	named bool
	out   *bufio.Writer
	size  int64
	index []place
}

type place struct{ started, offset, length int64 }

// NewSpool makes an empty spool in the directory for temporary files.
func NewSpool() (*Spool, error) {
	f, err := os.CreateTemp("", "appgauge-traffic-")
	if err != nil {
		return nil, fmt.Errorf("recorded traffic cannot be put in order: %w", err)
	}
	named := os.Remove(f.Name()) != nil // an open file cannot be removed everywhere
	return &Spool{file: f, named: named, out: bufio.NewWriterSize(f, 256<<10)}, nil
}

// Close removes what is kept.
func (s *Spool) Close() error {
	err := s.file.Close()
	if s.named {
		err = cmp.Or(err, os.Remove(s.file.Name()))
	}
	return err
}

// kept is an exchange in the file. Bodies need not be text.
type kept struct {
	Exchange     traffic.Exchange
	Body, Answer []byte
}

// Add keeps an exchange.
func (s *Spool) Add(ex traffic.Exchange) error {
	k := kept{ex, []byte(ex.Body), []byte(ex.ResponseBody)}
	k.Exchange.Body, k.Exchange.ResponseBody = "", ""
	text, err := json.Marshal(k)
	if err == nil {
		_, err = s.out.Write(text)
	}
	if err != nil {
		return fmt.Errorf("recorded traffic cannot be put in order: %w", err)
	}
	s.index = append(s.index, place{ex.Started.UnixNano(), s.size, int64(len(text))})
	s.size += int64(len(text))
	return nil
}

// Each calls f with every exchange, in the order of their start; those that started at
// the same time in that in which they were added.
func (s *Spool) Each(f func(*traffic.Exchange) error) error {
	if err := s.out.Flush(); err != nil {
		return fmt.Errorf("recorded traffic cannot be put in order: %w", err)
	}
	slices.SortStableFunc(s.index, func(a, b place) int { return cmp.Compare(a.started, b.started) })
	in := &ahead{file: s.file}
	for _, p := range s.index {
		text, err := in.read(p.offset, p.length)
		if err != nil {
			return fmt.Errorf("recorded traffic cannot be read back: %w", err)
		}
		var k kept
		if err := json.Unmarshal(text, &k); err != nil {
			return fmt.Errorf("recorded traffic cannot be read back: %w", err)
		}
		k.Exchange.Body, k.Exchange.ResponseBody = string(k.Body), string(k.Answer)
		if err := f(&k.Exchange); err != nil {
			return err
		}
	}
	return nil
}

// ahead reads parts of a file that mostly follow each other.
type ahead struct {
	file *os.File
	from int64
	buf  []byte
}

func (a *ahead) read(offset, length int64) ([]byte, error) {
	if offset < a.from || offset+length > a.from+int64(len(a.buf)) {
		const chunk = 1 << 20
		a.buf = slices.Grow(a.buf[:0], int(max(length, chunk)))[:max(length, chunk)]
		n, err := a.file.ReadAt(a.buf, offset)
		if int64(n) < length {
			return nil, cmp.Or(err, io.ErrUnexpectedEOF)
		}
		a.from, a.buf = offset, a.buf[:n]
	}
	return a.buf[offset-a.from:][:length], nil
}
