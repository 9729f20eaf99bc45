package selfcheck

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/gateway/hostile"
	"github.com/appgauge/appgauge/conformance/gateway/traits"
)

var update = flag.Bool("update", false, "rewrite docs/detection.md from a whole measurement")

const document = "../../docs/detection.md"

// mark divides the document: what is above it is written by hand.
const mark = "<!-- What follows is written by: make detection -->\n"

// write replaces what is below the mark.
func write(t *testing.T, r *Report) {
	old, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	above, _, ok := strings.Cut(string(old), mark)
	if !ok {
		t.Fatalf("%s has no line %q", document, mark)
	}
	var b bytes.Buffer
	b.WriteString(above + mark + "\n")
	if err := r.Markdown(&b); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(document, bytes.TrimRight(b.Bytes(), "\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

// The document is about the faults and gateways that there are, each expected to
// be caught as it is expected now, and about as many pairs and sets of traits as are
// tried, and tells of no problem. Its numbers are those of one run; measuring them
// again takes a quarter of an hour.
func TestDocumentIsCurrent(t *testing.T) {
	text, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	_, below, ok := strings.Cut(string(text), mark)
	if !ok {
		t.Fatalf("%s has no line %q", document, mark)
	}
	rows := map[string]bool{}
	count := map[string]int{}
	section := ""
	for line := range strings.Lines(below) {
		if name, ok := strings.CutPrefix(line, "## "); ok {
			section = strings.TrimSpace(name)
		}
		cells := strings.Split(strings.ReplaceAll(line, `\|`, "\x00"), " | ")
		if !strings.HasPrefix(line, "| ") || len(cells) < 2 || strings.HasPrefix(line, "| fault |") || strings.HasPrefix(line, "| gateway |") {
			continue
		}
		count[section]++
		id, _, _ := strings.Cut(strings.TrimPrefix(cells[0], "| "), ": ")
		rows[section+" "+id] = true
		if section == "Faults" {
			rows[section+" "+id+" by "+strings.ReplaceAll(cells[2], "\x00", "|")] = true
		}
	}
	if strings.Contains(below, "## Problems") {
		t.Errorf("%s tells of problems", document)
	}
	const again = "; write it again by: make detection"
	for _, f := range faults.All() {
		if !rows["Faults "+escape(f.ID)+" by "+code(f.Expect)] {
			t.Errorf("%s has no row of %s, caught by %s%s", document, f.ID, f.Expect, again)
		}
	}
	if want := tried(detectionPairs, len(traits.Pairs()), setCount); !strings.Contains(below, want) {
		t.Errorf("%s does not say %q%s", document, want, again)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, claim := range []string{fmt.Sprintf("all %d gateways with a known", len(faults.All())), fmt.Sprintf("all %d unusual but lawful", len(traits.All()))} {
		if !strings.Contains(string(readme), claim) {
			t.Errorf("README.md does not say %q", claim)
		}
	}
	for section, n := range map[string]int{"Faults": len(faults.All()), "Lawful gateways": len(traits.All()),
		"Hostile gateways": len(hostile.All())} {
		if count[section] != n {
			t.Errorf("%s has %d rows under %s, and there are %d%s", document, count[section], section, n, again)
		}
	}
	for _, v := range traits.All() {
		if !rows["Lawful gateways "+v.ID] {
			t.Errorf("%s has no row of %s%s", document, v.ID, again)
		}
	}
	for _, h := range hostile.All() {
		if !rows["Hostile gateways "+h.ID] {
			t.Errorf("%s has no row of %s%s", document, h.ID, again)
		}
	}
}
