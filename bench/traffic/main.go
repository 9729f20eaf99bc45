// Traffic gives recordings of the same session with faulty and with lawful gateways to
// appgauge conformance check and to a tool that holds each exchange to an OpenAPI
// document: Redocly's drift. It prints how many faults each finds, and how many lawful
// gateways each raises an alarm about.
//
//	go run ./traffic              # from bench/; needs node and npm
//	go run ./traffic -faults 100 -lawful 30 -list
//
// What the tool says of the recording of the reference gateway, too, counts for nothing.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	_ "embed"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/gateway/traits"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/schemas"
)

//go:embed package.json
var packageJSON []byte

//go:embed package-lock.json
var packageLock []byte

func main() {
	nFaults := flag.Int("faults", 100, "how many faulty gateways")
	nLawful := flag.Int("lawful", 30, "how many lawful ones")
	list := flag.Bool("list", false, "list what each finds")
	flag.Parse()
	if err := compare(*nFaults, *nLawful, *list); err != nil {
		fmt.Fprintln(os.Stderr, "traffic:", err)
		os.Exit(1)
	}
}

// subject is a gateway.
type subject struct {
	id     string
	lawful bool
	handle http.Handler
}

func subjects(nFaults, nLawful int) []subject {
	out := []subject{}
	all := faults.All()
	for i := range min(nFaults, len(all)) {
		f := all[i*len(all)/min(nFaults, len(all))]
		out = append(out, subject{f.ID, false, f.Handler(gateway.Options{})})
	}
	every := traits.All()
	for i := range min(nLawful, len(every)) {
		t := every[i*len(every)/min(nLawful, len(every))]
		out = append(out, subject{t.ID, true, t.Handler(gateway.Options{})})
	}
	return out
}

func compare(nFaults, nLawful int, list bool) error {
	dir, err := os.MkdirTemp("", "appgauge-traffic-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	openapi, err := schemas.Read("openapi")
	if err != nil {
		return err
	}
	for name, text := range map[string][]byte{"package.json": packageJSON, "package-lock.json": packageLock, "openapi.json": openapi} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			return err
		}
	}
	for _, command := range [][]string{
		{"npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"},
		{"go", "build", "-C", "..", "-o", filepath.Join(dir, "appgauge"), "./cmd/appgauge"},
	} {
		cmd := exec.Command(command[0], command[1:]...)
		if command[0] == "npm" {
			cmd.Dir = dir
		}
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", command[0], err, out)
		}
	}
	known := map[string]bool{}
	if _, problems, err := judge(dir, gateway.New(gateway.Options{})); err != nil {
		return err
	} else {
		for _, p := range problems {
			known[p] = true
		}
	}
	var found, alarms, of [2]int // ours, the tool's
	for _, s := range subjects(nFaults, nLawful) {
		ours, problems, err := judge(dir, s.handle)
		if err != nil {
			return fmt.Errorf("%s: %w", s.id, err)
		}
		var news []string
		for _, p := range problems {
			if !known[p] {
				news = append(news, p)
			}
		}
		kind, count := "fault", &found
		if s.lawful {
			kind, count = "lawful", &alarms
			of[1]++
		} else {
			of[0]++
		}
		if len(ours) > 0 {
			count[0]++
		}
		if len(news) > 0 {
			count[1]++
		}
		if list {
			fmt.Printf("%s %s\n  check: %s\n  drift: %s\n", kind, s.id, strings.Join(ours, ", "), strings.Join(news, "; "))
		}
	}
	fmt.Printf("%-24s %22s %22s\n", "", "appgauge check", "redocly drift")
	fmt.Printf("%-24s %15d of %3d %15d of %3d\n", "faulty, found", found[0], of[0], found[1], of[0])
	fmt.Printf("%-24s %15d of %3d %15d of %3d\n", "lawful, alarms", alarms[0], of[1], alarms[1], of[1])
	return nil
}

// judge has the recording of a session with the gateway judged by both: ours are the
// clauses that are broken, the tool's its errors and warnings.
func judge(dir string, h http.Handler) (ours, tool []string, err error) {
	recording, err := record(h)
	if err != nil {
		return nil, nil, err
	}
	file := filepath.Join(dir, "session.har")
	if err := os.WriteFile(file, recording, 0o600); err != nil {
		return nil, nil, err
	}
	var rep result.Report
	if err := output(&rep, filepath.Join(dir, "appgauge"), "conformance", "check", file, "--report", "json=-"); err != nil {
		return nil, nil, err
	}
	for _, g := range rep.Gateways {
		for _, c := range g.Cases {
			if c.Verdict == result.Fail {
				ours = append(ours, c.ID)
			}
		}
	}
	var drift struct {
		Problems []struct {
			RuleID, Severity, Target, Message, Method string
			Status                                    int
		}
	}
	if err := output(&drift, filepath.Join(dir, "node_modules", ".bin", "redocly"), "drift", file, "--api", filepath.Join(dir, "openapi.json"), "--match-mode", "basepath", "--format", "json"); err != nil {
		return nil, nil, err
	}
	for _, p := range drift.Problems {
		// The document has no DELETE. IDs differ from gateway to gateway.
		if p.Severity != "info" && p.Method != http.MethodDelete {
			tool = append(tool, fmt.Sprint(p.Method, " ", p.Status, " ", p.Target, ": ", random.ReplaceAllString(p.Message, "ID")))
		}
	}
	return ours, tool, nil
}

// random is what gateways make up.
var random = regexp.MustCompile("[0-9a-f]{32}")

// output runs a command, which may exit with 1, and reads the JSON that it puts out.
func output(into any, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) {
		return fmt.Errorf("%s: %w", filepath.Base(name), err)
	}
	if err := json.Unmarshal(out, into); err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(name), err)
	}
	return nil
}
