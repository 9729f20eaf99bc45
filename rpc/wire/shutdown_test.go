package wire_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// asleep is a handler whose long method takes an hour.
var asleep = wire.HandlerFunc(func(ctx context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
	if req.Method == "long" {
		select {
		case <-time.After(time.Hour):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return req.Method, nil
})

// Shutdown answers what was read before the connection ends.
func TestShutdownDrains(t *testing.T) {
	for kind, pair := range timed {
		t.Run(kind, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				rwc, server := pair()
				stream := wire.NewStream(server, wire.Options{Long: long})
				conn := stream.Start(t.Context(), asleep)
				client := wiretest.NewClient(rwc, wire.Newline)
				if err := client.Send([]byte(`{"jsonrpc":"2.0","id":1,"method":"long"}`)); err != nil {
					t.Fatal(err)
				}
				synctest.Wait()
				start := time.Now()
				down := make(chan error, 1)
				go func() {
					err := stream.Shutdown(t.Context())
					if took := time.Since(start); took != time.Hour {
						t.Errorf("Shutdown took %v, the request an hour", took)
					}
					conn.Close()
					down <- err
				}()
				if diff := cmp.Diff([]string{`{"jsonrpc":"2.0","id":1,"result":"long"}`}, receiveAll(t, client)); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				if err := <-down; err != nil {
					t.Error(err)
				}
				<-conn.DisconnectNotify()
			})
		})
	}
}

func TestShutdownGivesUp(t *testing.T) {
	for kind, pair := range timed {
		t.Run(kind, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				rwc, server := pair()
				stream := wire.NewStream(server, wire.Options{Long: long})
				conn := stream.Start(t.Context(), asleep)
				if _, err := fmt.Fprintln(rwc, `{"jsonrpc":"2.0","id":1,"method":"long"}`); err != nil {
					t.Fatal(err)
				}
				synctest.Wait()
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				if err := stream.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("Shutdown = %v, want DeadlineExceeded", err)
				}
				conn.Close()
				<-conn.DisconnectNotify()
			})
		})
	}
}

// A connection over TCP that waits for input is woken by Shutdown.
func TestShutdownWakesTheReader(t *testing.T) {
	rwc, s := serve(t, "tcp", wire.Options{}, wiretest.SpecHandler())
	client := wiretest.NewClient(rwc, wire.Newline)
	if _, err := client.Exchange(t.Context(), []byte(one)); err != nil {
		t.Fatal(err)
	}
	down := make(chan error, 1)
	go func() { down <- s.Shutdown(t.Context()) }()
	if _, err := client.Receive(); !errors.Is(err, io.EOF) {
		t.Errorf("after Shutdown the client reads %v, want io.EOF", err)
	}
	client.Close()
	if err := <-down; err != nil {
		t.Error(err)
	}
	s.wait()
}

// A client that goes on sending still gets the replies to what was read before.
func TestShutdownLosesNoReply(t *testing.T) {
	for range 20 {
		var handled atomic.Int64
		rwc, s := serve(t, "tcp", wire.Options{}, wire.HandlerFunc(
			func(context.Context, *jsonrpc2.Conn, *jsonrpc2.Request) (any, error) {
				handled.Add(1)
				return nil, nil
			}))
		client := wiretest.NewClient(rwc, wire.Newline)
		go func() {
			for client.Send([]byte(one)) == nil {
			}
		}()
		down := make(chan error, 1)
		go func() {
			for handled.Load() < 100 {
				time.Sleep(time.Millisecond)
			}
			down <- s.Shutdown(t.Context())
		}()
		replies := len(receiveAll(t, client))
		client.Close()
		if err := <-down; err != nil {
			t.Error(err)
		}
		if n := int(handled.Load()); replies != n {
			t.Fatalf("%d requests were handled, %d replies came", n, replies)
		}
	}
}

// Close does not wait long for a peer that takes nothing.
func TestCloseGivesUpOnThePeer(t *testing.T) {
	for kind, pair := range timed {
		t.Run(kind, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				rwc, server := pair()
				conn := wire.NewStream(server, wire.Options{WriteTimeout: -1}).Start(t.Context(), wiretest.SpecHandler())
				if _, err := fmt.Fprintln(rwc, one); err != nil {
					t.Fatal(err)
				}
				synctest.Wait()
				start := time.Now()
				if err := conn.Close(); err != nil {
					t.Error(err)
				}
				if took := time.Since(start); took > time.Second {
					t.Errorf("Close took %v", took)
				}
			})
		})
	}
}
