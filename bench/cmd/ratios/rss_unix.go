//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// maxRSS is the most memory that a process had in use, in bytes.
func maxRSS(p *os.ProcessState) (int64, error) {
	n := int64(p.SysUsage().(*syscall.Rusage).Maxrss)
	if runtime.GOOS != "darwin" {
		n <<= 10 // counted in KiB there
	}
	return n, nil
}
