// Detection gives the same faulty and lawful gateways to appgauge's conformance
// suite and to a general tool: Portman, which makes contract tests, variations and
// fuzzed requests out of an OpenAPI document, and Newman, which runs them. It
// prints how many faults each catches, by theme, and how many lawful gateways each
// complains of.
//
//	go run ./detection              # from bench/; needs node and npm
//	go run ./detection -only 'filter/*'
//
// The tool gets the OpenAPI document of package schemas and the configuration
// portman.json beside this file: every kind of test that it can make, requests
// with all members, and one request for each filter and each end of a clamp. A
// test that fails on the reference gateway, too, counts for nothing.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/gateway/traits"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/conformance/selfcheck"
)

// subject is a gateway that the tool is given.
type subject struct {
	ID     string `json:"id"`
	Kind   string `json:"-"` // "reference", "design", "pages", "lawful"
	URL    string `json:"url"`
	handle http.Handler
}

func main() {
	only := flag.String("only", "*", "glob of faults and traits")
	list := flag.Bool("list", false, "list what was missed, and every complaint about a lawful gateway")
	flag.Parse()
	if err := compare(*only, *list); err != nil {
		fmt.Fprintln(os.Stderr, "detection:", err)
		os.Exit(1)
	}
}

func compare(only string, list bool) error {
	tool, err := install()
	if err != nil {
		return err
	}
	defer tool.remove()
	subjects := subjects(only)
	base, stop, err := serve(subjects)
	if err != nil {
		return err
	}
	defer stop()
	for i := range subjects {
		subjects[i].URL = fmt.Sprintf("%s/%d", base, i)
	}
	failures, err := tool.run(subjects)
	if err != nil {
		return err
	}
	if len(failures) != len(subjects) {
		return fmt.Errorf("the tool reported on %d of %d gateways", len(failures), len(subjects))
	}
	ours, err := selfcheck.Run(context.Background(), selfcheck.Options{Only: []string{only}})
	if err != nil {
		return err
	}
	report(subjects, failures, ours, list)
	return nil
}

// subjects are the reference gateway and what the pattern matches.
func subjects(only string) []subject {
	o := gateway.Options{}
	out := []subject{{ID: "reference", Kind: "reference", handle: gateway.New(o)}}
	for _, f := range faults.All() {
		if result.Match(only, f.ID) {
			out = append(out, subject{ID: f.ID, Kind: f.Origin.String(), handle: f.Handler(o)})
		}
	}
	for _, v := range traits.All() {
		if result.Match(only, v.ID) {
			out = append(out, subject{ID: v.ID, Kind: "lawful", handle: v.Handler(o)})
		}
	}
	return out
}

// serve answers for each gateway under its number: "/12/v2/...".
func serve(subjects []subject) (base string, stop func(), err error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	mux := http.NewServeMux()
	for i, s := range subjects {
		prefix := fmt.Sprintf("/%d", i)
		mux.Handle(prefix+"/", http.StripPrefix(prefix, s.handle))
	}
	srv := &http.Server{Handler: mux}
	go srv.Serve(ln) // ends when stop closes it
	return "http://" + ln.Addr().String(), func() { srv.Close() }, nil
}

// theme counts the gateways whose IDs begin alike.
type theme struct {
	name             string
	all, ours, peers int
}

// report prints the scores. Tests that fail on the reference gateway are left out.
func report(subjects []subject, failures map[string][]string, ours *selfcheck.Report, list bool) {
	found := map[string]bool{} // by appgauge: a fault caught, or a lawful gateway complained of
	for _, f := range ours.Faults {
		found[f.ID] = f.Caught
	}
	for _, l := range ours.Lawful {
		found[l.ID] = l.Alarm
	}
	noise := map[string]bool{}
	for _, test := range failures["reference"] {
		noise[test] = true
	}
	var themes []*theme
	faults, lawful := &theme{name: "all faults"}, &theme{name: "lawful gateways: false alarms"}
	for _, s := range subjects[1:] {
		failed := slices.DeleteFunc(slices.Clone(failures[s.ID]), func(test string) bool { return noise[test] })
		sums := []*theme{lawful}
		if s.Kind != "lawful" {
			name, _, _ := strings.Cut(s.ID, "/")
			i := slices.IndexFunc(themes, func(t *theme) bool { return t.name == name })
			if i < 0 {
				i, themes = len(themes), append(themes, &theme{name: name})
			}
			sums = []*theme{faults, themes[i]}
		}
		for _, t := range sums {
			t.all++
			if found[s.ID] {
				t.ours++
			}
			if len(failed) > 0 {
				t.peers++
			}
		}
		switch {
		case !list:
		case s.Kind == "lawful" && len(failed) > 0:
			fmt.Printf("false alarm: %s: %s\n", s.ID, strings.Join(failed, "; "))
		case s.Kind != "lawful" && len(failed) == 0:
			fmt.Printf("missed: %s\n", s.ID)
		}
	}
	fmt.Printf("%d tests fail on the reference gateway, too, and count for nothing\n\n", len(noise))
	fmt.Printf("| | gateways | appgauge | Portman and Newman |\n| --- | --: | --: | --: |\n")
	for _, t := range append(themes, faults, lawful) {
		fmt.Printf("| %s | %d | %d | %d |\n", t.name, t.all, t.ours, t.peers)
	}
}

// decode reads one JSON value.
func decode(text []byte, into any) error {
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("what the tool printed is no JSON: %w", err)
	}
	return nil
}
