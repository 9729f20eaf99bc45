package rpc

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// TestBrowser opens a hostile page in Chromium, which sends requests for runs of
// the suite to the daemon in every way that a page has: nothing runs.
func TestBrowser(t *testing.T) {
	target, asked := counting(t, gateway.New(gateway.Options{}))
	var log lockedBuffer
	s := newServer(t, Options{Logf: func(format string, args ...any) { fmt.Fprintf(&log, format+"\n", args...) }})
	addresses := serve(t, s, "tcp:127.0.0.1:0", "http:127.0.0.1:0", "ws:127.0.0.1:0")
	call := string(encode(map[string]any{
		"jsonrpc": "2.0", "id": 1, "method": "conformance/run",
		"params": map[string]any{"baseURL": target, "token": gateway.DemoToken, "run": []string{"list/limit/above-maximum-status-200"}},
	}))

	// What the page sends would run, were it let in.
	direct := dial(t, addresses[0])
	if _, err := io.WriteString(direct, call+"\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(direct).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	if asked.Load() == 0 {
		t.Fatal("the call alone runs nothing")
	}
	asked.Store(0)

	// Between the page and each address, what the browser sends is kept.
	taps := map[string]*tap{}
	var ports []string
	for _, address := range addresses {
		network, _, _ := strings.Cut(address, ":")
		taps[network] = newTap(t, address)
		ports = append(ports, taps[network].port)
	}
	attacks := runPage(t, fmt.Sprintf(hostilePage, encode(ports), encode(call)))
	if want := fmt.Sprint(len(ports) * attacksAtOnePort); attacks != want {
		t.Errorf("the page made %s attacks, want %s", attacks, want)
	}

	for network, want := range map[string][]string{
		"tcp": {
			"POST /plain HTTP/1.1\r\n", "POST /" + strings.Repeat("a", 9000) + " HTTP/1.1\r\n", "POST /form HTTP/1.1\r\n",
			"POST /beacon HTTP/1.1\r\n", "OPTIONS /json HTTP/1.1\r\n", "OPTIONS /method HTTP/1.1\r\n", "GET /image HTTP/1.1\r\n",
			"GET /socket HTTP/1.1\r\n", "\r\n" + call + "\r\n",
		},
		"http": {"POST / HTTP/1.1\r\n", "OPTIONS / HTTP/1.1\r\n"},
		"ws":   {"GET / HTTP/1.1\r\n", "Upgrade: websocket\r\n"},
	} {
		for _, text := range want {
			if got := taps[network].text(); !strings.Contains(got, text) {
				t.Errorf("%s: the browser did not send %.60q; it sent\n%.3000s", network, text, got)
			}
		}
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("the gateway was asked %d times on behalf of the page", n)
	}
	if !strings.Contains(log.String(), `begins with "POST /aaaa`) {
		t.Errorf("the daemon did not turn the attack away:\n%s", log.String())
	}
}

// attacksAtOnePort is how many requests hostilePage makes to each port.
const attacksAtOnePort = 13

// hostilePage is the body of a page, given the ports to attack and the call to
// smuggle in. Only its own failure to try is an error: it cannot know what came of
// its requests.
const hostilePage = `<!DOCTYPE html><meta charset="utf-8"><title>Hostile</title><body><script type="module">
const ports = %s, call = %s;
const lines = "\r\n" + call + "\r\n" + call + "\r\n\r\n[" + call + "]\r\nContent-Length: " + call.length + "\r\n\r\n" + call;
const ended = (f) => new Promise(f);
let tried = 0;
const attack = async (f) => { tried++; try { await f(); } catch (e) { if (!(e instanceof TypeError)) throw e; } };
const post = (url, body, headers, method = "POST") => fetch(url, { method, body, headers, mode: headers || method !== "POST" ? "cors" : "no-cors", cache: "no-store" });
const form = (action) => ended((done) => {
  const frame = Object.assign(document.createElement("iframe"), { name: action });
  const f = Object.assign(document.createElement("form"), { action, method: "post", enctype: "text/plain", target: action });
  const area = Object.assign(document.createElement("textarea"), { name: "x", value: lines });
  f.append(area);
  document.body.append(frame, f);
  frame.onload = done;
  setTimeout(done, 1500);
  f.submit();
});
for (const port of ports) {
  const at = "http://127.0.0.1:" + port + "/";
  await attack(() => post(at + "plain", lines));
  await attack(() => post(at + "a".repeat(9000), lines));
  await attack(() => post(at, lines));
  await attack(() => post(at, new Blob([call])));
  await attack(() => post(at + "json", call, { "Content-Type": "application/json" }));
  await attack(() => post(at, call, { "Content-Type": "application/json" }));
  await attack(() => post(at + "method", lines, undefined, "Content-Length"));
  await attack(() => post("http://localhost:" + port + "/", lines));
  await attack(() => form(at + "form"));
  await attack(() => navigator.sendBeacon(at + "beacon", lines));
  await attack(() => ended((done) => { const i = new Image(); i.onload = i.onerror = done; i.src = at + "image"; }));
  for (const path of ["socket", ""])
    await attack(() => ended((done) => {
      const ws = new WebSocket("ws://127.0.0.1:" + port + "/" + path);
      ws.onopen = () => { ws.send(call); setTimeout(done, 500); };
      ws.onerror = done;
    }));
}
await ended((done) => setTimeout(done, 500));
await fetch("/done", { method: "POST", body: String(tried) });
</script>`

// runPage serves a page, opens it in Chromium, and returns what the page says when
// it is done.
func runPage(t *testing.T, page string) string {
	t.Helper()
	browser, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("chromium is missing")
		}
		t.Skip("chromium is missing; scripts/need chromium installs it on Debian")
	}
	done := make(chan string, 1)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/done":
			said, _ := io.ReadAll(r.Body)
			done <- string(said)
		case "/":
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, page)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(site.Close)
	var stderr bytes.Buffer
	cmd := exec.Command(browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
		"--user-data-dir="+t.TempDir(), "--remote-debugging-port=0", "--enable-logging=stderr", site.URL)
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		cmd.Process.Signal(os.Interrupt)
		kill := time.AfterFunc(patience, func() { cmd.Process.Kill() })
		defer kill.Stop()
		cmd.Wait()
	}()
	select {
	case said := <-done:
		return said
	case <-time.After(3 * patience):
		cmd.Process.Kill()
		cmd.Wait()
		t.Fatalf("the page did not end\n%s", stderr.String())
	}
	return ""
}

// A tap passes connections on to an address, and keeps what the callers send.
type tap struct {
	port string
	mu   sync.Mutex
	sent []*lockedBuffer
}

func newTap(t *testing.T, address string) *tap {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	p := &tap{port: port}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.pass(c, address)
		}
	}()
	return p
}

func (p *tap) pass(c net.Conn, address string) {
	defer c.Close()
	server, err := tryDial(address)
	if err != nil {
		return
	}
	defer server.Close()
	kept := new(lockedBuffer)
	p.mu.Lock()
	p.sent = append(p.sent, kept)
	p.mu.Unlock()
	go func() {
		_, _ = io.Copy(server, io.TeeReader(c, kept))
		_ = server.(*net.TCPConn).CloseWrite()
	}()
	_, _ = io.Copy(c, server)
}

// text is all that was sent.
func (p *tap) text() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all strings.Builder
	for _, b := range p.sent {
		all.WriteString(b.String())
	}
	return all.String()
}
