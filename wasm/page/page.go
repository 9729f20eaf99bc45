// Package page is the page on which people try the rules: a form that creates apps
// in a gateway, and an editor that says of a request what the gateway would.
//
// [Handler] serves it beside a gateway, as its [gateway.Options.Page]. Without Go it
// can be served as static files: build.mjs writes them to dist. There is no gateway
// then, and the page says so.
//
// The sources are in src; what is embedded is built of them and kept in the
// repository, so that Go alone builds the command.
//
// [gateway.Options.Page]: https://pkg.go.dev/github.com/appgauge/appgauge/conformance/gateway#Options
package page

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/appgauge/appgauge/validate"
)

//go:generate npm ci --silent --ignore-scripts
//go:generate npm run --silent build

//go:embed embed
var built embed.FS

// Options tell the page about the gateway it is served beside. The zero value works.
type Options struct {
	// Edition is what the gateway judges requests by; nil means [validate.Default].
	Edition *validate.Edition
	// Token is filled in for the visitor. It is sent to whoever loads the page:
	// only a token that is no secret belongs here. "" leaves it to the visitor.
	Token string
}

// policy allows the page's own files and WebAssembly, and nothing else.
const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; " +
	"form-action 'none'; frame-ancestors 'none'"

// types are the content types of the page's files by extension. They are not
// looked up: what [mime.TypeByExtension] says depends on the machine.
var types = map[string]string{
	".css":  "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/json",
	".svg":  "image/svg+xml",
	".wasm": "application/wasm",
}

// file is one of the page's files, in each encoding it is served in.
type file struct {
	contentType string
	bodies      map[string][]byte // by content coding: "br", "gzip", "identity"
	tag         string            // base64 of the content's hash
}

// Handler serves the page at "/". Whatever is not a file of it is not found.
func Handler(o Options) http.Handler {
	if o.Edition == nil {
		o.Edition = validate.Default()
	}
	files := load()
	files["gateway.json"] = settings(o)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name == "" {
			name = "index.html"
		}
		f, ok := files[name]
		if !ok {
			http.NotFound(w, r)
			return
		}
		f.serve(w, r)
	})
}

// load reads the embedded files, by name. They are embedded when the program is
// built, so one that cannot be read is an error of the build.
func load() map[string]*file {
	entries, err := built.ReadDir("embed")
	if err != nil {
		panic(err)
	}
	files := map[string]*file{}
	for _, entry := range entries {
		body, err := built.ReadFile("embed/" + entry.Name())
		if err != nil {
			panic(err)
		}
		name, isGzip := strings.CutSuffix(entry.Name(), ".gz")
		if !isGzip {
			continue
		}
		f := newFile(name, gunzip(body))
		f.bodies["gzip"] = body
		if brotli, err := built.ReadFile("embed/" + name + ".br"); err == nil {
			f.bodies["br"] = brotli
		}
		files[name] = f
	}
	return files
}

func newFile(name string, plain []byte) *file {
	sum := sha256.Sum256(plain)
	return &file{
		contentType: types[path.Ext(name)],
		bodies:      map[string][]byte{"identity": plain},
		tag:         base64.RawURLEncoding.EncodeToString(sum[:12]),
	}
}

func gunzip(b []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		panic(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	return plain
}

// settings is gateway.json, by which the page knows that there is a gateway.
func settings(o Options) *file {
	b, err := json.Marshal(map[string]string{
		"edition":  o.Edition.ID,
		"project":  "my-project",
		"instance": "my-instance",
		"token":    o.Token,
	})
	if err != nil {
		panic(err) // a map of strings
	}
	return newFile("gateway.json", b)
}

// serve answers with the encoding that the client likes best of those there are.
func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	coding := choose(r.Header.Get("Accept-Encoding"), f.bodies)
	h := w.Header()
	h.Set("Content-Type", f.contentType)
	h.Set("Vary", "Accept-Encoding")
	h.Set("ETag", fmt.Sprintf(`"%s-%s"`, f.tag, coding))
	// A new version is seen at once, an old one costs a question.
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if coding != "identity" {
		h.Set("Content-Encoding", coding)
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.bodies[coding]))
}
