package rpc

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/appgauge/appgauge/conformance/gateway"
)

func TestParseGateway(t *testing.T) {
	for text, want := range map[string]Gateway{
		"gateway.example":        {"gateway.example", ""},
		"Gateway.EXAMPLE:8443":   {"gateway.example", "8443"},
		"192.0.2.1":              {"192.0.2.1", ""},
		"192.0.2.1:80":           {"192.0.2.1", "80"},
		"::1":                    {"::1", ""},
		"[::1]":                  {"::1", ""},
		"[0:0::1]:8443":          {"::1", "8443"},
		"[::ffff:192.0.2.1]:443": {"192.0.2.1", "443"},
	} {
		got, err := ParseGateway(text)
		if err != nil || got != want {
			t.Errorf("ParseGateway(%q) = %+v, %v; want %+v", text, got, err, want)
		}
		if again, err := ParseGateway(got.String()); err != nil || again != got {
			t.Errorf("ParseGateway(%q) = %+v, %v; want %+v", got.String(), again, err, got)
		}
	}
	for _, text := range []string{
		"", ":80", "http://gateway.example", "gateway.example/v2", "user@gateway.example", "gateway.example:", "gateway.example:0",
		"gateway.example:65536", "gateway.example:http", "*.example", "a.example,b.example", "a.example b.example", "a?b", "a#b", "[::1", "::1:x",
	} {
		if got, err := ParseGateway(text); err == nil || !strings.Contains(err.Error(), "write HOST or HOST:PORT") {
			t.Errorf("ParseGateway(%q) = %+v, %v; want an error that says what to write", text, got, err)
		}
	}
}

// TestMayAsk asks for runs against gateways that are named, and that are not.
func TestMayAsk(t *testing.T) {
	named := func(texts ...string) (o Options) {
		for _, text := range texts {
			g, err := ParseGateway(text)
			if err != nil {
				t.Fatal(err)
			}
			o.RunAgainst = append(o.RunAgainst, g)
		}
		return o
	}
	remote := Options{AllowRemote: true, Token: "t"}
	both := named("gateway.example")
	both.AllowRemote = true
	for _, tt := range []struct {
		opt  Options
		base string
		want bool
	}{
		{Options{}, "http://127.0.0.1:8080", true},
		{Options{}, "http://127.0.0.1:8080/edge/", true},
		{Options{}, "https://127.1.2.3", true},
		{Options{}, "http://localhost:1", true},
		{Options{}, "http://LocalHost", true},
		{Options{}, "http://[::1]:8080", true},
		{Options{}, "http://[::ffff:127.0.0.1]", true},
		{Options{}, "", true}, // the reference gateway
		{Options{}, "http://gateway.example", false},
		{Options{}, "http://localhost.example", false},
		{Options{}, "http://127.0.0.1.example", false},
		{Options{}, "http://localhost.", false},
		{Options{}, "http://127.0.0.1.", false},
		{Options{}, "http://x.localhost", false},
		{Options{}, "http://127.1", false},
		{Options{}, "http://2130706433", false},
		{Options{}, "http://0x7f.0.0.1", false},
		{Options{}, "http://0.0.0.0", false},
		{Options{}, "http://[::]", false},
		{Options{}, "http://:8080", false},
		{Options{}, "http://169.254.169.254", false},
		{Options{}, "http://[fe80::1%25eth0]", false},
		{Options{}, "http://localhost@gateway.example", false},
		{Options{}, "http://127.0.0.1:80@gateway.example", false},
		{Options{}, "http://gateway.example/?x=http://127.0.0.1", false},
		{Options{}, "http://gateway.example#@127.0.0.1", false},

		{named("gateway.example"), "http://gateway.example", true},
		{named("gateway.example"), "https://GATEWAY.example:8443/edge", true},
		{named("gateway.example"), "http://gateway.example.", false},
		{named("gateway.example"), "http://x.gateway.example", false},
		{named("gateway.example"), "http://127.0.0.1", false},
		{named("gateway.example"), "http://localhost", false},
		{named("gateway.example"), "", true},
		{named("gateway.example:443"), "https://gateway.example", true},
		{named("gateway.example:443"), "https://gateway.example:443", true},
		{named("gateway.example:443"), "http://gateway.example", false},
		{named("gateway.example:443"), "https://gateway.example:444", false},
		{named("gateway.example:80"), "http://gateway.example", true},
		{named("gateway.example", "127.0.0.1:8080"), "http://127.0.0.1:8080", true},
		{named("gateway.example", "127.0.0.1:8080"), "http://127.0.0.1:8081", false},
		{named("[::1]:8080"), "http://[0:0:0:0:0:0:0:1]:8080", true},

		{remote, "http://127.0.0.1:8080", false},
		{remote, "http://localhost", false},
		{remote, "http://gateway.example", false},
		{remote, "", true},
		{both, "http://gateway.example", true},
		{both, "http://127.0.0.1:8080", false},
	} {
		if err := tt.opt.mayAsk(tt.base); (err == nil) != tt.want {
			t.Errorf("with %v and remote callers %v, mayAsk(%q) = %v", tt.opt.RunAgainst, tt.opt.AllowRemote, tt.base, err)
		}
	}
}

