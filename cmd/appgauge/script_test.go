package main

import (
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

//go:generate go test -run ^TestScripts$/^(rules|validate)$ -update .

var update = flag.Bool("update", false, "rewrite the expected output inside the scripts")

// TestMain makes this test binary also the programs that the scripts run, each as
// a process of its own: the command and what it is tested with.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"appgauge":  main,
		"frame":     frame,
		"generate":  generate,
		"status":    status,
		"peak":      peak,
		"interrupt": interrupt,
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata",
		UpdateScripts: *update,
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("no condition %q", name)
		},
		Setup: func(env *testscript.Env) error {
			// Go's coverage tooling needs its directory inside the scripts, too.
			env.Setenv("GOCOVERDIR", os.Getenv("GOCOVERDIR"))
			return nil
		},
	})
}
