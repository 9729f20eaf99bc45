package wire_test

import (
	"context"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// A thousand connections that never complete a message do not keep a fresh one
// waiting, and are dropped at their deadline.
func TestSlowConnections(t *testing.T) {
	const slow, deadline = 1000, 2 * time.Second
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return // the listener is closed
			}
			wire.NewStream(c, wire.Options{FrameTimeout: deadline}).Start(context.Background(), wiretest.SpecHandler())
		}
	}()
	dial := func() net.Conn {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	var dropped sync.WaitGroup
	for i := range slow {
		c := dial()
		defer c.Close()
		if _, err := io.WriteString(c, []string{"{", "Content-Length: 9\r\n", header(one)[:30]}[i%3]); err != nil {
			t.Fatal(err)
		}
		dropped.Go(func() {
			if err := c.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
				t.Error(err)
			}
			text, err := io.ReadAll(c)
			if err != nil || len(text) == 0 {
				t.Errorf("a slow connection ended with %q, %v", text, err)
			}
		})
	}
	fresh := dial()
	defer fresh.Close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	got, err := wiretest.NewClient(fresh, wire.Newline).Exchange(ctx, []byte(one))
	if err != nil {
		t.Fatalf("the fresh connection, within a second: %v", err)
	}
	if diff := cmp.Diff(answers[0], string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	dropped.Wait()
}