// counting is a gateway that counts what it is asked.
func counting(t *testing.T, h http.Handler) (url string, asked *atomic.Int64) {
	t.Helper()
	asked = new(atomic.Int64)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		h.ServeHTTP(w, r)
	}))
	t.Cleanup(srv.Close)
	return srv.URL, asked
}

// TestRunAgainst holds that a gateway which is not named is asked nothing, either
// directly or by the redirects of one that is.
func TestRunAgainst(t *testing.T) {
	other, otherAsked := counting(t, gateway.New(gateway.Options{}))
	named, namedAsked := counting(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other+r.URL.Path, http.StatusTemporaryRedirect)
	}))
	g, err := ParseGateway(strings.TrimPrefix(named, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	client := connect(t, Options{RunAgainst: []Gateway{g}})
	run := func(base string) *errorObject {
		return client.tryCall("conformance/run", map[string]any{"baseURL": base, "token": "t", "run": []string{"list/limit/*"}}, new(any))
	}
	e := run(other)
	want := fmt.Sprintf(`the parameter \"baseURL\" must be a gateway that --run-against names: %s, not \"%s\"`, g, strings.TrimPrefix(other, "http://"))
	if e == nil || e.Code != -32602 || !strings.Contains(string(e.Data), want) {
		t.Errorf("a gateway that is not named: %s, want %s", encode(e), want)
	}
	if e := run(named); e != nil {
		t.Errorf("a gateway that is named: %s", encode(e))
	}
	if namedAsked.Load() == 0 || otherAsked.Load() > 0 {
		t.Errorf("the gateway that is named was asked %d times, the other one %d times", namedAsked.Load(), otherAsked.Load())
	}
}

// TestMaxRuns starts as many runs as may be, and one more; then one ends.
func TestMaxRuns(t *testing.T) {
	for _, limit := range []int{0, 1} {
		allowed := max(limit, 1)
		if limit == 0 {
			allowed = DefaultRuns
		}
		g := newSlowGateway(t)
		client := connect(t, Options{MaxRuns: limit})
		send := func(id string) {
			t.Helper()
			if _, err := client.conn.Write([]byte(g.run(id))); err != nil {
				t.Fatal(err)
			}
		}
		receive := func() (reply struct {
			ID     string
			Result any
			Error  *errorObject
		}) {
			t.Helper()
			line, err := client.in.ReadBytes('\n')
			if err == nil {
				err = json.Unmarshal(line, &reply)
			}
			if err != nil {
				t.Fatal(err)
			}
			return reply
		}
		for i := range allowed {
			send(fmt.Sprint(i))
			if i == 0 {
				<-g.asked
			}
		}
		// Long methods start in no order, so any of them may be the one too many.
		send("one more")
		refused := receive()
		want := fmt.Sprintf(`"limit":"runs","allowed":%d}`, allowed)
		if refused.Error == nil || refused.Error.Code != -32005 || !strings.Contains(string(refused.Error.Data), want) {
			t.Errorf("run %d of %d: %s, want an error -32005 with %s", allowed+1, allowed, encode(refused), want)
		}
		g.open()
		for range allowed {
			if reply := receive(); reply.Error != nil {
				t.Errorf("run %s: %s", reply.ID, encode(reply.Error))
			}
		}
		send("the next")
		if reply := receive(); reply.Error != nil {
			t.Errorf("a run after the others: %s", encode(reply.Error))
		}
	}
}
