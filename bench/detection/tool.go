package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/appgauge/appgauge/schemas"
)

//go:embed package.json
var packageJSON []byte

//go:embed package-lock.json
var packageLock []byte

//go:embed portman.json
var portmanJSON []byte

//go:embed peer.mjs
var peerScript []byte

// tool is the peer, installed in a folder of its own.
type tool struct{ dir string }

// install installs the peer in the versions of package-lock.json.
func install() (*tool, error) {
	dir, err := os.MkdirTemp("", "appgauge-detection-*")
	if err != nil {
		return nil, err
	}
	t := &tool{dir}
	openapi, err := schemas.Read("openapi")
	if err != nil {
		return nil, err
	}
	for name, text := range map[string][]byte{
		"package.json": packageJSON, "package-lock.json": packageLock, "portman.json": portmanJSON, "peer.mjs": peerScript, "openapi.json": openapi,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			return nil, err
		}
	}
	if _, err := t.exec(nil, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"); err != nil {
		t.remove()
		return nil, err
	}
	return t, nil
}

func (t *tool) remove() { os.RemoveAll(t.dir) }

// run gives every gateway to the peer, and returns the tests that failed by
// gateway.
func (t *tool) run(subjects []subject) (map[string][]string, error) {
	in, err := json.Marshal(subjects)
	if err != nil {
		return nil, err
	}
	out, err := t.exec(in, "node", "peer.mjs")
	if err != nil {
		return nil, err
	}
	var failures map[string][]string
	return failures, decode(out, &failures)
}

func (t *tool) exec(in []byte, name string, args ...string) ([]byte, error) {
	var out, errs bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = t.dir, bytes.NewReader(in), &out, &errs
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s%s", cmd, err, out.Bytes(), errs.Bytes())
	}
	return out.Bytes(), nil
}
