package launch

import (
	"bytes"
	"context"
	"encoding/pem"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/result"
)

func streams(env map[string]string) (Streams, *bytes.Buffer) {
	var out bytes.Buffer
	return Streams{In: strings.NewReader(""), Out: &out, Err: &out, Env: func(k string) (string, bool) {
		v, ok := env[k]
		return v, ok
	}}, &out
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A known failure is forgiven, and one that passes is not.
func TestKnownFailures(t *testing.T) {
	for _, c := range []struct {
		name, file string
		status     int
		says       string
	}{
		{"passes", "- case: list/limit/default-20\n  reason: ticket 7\n", 1, "passes now"},
		{"no such case", "- case: list/nothing\n  reason: ticket 7\n", 1, "matches no case"},
	} {
		s, out := streams(nil)
		status, err := Run(t.Context(), Options{Only: []string{"list/limit/default-20"}, KnownFailing: write(t, "known.yaml", c.file)}, s)
		if err != nil || status != c.status || !strings.Contains(out.String(), c.says) {
			t.Errorf("%s: status %d, %v:\n%s", c.name, status, err, out)
		}
	}
	for name, file := range map[string]string{
		"no reason":      "- case: list/limit/default-20\n",
		"blank reason":   "- case: list/limit/default-20\n  reason: '  '\n",
		"everything":     "- case: '*'\n  reason: r\n",
		"unknown member": "- case: list/limit/default-20\n  reason: r\n  until: never\n",
		"empty":          "[]\n",
		"no YAML":        "\t- {",
	} {
		s, out := streams(nil)
		if _, err := Run(t.Context(), Options{KnownFailing: write(t, "known.yaml", file)}, s); err == nil {
			t.Errorf("%s: no error:\n%s", name, out)
		}
	}
}

// Tokens come from a file, a command or the environment, and from one of them.
func TestTokens(t *testing.T) {
	env := map[string]string{tokenVariable: "from-env"}
	look := func(k string) (string, bool) { v, ok := env[k]; return v, ok }
	for _, c := range []struct{ name, file, command, want, bad string }{
		{name: "environment", want: "from-env"},
		{name: "file", file: write(t, "token", " from-file \n"), want: "from-file"},
		{name: "command", command: "echo from-command", want: "from-command"},
		{name: "both", file: "x", command: "y", bad: "not from both"},
		{name: "empty file", file: write(t, "token", "\n"), bad: "is empty"},
		{name: "two lines", file: write(t, "token", "a\nb\n"), bad: "more than one line"},
		{name: "byte order mark", file: write(t, "token", "\ufefffrom-file\r\n"), want: "from-file"},
		{name: "UTF-16", file: write(t, "token", "\xff\xfef\x00r\x00"), bad: "is UTF-16"},
		{name: "no file", file: "no/such/file", bad: "cannot be read"},
		{name: "command that fails", command: "echo oops >&2; exit 3", bad: "oops"},
	} {
		got, err := token(t.Context(), c.file, c.command, tokenVariable, look)
		if c.bad != "" {
			if err == nil || !strings.Contains(err.Error(), c.bad) {
				t.Errorf("%s: error %v, want one with %q", c.name, err, c.bad)
			}
			continue
		}
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
	}
}

// A fleet is tested whole, each gateway with its own tokens and authority, and
// one that is down does not keep the others from being tested.
func TestFleet(t *testing.T) {
	dir := t.TempDir()
	config := "parallel: 3\ngateways:\n"
	for i := range 3 {
		srv := httptest.NewTLSServer(gateway.New(gateway.Options{Token: fmt.Sprintf("token-of-%d", i), ForbiddenToken: fmt.Sprintf("other-of-%d", i)}))
		defer srv.Close()
		ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: srv.Certificate().Raw})
		for name, text := range map[string][]byte{"ca": ca, "token": []byte(fmt.Sprintf("token-of-%d\n", i)), "other": []byte(fmt.Sprintf("other-of-%d\n", i))} {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(name, i)), text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		config += fmt.Sprintf("  - {name: gateway-%d, base-url: %q, token-file: token%d, forbidden-token-file: other%d, ca-file: ca%d}\n", i, srv.URL, i, i, i)
	}
	config += "  - {name: down, base-url: \"http://127.0.0.1:9\", token-env: DOWN_TOKEN}\n"
	path := filepath.Join(dir, "fleet.yaml")
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	s, out := streams(map[string]string{"DOWN_TOKEN": "x-y-z-1"})
	jsonFile := filepath.Join(dir, "report.json")
	status, err := Run(t.Context(), Options{Config: path, Only: []string{"list/auth/*"}, Reports: []string{"json=" + jsonFile}}, s)
	if err != nil || status != 3 {
		t.Fatalf("status %d, %v:\n%s", status, err, out)
	}
	rep, err := readReport(jsonFile)
	if err != nil {
		t.Fatal(err)
	}
	for i, g := range rep.Gateways {
		want := result.Conformant
		if g.Target.Name == "down" {
			want = result.Aborted
		}
		if g.Conclusion != want {
			t.Errorf("%d: %s is %s: %s", i, g.Target.Name, g.Conclusion, g.Reason)
		}
	}
	if len(rep.Gateways) != 4 || !strings.Contains(out.String(), "GATEWAY") {
		t.Errorf("%d gateways:\n%s", len(rep.Gateways), out)
	}
	for _, secret := range []string{"token-of-", "other-of-", "x-y-z-1"} {
		if text, _ := os.ReadFile(jsonFile); strings.Contains(out.String()+string(text), secret) {
			t.Errorf("a report holds the token %s…", secret)
		}
	}
}

