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

// The document and README.md are about as many faults and gateways as there are, and
// the document tells of every known gap. Its other numbers are those of one run.
func TestDocumentIsCurrent(t *testing.T) {
	for name, counts := range map[string][]string{
		document: {
			fmt.Sprintf("of %d |", len(faults.All())),
			fmt.Sprintf("of %d |", len(traits.All())),
			fmt.Sprintf("on all %d", len(hostile.All())),
		},
		"../../README.md": {fmt.Sprintf("on %d gateways with a known fault,\n%d unusual but lawful ones and %d hostile ones", len(faults.All()), len(traits.All()), len(hostile.All()))},
	} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range counts {
			if !strings.Contains(string(text), want) {
				t.Errorf("%s does not say %q", name, want)
			}
		}
		for _, g := range gaps {
			if name == document && !strings.Contains(string(text), g) {
				t.Errorf("%s does not tell of %s", name, g)
			}
		}
	}
}
