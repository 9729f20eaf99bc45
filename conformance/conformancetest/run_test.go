package conformancetest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/conformancetest"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/result"
)

func TestReferenceGatewayConforms(t *testing.T) {
	conformancetest.Run(t, gateway.New(gateway.Options{}), &conformance.Runner{AppBudget: 600, Strict: true})
}

// TestFaulty is what TestFailures looks at: it fails, in a process of its own.
func TestFaulty(t *testing.T) {
	name := os.Getenv("APPGAUGE_FAULTY")
	if name == "" {
		t.Skip("it is run by TestFailures")
	}
	test := conformancetest.Test{Runner: &conformance.Runner{AppBudget: 40, Only: []string{"create/name/*", "list/limit/*"}}}
	inner := gateway.New(gateway.Options{})
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := httptest.NewRecorder()
		inner.ServeHTTP(rec, r)
		if rec.Code == http.StatusBadRequest {
			rec.Code = http.StatusUnprocessableEntity
		}
		for k, v := range rec.Header() {
			w.Header()[k] = v
		}
		w.WriteHeader(rec.Code)
		w.Write(rec.Body.Bytes())
	})
	switch name {
	case "max":
		test.Max = 1
	case "known":
		test.Runner.Known = []result.KnownFailure{{Case: "create/*", Reason: "ticket 7"}, {Case: "list/*", Reason: "ticket 8"}}
	}
	test.Run(t, handler) // the line that is told
}

// here is the line of this file that has the text.
func here(t *testing.T, text string) string {
	t.Helper()
	_, file, _, _ := runtime.Caller(0)
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(source), "\n") {
		if strings.HasSuffix(line, text) {
			return fmt.Sprintf("run_test.go:%d: ", i+1)
		}
	}
	t.Fatalf("no line ends with %q", text)
	return ""
}

// TestFailures holds what go test says of a gateway that answers 422 for 400: how much it
// is, that it names the status and the caller's line, and that -run chooses a cause.
func TestFailures(t *testing.T) {
	faulty := func(name, pattern string, args ...string) (out string) {
		cmd := exec.Command(os.Args[0], append([]string{"-test.run", pattern}, args...)...)
		cmd.Env = append(os.Environ(), "APPGAUGE_FAULTY="+name)
		text, err := cmd.CombinedOutput()
		if _, isExit := err.(*exec.ExitError); err != nil && !isExit {
			t.Fatal(err)
		}
		return string(text)
	}
	line := here(t, "// the line that is told")

	out := faulty("422", "^TestFaulty$")
	subtests := regexp.MustCompile(`(?m)^    --- FAIL: TestFaulty/(\S+)`).FindAllStringSubmatch(out, -1)
	if len(subtests) == 0 || len(subtests) > 5 {
		t.Fatalf("%d causes:\n%s", len(subtests), out)
	}
	blocks := regexp.MustCompile(`(?m)^    --- `).Split(out, -1)
	for _, block := range blocks[1:] {
		body := strings.Split(strings.TrimSpace(block), "\n")[1:]
		if len(body) > 20+2 { // the end of the whole output may follow
			t.Errorf("%d lines:\n%s", len(body), block)
		}
		if !strings.Contains(block, line) {
			t.Errorf("no %q in:\n%s", line, block)
		}
	}
	if !strings.Contains(out, "came: 422 Unprocessable Entity {") || !strings.Contains(out, "sent: POST /v2/") {
		t.Errorf("no status, or no request:\n%s", out)
	}
	if !strings.Contains(blocks[0], line+"nonconformant: ") {
		t.Errorf("the conclusion does not come first:\n%s", out)
	}

	name := subtests[0][1]
	one := faulty("422", "^TestFaulty$/^"+strings.ReplaceAll(name, "/", "$/^")+"$", "-test.v")
	if got := regexp.MustCompile(`(?m)^    --- \w+: TestFaulty/(\S+)`).FindAllStringSubmatch(one, -1); len(got) != 1 || got[0][1] != name {
		t.Errorf("-run %s runs %v:\n%s", name, got, one)
	}

	if out := faulty("max", "^TestFaulty$"); len(subtests) > 1 && strings.Count(out, "came: ") != 1 {
		t.Errorf("with Max 1, more than one cause is told whole:\n%s", out)
	}

	known := faulty("known", "^TestFaulty$", "-test.v")
	if !strings.Contains(known, "known to fail: ticket 7") || strings.Contains(known, "    --- FAIL: ") {
		t.Errorf("known failures fail, or are not told:\n%s", known)
	}
}
