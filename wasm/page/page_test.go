package page_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/wasm/page"
)

func get(t *testing.T, h http.Handler, method, path string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) []byte {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// names are the page's files, by what is embedded.
func names(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir("embed")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".gz"); ok {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		t.Fatal("nothing is embedded")
	}
	return names
}

// TestHeaders holds what every file is served with.
func TestHeaders(t *testing.T) {
	h := page.Handler(page.Options{})
	types := map[string]string{"js": "text/javascript", "css": "text/css", "html": "text/html", "json": "application/json", "svg": "image/svg+xml", "wasm": "application/wasm"}
	for _, name := range names(t) {
		r := get(t, h, "GET", "/"+name)
		got, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		if want := types[name[strings.LastIndex(name, ".")+1:]]; err != nil || want == "" || got != want {
			t.Errorf("%s is served as %q, want %q", name, got, want)
		}
		want := map[string]string{
			"Content-Security-Policy":      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "no-referrer",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
			"Cache-Control":                "no-cache",
			"Vary":                         "Accept-Encoding",
		}
		for key, value := range want {
			if diff := cmp.Diff(value, r.Header.Get(key)); diff != "" {
				t.Errorf("%s: %s (-want +got):\n%s", name, key, diff)
			}
		}
	}
}

func TestCodings(t *testing.T) {
	h := page.Handler(page.Options{})
	plain := body(t, get(t, h, "GET", "/index.html"))
	for _, tt := range []struct{ accept, want string }{
		{"", ""},
		{"identity", ""},
		{"gzip, deflate, br, zstd", "br"},
		{"gzip", "gzip"},
		{"GZIP;q=0.5", "gzip"},
		{"br;q=0, gzip", "gzip"},
		{"br; Q=0.000, gzip;q=0", ""},
		{"deflate", ""},
		{"brotli", ""},
	} {
		r := get(t, h, "GET", "/", "Accept-Encoding", tt.accept)
		if got := r.Header.Get("Content-Encoding"); got != tt.want {
			t.Errorf("%q is answered with %q, want %q", tt.accept, got, tt.want)
		}
		got := body(t, r)
		switch tt.want {
		case "":
			if !bytes.Equal(got, plain) {
				t.Errorf("%q: another content", tt.accept)
			}
		case "gzip":
			z, err := gzip.NewReader(bytes.NewReader(got))
			if err != nil {
				t.Fatal(err)
			}
			if unzipped, err := io.ReadAll(z); err != nil || !bytes.Equal(unzipped, plain) {
				t.Errorf("%q: another content: %v", tt.accept, err)
			}
		}
	}
}

// TestCaching holds that a browser that has a file is told so, for the coding it has.
func TestCaching(t *testing.T) {
	h := page.Handler(page.Options{})
	tag := func(accept string) string {
		return get(t, h, "GET", "/main.js", "Accept-Encoding", accept).Header.Get("ETag")
	}
	if tag("br") == "" || tag("br") == tag("gzip") || tag("gzip") == tag("") {
		t.Errorf("entity tags %s, %s, %s must differ", tag("br"), tag("gzip"), tag(""))
	}
	if got := get(t, h, "GET", "/main.js", "Accept-Encoding", "br", "If-None-Match", tag("br")).StatusCode; got != 304 {
		t.Errorf("answer %d to the tag that is current, want 304", got)
	}
	if got := get(t, h, "GET", "/main.js", "Accept-Encoding", "gzip", "If-None-Match", tag("br")).StatusCode; got != 200 {
		t.Errorf("answer %d to the tag of another coding, want 200", got)
	}
}

func TestRequests(t *testing.T) {
	h := page.Handler(page.Options{})
	for _, tt := range []struct {
		method, path string
		want         int
	}{
		{"GET", "/", 200},
		{"HEAD", "/", 200},
		{"GET", "/index.html", 200},
		{"GET", "/embed/index.html", 404},
		{"GET", "/index.html.gz", 404},
		{"GET", "/../page.go", 404},
		{"GET", "/favicon.ico", 404},
		{"POST", "/", 405},
	} {
		if got := get(t, h, tt.method, tt.path).StatusCode; got != tt.want {
			t.Errorf("%s %s: %d, want %d", tt.method, tt.path, got, tt.want)
		}
	}
}

// TestSettings holds that the page learns of its gateway, and of no token that is
// not meant for it; and that as static files it has no gateway.
func TestSettings(t *testing.T) {
	older, ok := validate.Lookup("2023-04")
	if !ok {
		t.Fatal("no edition 2023-04")
	}
	for _, tt := range []struct {
		name    string
		options page.Options
		want    map[string]string
	}{
		{"zero", page.Options{}, map[string]string{"edition": validate.Default().ID, "project": "my-project", "instance": "my-instance", "token": ""}},
		{"all", page.Options{Edition: older, Token: "demo-token"}, map[string]string{"edition": "2023-04", "project": "my-project", "instance": "my-instance", "token": "demo-token"}},
	} {
		var got map[string]string
		if err := json.Unmarshal(body(t, get(t, page.Handler(tt.options), "GET", "/gateway.json")), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	static, err := os.ReadFile("src/gateway.json")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(string(static)); got != "{}" {
		t.Errorf("as static files the page is told of a gateway: %s", got)
	}
}

// TestLockFile holds that the lock file names no registry.
func TestLockFile(t *testing.T) {
	lock, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(lock), `"resolved"`) {
		t.Error("package-lock.json has resolved addresses; .npmrc should keep them out")
	}
}
