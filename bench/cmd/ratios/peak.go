package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"github.com/appgauge/appgauge/bench"
)

// peak is what a run of the command over a stream took.
type peak struct {
	size, memory int64 // bytes
	took         time.Duration
	summary      string // what the command said
}

// peakAim is how much memory a stream of any size may take.
const peakAim = 64 << 20

// measurePeak builds the command into the file binary and pipes a stream of size
// bytes into it.
func measurePeak(binary string, size int64) (*peak, error) {
	// The command is built as it is released: with the versions of its own module.
	root, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/appgauge/appgauge").Output()
	if err != nil {
		return nil, fmt.Errorf("cannot find the module of the command: %w", err)
	}
	build := exec.Command("go", "build", "-o", binary, "./cmd/appgauge")
	build.Dir = strings.TrimSpace(string(root))
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return nil, fmt.Errorf("cannot build the command: %w", err)
	}
	cmd := exec.Command(binary, "validate", "--input", "ndjson")
	cmd.Stdin = bench.Stream(size)
	cmd.Stderr = os.Stderr
	start := time.Now()
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("the command failed: %w\n%s", err, out)
	}
	memory, err := maxRSS(cmd.ProcessState)
	return &peak{size, memory, time.Since(start), string(out)}, err
}

func (p *peak) print(w io.Writer) error {
	verdict := "met"
	if p.memory > peakAim {
		verdict = "MISSED"
	}
	_, err := fmt.Fprintf(w, "\nappgauge validate on %s of NDJSON through a pipe\n  peak memory  %s (aim: under %s: %s)\n  time         %.1f s, most of it to make the stream\n  it said      %s",
		humanize.Bytes(uint64(p.size)), humanize.IBytes(uint64(p.memory)), humanize.IBytes(peakAim), verdict,
		p.took.Seconds(), p.summary)
	return err
}
