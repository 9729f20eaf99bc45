package lsp

import (
	"errors"
	"fmt"
	"os/exec"
	"testing"
	"time"
)

// The session ends when the process that the client named is gone, though the
// connection stays open.
func TestClientDies(t *testing.T) {
	if !alive(1) {
		t.Skip("processes cannot be looked at on this system")
	}
	client := exec.Command("sleep", "60")
	if err := client.Start(); err != nil {
		t.Fatal(err)
	}
	s := newSession(t, Options{ProcessPoll: 5 * time.Millisecond})
	s.send(fmt.Sprintf(`{"id":1,"method":"initialize","params":{"processId":%d,"capabilities":{}}}`, client.Process.Pid))
	s.receive()
	select {
	case err := <-s.done:
		t.Fatalf("the session ended while the process was alive: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	if err := client.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = client.Wait() // it was killed
	if err := <-s.done; !errors.Is(err, ErrClientDied) {
		t.Errorf("the session ended with %v, want %v", err, ErrClientDied)
	}
}

func TestClientHangsUp(t *testing.T) {
	s := newSession(t, Options{})
	s.initialize(`{}`)
	if err := s.conn.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-s.done; !errors.Is(err, ErrDisconnected) {
		t.Errorf("the session ended with %v, want %v", err, ErrDisconnected)
	}
}