// Two hundred gateways are tested in one run, and each gets its row.
func TestTwoHundredGateways(t *testing.T) {
	const many = 200
	config := "parallel: 8\ngateways:\n"
	for i := range many {
		srv := httptest.NewServer(gateway.New(gateway.Options{Token: fmt.Sprintf("token-of-gateway-%03d", i)}))
		t.Cleanup(srv.Close)
		config += fmt.Sprintf("  - {name: gateway-%03d, base-url: %q, token-env: TOKEN_%d}\n", i, srv.URL, i)
	}
	s, out := streams(nil)
	s.Env = func(k string) (string, bool) {
		n, ok := strings.CutPrefix(k, "TOKEN_")
		if !ok {
			return "", false
		}
		i, err := strconv.Atoi(n)
		return fmt.Sprintf("token-of-gateway-%03d", i), err == nil
	}
	o := Options{Config: write(t, "fleet.yaml", config), Only: []string{"create/name/min-length/*", "list/auth/wrong-401", "isolation/project-sees-nothing"}}
	status, err := Run(t.Context(), o, s)
	if err != nil || status != 0 {
		t.Fatalf("status %d, %v:\n%s", status, err, out)
	}
	if want := "all 200 are conformant; of gateway-000: none of the "; !strings.Contains(out.String(), want) {
		t.Errorf("the conclusion does not say %q:\n%s", want, out)
	}
	table := out.String()[strings.Index(out.String(), "GATEWAY"):]
	for i := range many {
		if row := fmt.Sprintf("gateway-%03d  conformant", i); !strings.Contains(table, row) {
			t.Fatalf("there is no row %q:\n%s", row, table)
		}
	}
}

func TestWrongFleets(t *testing.T) {
	for name, text := range map[string]string{
		"no gateways":    "parallel: 2\n",
		"no URL":         "gateways:\n  - name: a\n",
		"same name":      "gateways:\n  - {name: a, base-url: 'http://a'}\n  - {name: a, base-url: 'http://b'}\n",
		"unknown member": "gateways:\n  - {name: a, base-url: 'http://a', tokn: x}\n",
		"no edition":     "gateways:\n  - {name: a, base-url: 'http://a', edition: '1999'}\n",
		"negative":       "parallel: -1\ngateways:\n  - {base-url: 'http://a'}\n",
		"taken name":     "gateways:\n  - {name: built-in, base-url: 'http://a'}\n",
		"no budget":      "gateways:\n  - {name: a, base-url: 'http://a', app-budget: 0}\n",
	} {
		s, out := streams(map[string]string{tokenVariable: "t"})
		if _, err := Run(t.Context(), Options{Config: write(t, "fleet.yaml", text)}, s); err == nil {
			t.Errorf("%s: no error:\n%s", name, out)
		}
	}
}

// A gateway's own variable is the one that is asked for, also where the flags
// give a token for all.
func TestFleetNamesTheVariable(t *testing.T) {
	config := write(t, "fleet.yaml", "gateways:\n  - {name: south, base-url: 'http://a', token-env: SOUTH_TOKEN}\n")
	s, _ := streams(map[string]string{tokenVariable: "t"})
	_, err := Run(t.Context(), Options{Config: config, TokenFile: write(t, "token", "t")}, s)
	const want = `gateway "south": no token for http://a: SOUTH_TOKEN, which token-env names, is not set`
	if err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// Reports are written when a run is interrupted, too.
func TestReportsOfAnInterruptedRun(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := t.TempDir()
	s, out := streams(nil)
	status, err := Run(ctx, Options{Reports: []string{"json=" + filepath.Join(dir, "r.json"), "text=" + filepath.Join(dir, "r.txt")}}, s)
	if err != nil || status != 3 || !strings.Contains(out.String(), "interrupted") {
		t.Errorf("status %d, %v:\n%s", status, err, out)
	}
	rep, err := readReport(filepath.Join(dir, "r.json"))
	if err != nil || len(rep.Gateways[0].Cases) < 1000 {
		t.Errorf("the JSON report: %v", err)
	}
}
