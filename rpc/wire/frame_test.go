package wire

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// frames reads src to its end and returns each message, or what was wrong in
// its place. It also checks what holds for all input.
func frames(t *testing.T, src io.Reader, opt Options) []string {
	t.Helper()
	opt = opt.withDefaults()
	p := &pause{park: func() {}, unpark: func() {}, busy: func() bool { return false }, now: time.Now}
	f := newFrameReader(src, &opt, p, func(Framing) {})
	var all []string
	for {
		data, err := f.next()
		var fault *Fault
		switch {
		case errors.As(err, &fault):
			all = append(all, "fault: "+fault.Detail.Reason)
			if fault.Detail.Reason == "" {
				t.Error("a fault without a reason")
			}
			if fault.Detail.Closes {
				return append(all, "closed")
			}
		case err == io.EOF:
			return all
		case err != nil:
			t.Fatalf("an error that is not the input's fault: %v", err)
		default:
			if len(data) > opt.MaxMessage {
				t.Errorf("a message of %d bytes, over the limit", len(data))
			}
			all = append(all, "message: "+string(data))
		}
		if most := 2 * (opt.MaxMessage + opt.MaxHeader + largeBuffer); len(f.buf.data) > most {
			t.Errorf("the buffer has grown to %d bytes", len(f.buf.data))
		}
	}
}

// Properties: the frame reader never panics, never hands over or holds more
// than its limits, says why of every fault, and finds the same messages
// however the input is cut into reads.
func FuzzFrames(f *testing.F) {
	for _, text := range []string{
		"{}\n[]\n", "hello\n{}\n", "\n\r\n {} \r\n", "{}", "\ufeff{}\n", "\xef\xbb{}",
		"Content-Length: 2\r\n\r\n{}", "content-length:2\n\n{}\n\nCONTENT-LENGTH: 2\r\n\n[]",
		"Content-Length: 2\r\nContent-Type: a\r\n\r\n{}", "Content-Length: 99\r\n\r\n" + strings.Repeat("a", 99) + "Content-Length: 2\r\n\r\n{}",
		"Content-Length: 5\r\n\r\n{}", "Content-Length: -1\r\n\r\n", "Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
		"note: text\n{}\n", "X: y\r\n\r\n", "POST / HTTP/1.1\r\n\r\n", "GET\n", strings.Repeat("a", 100) + "\n{}\n", strings.Repeat("a", 300),
		"Content-Length: 2\r\n" + strings.Repeat("X: y\r\n", 20), strings.Repeat(" ", 100) + "{}\n",
	} {
		f.Add([]byte(text), uint8(0))
		f.Add([]byte(text), uint8(3))
	}
	f.Fuzz(func(t *testing.T, data []byte, step uint8) {
		opt := Options{MaxMessage: 64, MaxHeader: 48, MaxSkip: 200}
		frames(t, &stepReader{data, int(step) + 1}, opt)
		// How far a long line is from its end when it is given up depends on
		// the reads, so nothing is given up here.
		opt.MaxSkip = 1 << 30
		whole := frames(t, bytes.NewReader(data), opt)
		parts := frames(t, &stepReader{data, int(step) + 1}, opt)
		if diff := cmp.Diff(whole, parts); diff != "" {
			t.Errorf("in one read, and by %d bytes (-whole +parts):\n%s", int(step)+1, diff)
		}
	})
}

// stepReader gives its data a few bytes at a time.
type stepReader struct {
	data []byte
	step int
}

func (s *stepReader) Read(p []byte) (int, error) {
	if len(s.data) == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), s.step)], s.data)
	s.data = s.data[n:]
	return n, nil
}

func TestFrameReaderOddReaders(t *testing.T) {
	const in = "Content-Length: 2\r\n\r\n{}Content-Length: 2\r\n\r\n[]"
	want := []string{"message: {}", "message: []"}
	readers := map[string]func(io.Reader) io.Reader{
		"one byte":         iotest.OneByteReader,
		"half":             iotest.HalfReader,
		"data with EOF":    iotest.DataErrReader,
		"empty in between": func(r io.Reader) io.Reader { return &hesitant{r: r} },
	}
	for name, wrap := range readers {
		if diff := cmp.Diff(want, frames(t, wrap(strings.NewReader(in)), Options{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// hesitant returns nothing at every second read.
type hesitant struct {
	r     io.Reader
	again bool
}

func (h *hesitant) Read(p []byte) (int, error) {
	if h.again = !h.again; h.again {
		return 0, nil
	}
	return h.r.Read(p)
}

func TestFrameReaderGivesUpOnAReaderThatReturnsNothing(t *testing.T) {
	b := buffer{src: readerFunc(func([]byte) (int, error) { return 0, nil })}
	if err := b.fill(100); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("fill = %v, want ErrNoProgress", err)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// Messages of all sizes around those of the buffer arrive whole.
func TestFrameSizes(t *testing.T) {
	var in bytes.Buffer
	var want []string
	for _, size := range []int{1, smallBuffer, largeBuffer, 2 * largeBuffer, 1 << 20} {
		for n := max(size-30, 1); n < size+3; n++ {
			body := strings.Repeat("a", n)
			fmt.Fprintf(&in, "Content-Length: %d\r\n\r\n%s", n, body)
			want = append(want, "message: "+body)
		}
	}
	for name, src := range map[string]io.Reader{"whole": bytes.NewReader(in.Bytes()), "steps": &stepReader{in.Bytes(), 1000}} {
		got := frames(t, src, Options{})
		if len(got) != len(want) {
			t.Fatalf("%s: %d messages, want %d", name, len(got), len(want))
		}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("%s: message %d of %d bytes came as %d", name, i, len(want[i]), len(got[i]))
			}
		}
	}
}
