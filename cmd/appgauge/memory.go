package main

import (
	"os"
	"runtime/debug"
)

// collectLess makes the garbage collector wait until the heap has grown to five
// times what is in use, for work that leaves much behind and keeps little; it
// waits less long beyond a gigabyte. What the environment says of the collector
// counts more. The returned function makes all as it was.
func collectLess() (restore func()) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	percent, limit := debug.SetGCPercent(400), debug.SetMemoryLimit(1<<30)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}

// useLittle makes the garbage collector work harder where the heap would grow
// beyond limit bytes, because of a gateway that answers without measure. What
// the environment says counts more.
func useLittle(limit int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(limit)
	}
}
