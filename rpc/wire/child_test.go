package wire_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"

	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/rpc/wire/wiretest"
)

// childVariable makes the test binary a server on its standard streams, so
// that the memory of a process that does nothing else can be measured.
const childVariable = "WIRE_TEST_SERVE"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		conn := wire.NewStream(wire.Join(os.Stdin, os.Stdout), wire.Options{}).Start(context.Background(), wiretest.SpecHandler())
		<-conn.DisconnectNotify()
		fmt.Fprintln(os.Stderr, peakMemory())
		return
	}
	os.Exit(m.Run())
}

// child starts the test binary as a server.
func child(t *testing.T) (cmd *exec.Cmd, rw io.ReadWriteCloser, stderr *bytes.Buffer) {
	t.Helper()
	cmd = exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"=1", "GOMEMLIMIT=", "GOGC=")
	stderr = new(bytes.Buffer)
	cmd.Stderr = stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, wire.Join(stdout, stdin), stderr
}

// On standard streams, whose writes wait, no reply is lost either.
func TestStandardStreams(t *testing.T) {
	const requests = 10000
	cmd, rw, stderr := child(t)
	client := wiretest.NewClient(rw, wire.Newline)
	exchanges, err := wiretest.Spec()
	if err != nil {
		t.Fatal(err)
	}
	wiretest.Run(t, client, exchanges)
	go func() {
		for i := range requests {
			if err := client.Send(fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%d,"method":"get_data"}`, i)); err != nil {
				t.Error(err)
				return
			}
		}
		halfClose(t, rw)
	}()
	msgs := receiveAll(t, client)
	if len(msgs) != requests {
		t.Errorf("%d replies, want %d", len(msgs), requests)
	}
	for i, msg := range msgs {
		if want := fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"result":["hello",5]}`, i); msg != want {
			t.Fatalf("reply %d is %s", i, msg)
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, stderr)
	}
}
