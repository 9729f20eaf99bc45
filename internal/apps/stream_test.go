package apps_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/validate"
)

// mixed is a stream of about size bytes with lines of every sort, and what a
// reading line by line finds in it.
func mixed(size, maxLine int) (text, want string) {
	rnd := rand.New(rand.NewPCG(1, 2))
	var in, out strings.Builder
	for line := 1; in.Len() < size; line++ {
		offset := in.Len()
		end := []string{"\n", "\r\n"}[rnd.IntN(2)]
		switch rnd.IntN(8) {
		case 0:
			in.WriteString(end)
		case 1:
			fmt.Fprintf(&in, `{"name":"x%d"}%s`, line%10, end)
			fmt.Fprintf(&out, "-:%d:10 name minLength app=-1 in=%q\n", line, fmt.Sprintf(`{"name":"x%d"}`, line%10))
		case 2:
			app := fmt.Sprintf(`{"name":"app_demo","remark":"%s"`, strings.Repeat("é", rnd.IntN(maxLine)))
			in.WriteString(app + "}" + end)
			if n := len(app+"}"+end) - 1; n > maxLine {
				fmt.Fprintf(&out, "-:%d+%d longLine %d\n", line, offset, n)
			} else if (len(app)-len(`{"name":"app_demo","remark":""`))/2 > 255 {
				fmt.Fprintf(&out, "-:%d:%d remark maxLength app=-1 in=%q\n", line, 30+255, app[:40])
			}
		default:
			fmt.Fprintf(&in, `{"name":"app_%d"}%s`, line, end)
		}
	}
	return in.String(), out.String()
}

// TestStream holds that the findings come in the order of the lines, with the
// right numbers, whatever the number of workers and the sizes of the reads.
func TestStream(t *testing.T) {
	const maxLine = 900
	text, want := mixed(2<<20, maxLine)
	for _, workers := range []int{1, 2, 7} {
		for _, tt := range []struct {
			name string
			r    io.Reader
		}{
			{"whole", strings.NewReader(text)},
			{"halves", iotest.HalfReader(strings.NewReader(text))},
			{"last read with EOF", iotest.DataErrReader(strings.NewReader(text))},
		} {
			t.Run(fmt.Sprintf("%d workers/%s", workers, tt.name), func(t *testing.T) {
				got, tally := check(t, &apps.Checker{Form: apps.NDJSON, MaxLine: maxLine, Workers: workers}, tt.r)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("findings (-want +got):\n%s", diff)
				}
				if tally.Bytes != int64(len(text)) {
					t.Errorf("%d bytes were checked, want %d", tally.Bytes, len(text))
				}
			})
		}
	}
}

// TestLongLine puts the end of a long line around the places where buffers end.
func TestLongLine(t *testing.T) {
	const chunk = 256 << 10
	for _, maxLine := range []int{100, chunk - 1, chunk, chunk + 1, 3 * chunk} {
		for _, n := range []int{maxLine - 1, maxLine, maxLine + 1, maxLine + 2, chunk - 1, chunk, chunk + 1, 2 * chunk, 5 * chunk} {
			long := `{"name":"app_long","remark":"` + strings.Repeat("x", max(0, n-31)) + `"}`
			n := len(long)
			text := "{}\n" + long + "\n" + "{}\n"
			want := "-:1:1 name required app=-1 in=\"{}\"\n"
			switch {
			case n > maxLine:
				want += fmt.Sprintf("-:2+3 longLine %d\n", n)
			case n-31 > 255:
				want += fmt.Sprintf("-:2:285 remark maxLength app=-1 in=%q\n", long[:40])
			}
			want += "-:3:1 name required app=-1 in=\"{}\"\n"
			got, tally := check(t, &apps.Checker{Form: apps.NDJSON, MaxLine: maxLine, Workers: 2}, strings.NewReader(text))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("a line of %d bytes where %d are allowed (-want +got):\n%s", n, maxLine, diff)
			}
			if short := int64(len(text)) - tally.Bytes; short < 0 || short > 1 {
				t.Errorf("a line of %d bytes where %d are allowed: %d bytes were checked, want %d", n, maxLine, tally.Bytes, len(text))
			}
		}
	}
}

// TestLastLine holds that a stream need not end with a newline.
func TestLastLine(t *testing.T) {
	for _, tt := range []struct {
		name, text, want string
	}{
		{"no newline", "{\"name\":\"app_demo\"}\n{}", "-:2:1 name required app=-1 in=\"{}\"\n"},
		{"cut short", "{\"name\":\"app_demo\"}\n{", "-:2:2  syntax app=-1 in=\"{\"\n"},
		{"blank", "{\"name\":\"app_demo\"}\n \t", ""},
		{"nothing at all", "", "-:0+0 empty 0\n"},
		{"only blank lines", " \n\r\n\t", "-:0+0 empty 0\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := check(t, &apps.Checker{Form: apps.NDJSON}, strings.NewReader(tt.text))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// TestReadFailed holds that what came before an error is checked, and that the
// line in which it came is not.
func TestReadFailed(t *testing.T) {
	broken := errors.New("the disk is on fire")
	text := "{}\n{\"name\":\"app_demo\"}\n{\"na"
	r := io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken))
	got, tally := check(t, &apps.Checker{Form: apps.NDJSON}, r)
	want := "-:1:1 name required app=-1 in=\"{}\"\n-:3+23 readFailed 0\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(apps.Tally{Files: 1, Bytes: 23, Apps: 2, Invalid: 1, Errors: 1, Problems: 1}, tally); diff != "" {
		t.Errorf("tally (-want +got):\n%s", diff)
	}
}

// TestSinkFails holds that a check ends when nobody takes its findings.
func TestSinkFails(t *testing.T) {
	full := errors.New("no space left")
	r := &recorder{err: full}
	c := apps.Checker{Edition: validate.Default(), Sink: r, Form: apps.NDJSON, Stdin: endless("{}\n")}
	_, err := c.Check(context.Background(), []apps.Input{{Path: apps.Stdin}})
	if !errors.Is(err, full) {
		t.Errorf("error %v, want %v", err, full)
	}
}

// TestCancel holds that a check ends with its context, even where its input does
// neither end nor go on.
func TestCancel(t *testing.T) {
	for _, form := range []apps.Form{apps.Auto, apps.JSON, apps.NDJSON} {
		ctx, cancel := context.WithCancel(context.Background())
		in, out := io.Pipe()
		go func() {
			io.WriteString(out, "{}\n{}\n{\"name\":")
			cancel()
		}()
		r := new(recorder)
		c := apps.Checker{Edition: validate.Default(), Sink: r, Form: form, Stdin: in}
		tally, err := c.Check(ctx, []apps.Input{{Path: apps.Stdin}, {Path: "never looked at"}})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("form %d: error %v, want %v", form, err, context.Canceled)
		}
		if strings.Contains(r.out.String(), "syntax") || tally.Problems > 0 {
			t.Errorf("form %d: the part of a line before the end was checked:\n%s", form, r.out.String())
		}
	}
}

// endless repeats a text for ever.
type endless string

func (e endless) Read(p []byte) (n int, err error) {
	for len(p)-n >= len(e) {
		n += copy(p[n:], e)
	}
	return n, nil
}
