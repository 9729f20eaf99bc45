package signing

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
)

// nodeInput is what client.cjs reads, nodeAnswer what it prints for each request.
type (
	nodeInput struct {
		Endpoint string        `json:"endpoint"`
		Access   string        `json:"access"`
		Secret   string        `json:"secret"`
		Project  string        `json:"project"`
		Requests []nodeRequest `json:"requests"`
	}
	nodeRequest struct {
		Method string            `json:"method"`
		Path   string            `json:"path"`
		Query  map[string]any    `json:"query,omitempty"`
		Header map[string]string `json:"header,omitempty"`
		Body   any               `json:"body,omitempty"`
	}
	nodeAnswer struct {
		Status int            `json:"status"`
		Body   map[string]any `json:"body"`
	}
)

// installed installs the official Node SDK as package-lock.json pins it, once.
var installed = sync.OnceValues(func() (string, error) {
	if _, err := os.Stat("node_modules/uuid"); err == nil {
		return "", nil
	}
	out, err := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund").CombinedOutput()
	return string(out), err
})

// byNode sends the requests by the official Node SDK.
func byNode(t *testing.T, in nodeInput) []nodeAnswer {
	t.Helper()
	if out, err := installed(); err != nil {
		t.Skipf("the official Node SDK can't be installed: %v\n%s", err, out)
	}
	text, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "client.cjs")
	cmd.Stdin, cmd.Stderr = bytes.NewReader(text), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	var answers []nodeAnswer
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &answers); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return answers
}
