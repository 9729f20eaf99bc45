package report_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// strict is a faulty gateway that keeps what it was sent, as far as curl can send it, too.
// Refusals have another status than documented, so that no refusal passes.
type strict struct {
	inner http.Handler
	mu    sync.Mutex
	seen  []string
}

func (s *strict) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	s.mu.Lock()
	s.seen = append(s.seen, fmt.Sprintf("%s %s %q %q %q %q", r.Method, r.RequestURI, r.Header["Content-Type"], r.Header["Accept"], r.Header["X-Auth-Token"], body))
	s.mu.Unlock()
	rec := httptest.NewRecorder()
	s.inner.ServeHTTP(rec, r)
	if rec.Code == http.StatusBadRequest {
		rec.Code = http.StatusUnprocessableEntity
	}
	for name, values := range rec.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(rec.Code)
	w.Write(rec.Body.Bytes())
}

// take is what was seen since the last time.
func (s *strict) take() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := s.seen
	s.seen = nil
	return seen
}

// maxAlike is how many cases of one theme TestCurl looks at: a command costs some 10 ms.
const maxAlike = 10

// TestCurl runs the curl lines of a failing run in bash against the same faulty gateway: the
// gateway gets what it got from the run, but for secrets, and answers with the same status.
func TestCurl(t *testing.T) {
	bash, _ := program(t, "bash", "bash"), program(t, "curl", "curl")
	broken, err := faults.Handler(gateway.Options{}, "secret/min-9", "secret/max-127", "secret/middle-quote-accepted", "secret/first-capital-a-refused",
		"key/min-7", "name/max-65", "remark/max-256", "auth/token-longer-accepted", "auth/token-any-case", "auth/token-of-good-length-accepted", "limit/501-refused", "filter/status-ignored")
	if err != nil {
		t.Fatal(err)
	}
	s := &strict{inner: broken}
	srv := httptest.NewServer(s)
	defer srv.Close()

	const token, forbidden = gateway.DemoToken, gateway.DemoForbidden
	r := conformance.Runner{
		BaseURL: srv.URL, Token: token, ForbiddenToken: forbidden, Seed: 1, AppBudget: 600, Ledger: filepath.Join(t.TempDir(), "ledger"),
		Only: []string{"create/body/*", "create/auth/*", "list/auth/*", "create/app_secret/*", "create/remark/*", "create/app_key/*", "create/name/*", "list/limit/*", "list/filter/*"},
	}
	res, err := r.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	first := map[string]bool{}
	for _, request := range s.take() {
		first[request] = true
	}
	var all []*result.Exchange
	known, alike := map[string]bool{}, map[string]int{}
	var script strings.Builder
	for _, c := range res.Cases {
		for _, f := range c.Findings {
			if f.Verdict != result.Fail || f.Exchange < 0 {
				continue
			}
			ex := c.Exchanges[f.Exchange]
			line := ex.Curl()
			if shown := visible.Line(line); shown != line {
				t.Errorf("%s: a report shows another line than\n%s", c.ID, line)
			}
			if theme := path.Dir(c.ID); !known[line] && alike[theme] < maxAlike {
				known[line] = true
				alike[theme]++
				all = append(all, ex)
				fmt.Fprintf(&script, "%s -o /dev/null -w '%%{http_code}\\n'\n", line)
			}
		}
	}
	cmd := exec.Command(bash)
	cmd.Stdin = strings.NewReader(script.String())
	cmd.Env = append(cmd.Environ(), "APPGAUGE_TOKEN="+token, "APPGAUGE_FORBIDDEN_TOKEN="+forbidden, "LC_ALL=C")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil || stderr.Len() > 0 {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	codes, second := strings.Fields(string(out)), s.take()
	if len(codes) != len(all) || len(second) != len(all) {
		t.Fatalf("%d answers to %d requests of %d commands", len(codes), len(second), len(all))
	}
	secrets := 0
	for i, ex := range all {
		if codes[i] != strconv.Itoa(ex.Status) {
			t.Errorf("%s instead of %d, to\n%s", codes[i], ex.Status, ex.Curl())
		}
		if ex.StandIn != "" {
			secrets++
		} else if !first[second[i]] {
			t.Errorf("the run sent nothing like\n%s\nwhich was sent by\n%s", second[i], ex.Curl())
		}
	}
	t.Logf("%d commands, %d of them with a secret", len(all), secrets)
	if len(all) < 100 || secrets < 20 {
		t.Errorf("only %d commands, %d of them with a secret", len(all), secrets)
	}
}
