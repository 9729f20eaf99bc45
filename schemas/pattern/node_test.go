package pattern_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/schemas/pattern"
)

// inNode is given {patterns, texts}; it prints, for each set of flags and each
// pattern, a 1 or 0 a text. The last is how browsers read an input's pattern.
const inNode = `
const {patterns, texts} = JSON.parse(require("fs").readFileSync(0, "utf8"));
const modes = {
  none: p => new RegExp(p),
  u: p => new RegExp(p, "u"),
  v: p => new RegExp(p, "v"),
  input: p => new RegExp("^(?:" + p + ")$", "v"),
};
const out = {};
for (const [mode, compile] of Object.entries(modes)) {
  out[mode] = {};
  for (const [name, p] of Object.entries(patterns)) {
    const re = compile(p);
    out[mode][name] = texts.map(t => re.test(t) ? "1" : "0").join("");
  }
}
console.log(JSON.stringify(out));
`

// TestJavaScript holds that the patterns mean in JavaScript, under every flag,
// what the sets say, and so what they mean in Go.
func TestJavaScript(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("node is needed to run the patterns in JavaScript")
		}
		t.Skip("node is not installed: the patterns were not run in JavaScript")
	}
	in := struct {
		Patterns map[string]string `json:"patterns"`
		Texts    []string          `json:"texts"`
	}{map[string]string{}, texts()}
	want := map[string]string{}
	for name, f := range fields() {
		expr, err := pattern.Of(f)
		if err != nil {
			t.Fatal(err)
		}
		if expr == "" {
			continue // any text: there is no pattern to run
		}
		in.Patterns[name] = expr
		var verdicts strings.Builder
		for _, s := range in.Texts {
			if wanted(f, s) {
				verdicts.WriteByte('1')
			} else {
				verdicts.WriteByte('0')
			}
		}
		want[name] = verdicts.String()
	}
	input, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "-e", inNode)
	cmd.Stdin = strings.NewReader(string(input))
	cmd.Stderr = os.Stderr
	output, err := cmd.Output()
	if err != nil {
		t.Fatalf("node: %v", err)
	}
	var got map[string]map[string]string
	if err := json.Unmarshal(output, &got); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []string{"none", "u", "v", "input"} {
		if len(got[mode]) != len(want) {
			t.Errorf("flags %s: %d patterns ran, want %d", mode, len(got[mode]), len(want))
		}
		for name, verdicts := range got[mode] {
			for i, s := range in.Texts {
				if verdicts[i] != want[name][i] {
					t.Errorf("flags %s, %s: %s matches %q: %c, want %c", mode, name, in.Patterns[name], s, verdicts[i], want[name][i])
				}
			}
		}
	}
}
