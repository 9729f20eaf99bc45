package main

import (
	"net"
	"testing"
	"time"
)

// TestPeers holds that every server does what it is measured for, with many
// requests under way and with one.
func TestPeers(t *testing.T) {
	for _, p := range peers() {
		t.Run(p.String(), func(t *testing.T) {
			ours, theirs := net.Pipe()
			go func() { _ = p.serve(theirs) }() // its error is that the pipe is closed
			defer ours.Close()
			for _, window := range []int{1, 1024} {
				rate, err := newLoad(p, ours, ours).run(window, time.Millisecond)
				if err != nil || rate <= 0 {
					t.Fatalf("%d under way: %v requests/s, %v", window, rate, err)
				}
			}
		})
	}
}

func TestMedianOfRatios(t *testing.T) {
	if got := ratio([]float64{2, 9, 30}, []float64{1, 3, 5}); got != 3 {
		t.Errorf("ratio is %v, want 3", got)
	}
}
