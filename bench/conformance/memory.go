package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
)

// peakMemory is the largest resident set of a run by the command, in bytes.
func peakMemory() (int64, error) {
	dir, err := os.MkdirTemp("", "appgauge-bench-*")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	binary := filepath.Join(dir, "appgauge")
	build := exec.Command("go", "build", "-o", binary, "./cmd/appgauge")
	build.Dir = ".." // the command's module; this one lacks what it needs
	if out, err := build.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("building the command: %w\n%s", err, out)
	}
	cmd := exec.Command(binary, "conformance", "run")
	if out, err := cmd.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0, fmt.Errorf("%s tells no memory of its processes", runtime.GOOS)
	}
	unit := int64(1 << 10) // kilobytes, but on macOS bytes
	if runtime.GOOS == "darwin" {
		unit = 1
	}
	return usage.Maxrss * unit, nil
}
