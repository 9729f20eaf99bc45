// Command generate writes the files that follow from the rule table, and drops
// those of editions that are gone.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/appgauge/appgauge/schemas/internal/project"
)

// root is the module's root, seen from the folder that go generate runs in.
const root = ".."

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run() error {
	want, err := project.Files()
	if err != nil {
		return err
	}
	for path, text := range want {
		path = filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o666); err != nil {
			return err
		}
	}
	have, err := project.Existing(os.DirFS(root))
	if err != nil {
		return err
	}
	for path := range have {
		if want[path] == nil {
			if err := os.Remove(filepath.Join(root, path)); err != nil {
				return err
			}
		}
	}
	return nil
}
