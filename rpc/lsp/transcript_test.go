package lsp

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the server's part in the transcripts")

//go:generate go test -run ^TestTranscripts$ -update .

// TestTranscripts holds every session of testdata. A session is a txtar archive;
// each of its files is a step: what the client sends after arrows to the right,
// then what the server sends after arrows to the left, in this order and nothing
// else. A lone arrow to the left is a message to come, for -update to fill in. The
// member jsonrpc is left out, and $resultId stands for the last one received. The last step says how the session ends.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no transcripts", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := newSession(t, Options{})
			ended := false
			for i, step := range archive.Files {
				before := string(step.Data)
				var after string
				if step.Name == "end" {
					after, ended = s.ending()+"\n", true
				} else {
					after = s.step(before)
				}
				if *update {
					archive.Files[i].Data = []byte(after)
				} else if diff := cmp.Diff(before, after); diff != "" {
					t.Errorf("step %q (-want +got):\n%s", step.Name, diff)
				}
			}
			if !ended {
				t.Error("the transcript has no step named end")
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// step sends and receives what stands in a step, and returns how it went.
func (s *session) step(text string) string {
	var out strings.Builder
	for _, message := range messages(text) {
		switch arrow, body, _ := strings.Cut(message, " "); arrow {
		case "-->":
			s.send(strings.ReplaceAll(body, "$resultId", s.resultID))
			fmt.Fprintf(&out, "--> %s\n", pretty(s.t, body))
		case "<--":
			message := s.receive()
			if _, after, ok := strings.Cut(message, `"resultId":"`); ok {
				s.resultID, _, _ = strings.Cut(after, `"`)
			}
			fmt.Fprintf(&out, "<-- %s\n", pretty(s.t, message))
		default:
			s.t.Fatalf("a message begins with --> or <--, not with %q", arrow)
		}
	}
	return out.String()
}

// messages splits a step at the lines that begin with an arrow.
func messages(text string) (list []string) {
	for line := range strings.Lines(text) {
		if len(list) == 0 || strings.HasPrefix(line, "-->") || strings.HasPrefix(line, "<--") {
			list = append(list, strings.TrimSpace(line)+" ")
		} else {
			list[len(list)-1] += strings.TrimSpace(line)
		}
	}
	return list
}

// ending is how the session has ended. Nothing may have come that was not
// received.
func (s *session) ending() string {
	if message := s.receive(); message != "" {
		return "<-- " + pretty(s.t, message)
	}
	err := <-s.done
	switch {
	case err == nil:
		return "shut down and left"
	case errors.Is(err, ErrNoShutdown), errors.Is(err, ErrDisconnected), errors.Is(err, ErrClientDied):
		return err.Error()
	}
	return "failed: " + err.Error()
}

// pretty lays JSON out: what fits in a line stands in one.
func pretty(t testing.TB, message string) string {
	t.Helper()
	if !json.Valid([]byte(message)) {
		t.Fatalf("not JSON: %q", message)
	}
	var out strings.Builder
	lay(&out, json.RawMessage(message), "")
	return out.String()
}

func lay(out *strings.Builder, raw json.RawMessage, indent string) {
	var compact strings.Builder
	inline(&compact, raw)
	if len(indent)+compact.Len() <= 110 {
		out.WriteString(compact.String())
		return
	}
	keys, values := children(raw)
	if len(values) == 0 {
		out.WriteString(compact.String())
		return
	}
	open, closing := "{", "}"
	if keys == nil {
		open, closing = "[", "]"
	}
	out.WriteString(open)
	for i, v := range values {
		if i > 0 {
			out.WriteString(",")
		}
		out.WriteString("\n  " + indent)
		if keys != nil {
			out.WriteString(keys[i] + ": ")
		}
		lay(out, v, indent+"  ")
	}
	out.WriteString("\n" + indent + closing)
}

func inline(out *strings.Builder, raw json.RawMessage) {
	keys, values := children(raw)
	switch {
	case raw[0] != '{' && raw[0] != '[':
		out.Write(raw)
		return
	case raw[0] == '{':
		out.WriteString("{")
	default:
		out.WriteString("[")
	}
	for i, v := range values {
		if i > 0 {
			out.WriteString(", ")
		}
		if keys != nil {
			out.WriteString(keys[i] + ": ")
		}
		inline(out, v)
	}
	out.WriteByte(map[byte]byte{'{': '}', '[': ']'}[raw[0]])
}

// children are the values in an object or an array, in their order, and the
// names of an object's members as they are written.
func children(raw json.RawMessage) (keys []string, values []json.RawMessage) {
	if raw[0] != '{' && raw[0] != '[' {
		return nil, nil
	}
	d := json.NewDecoder(strings.NewReader(string(raw)))
	if _, err := d.Token(); err != nil {
		panic(err) // raw is valid
	}
	for d.More() {
		if raw[0] == '{' {
			key, err := d.Token()
			if err != nil {
				panic(err)
			}
			keys = append(keys, fmt.Sprintf("%q", key))
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			panic(err)
		}
		values = append(values, value)
	}
	return keys, values
}
