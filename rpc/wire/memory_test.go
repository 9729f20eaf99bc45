package wire_test

import (
	stdcmp "cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// peakMemory returns the most memory this process has held, in KiB, as the
// kernel counts it, or -1.
func peakMemory() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return -1
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	line, _, _ := strings.Cut(rest, " kB")
	kib, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		return -1
	}
	return kib
}

func TestMemoryIsBounded(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector needs more memory than the limit by itself")
	}
	if _, err := os.Stat("/proc/self/status"); err != nil {
		const why = "peak memory is read from /proc, which this system does not have"
		if os.Getenv("CI") != "" {
			t.Fatal(why)
		}
		t.Skip(why)
	}
	const (
		size  = 256 << 20
		limit = 40 << 10 // KiB
	)
	tests := []struct {
		name    string
		framing wire.Framing
		head    string
		fill    string
		size    int
		tail    string
		want    []string
		limit   int // KiB; 0: limit
	}{
		{"declared and sent", wire.ContentLength, fmt.Sprintf("Content-Length: %d\r\n\r\n", size), "a", size, header(one), []string{"message", "result"}, 0},
		{"endless header line", wire.ContentLength, "Content-Length: 2\r\nX: ", "a", size, "", []string{"header closes"}, 0},
		{"endless header lines", wire.ContentLength, "", "X: a\n", size, "", []string{"header closes"}, 0},
		{"endless line", wire.Newline, "", "a", size, "\n" + one + "\n", []string{"message", "result"}, 0},
		{"endless array", wire.Newline, "[", "1,", size - 2, "\n" + one + "\n", []string{"message", "result"}, 0},
		{"far too long line", wire.Newline, "", "a", size + size/4, "\n", []string{"message", "skip closes"}, 0},
		{"blank lines", wire.Newline, "", "\n", size, one + "\n", []string{"result"}, 0},
		{"garbage lines", wire.Newline, "", strings.Repeat("a", 1<<20) + "\n", 64 << 20, one + "\n", append(slices.Repeat([]string{"-32700"}, 63), "result"), 0},
		{"largest messages", wire.Newline, "", `{"jsonrpc":"2.0","method":"m","params":["` + strings.Repeat("a", 4<<20-100) + `"]}` + "\n", 64 << 20, one + "\n", []string{"result"}, 2 * limit},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cmd, rw, stderr := child(t)
			go func() {
				if err := flood(rw, tt.head, tt.fill, tt.size, tt.tail); err != nil && !errors.Is(err, syscall.EPIPE) && !errors.Is(err, os.ErrClosed) {
					t.Error(err)
				}
			}()
			got := outcomes(t, wiretest.NewClient(rw, tt.framing))
			if err := cmd.Wait(); err != nil {
				t.Fatalf("%v\n%s", err, stderr)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("answers (-want +got):\n%s", diff)
			}
			peak, err := strconv.Atoi(strings.TrimSpace(stderr.String()))
			if err != nil || peak < 0 {
				t.Fatalf("the server did not tell its memory: %q", stderr.String())
			}
			t.Logf("peak memory %d KiB", peak)
			if most := stdcmp.Or(tt.limit, limit); peak > most {
				t.Errorf("peak memory %d KiB, want at most %d KiB", peak, most)
			}
		})
	}
}

// flood writes head, then fill as often as makes size bytes, then tail, and
// ends the output.
func flood(rw io.ReadWriteCloser, head, fill string, size int, tail string) error {
	w := rw.(interface {
		io.Writer
		CloseWrite() error
	})
	defer w.CloseWrite()
	perBlock := max(1, 1<<16/len(fill))
	block := []byte(strings.Repeat(fill, perBlock))
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	for n := size / len(fill); n > 0; n -= perBlock {
		if _, err := w.Write(block[:min(n, perBlock)*len(fill)]); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, tail)
	return err
}

// outcomes says of each answer whether it is a result, or which limit was
// passed, or which error it is.
func outcomes(t *testing.T, client *wiretest.Client) []string {
	t.Helper()
	var all []string
	for _, msg := range receiveAll(t, client) {
		switch {
		case strings.Contains(msg, `"result"`):
			all = append(all, "result")
		case strings.Contains(msg, `"limit":"`):
			_, name, _ := strings.Cut(msg, `"limit":"`)
			name, rest, _ := strings.Cut(name, `"`)
			if strings.Contains(rest, `"closes":true`) {
				name += " closes"
			}
			all = append(all, name)
		default:
			_, code, _ := strings.Cut(msg, `"code":`)
			code, _, _ = strings.Cut(code, ",")
			all = append(all, code)
		}
	}
	return all
}
