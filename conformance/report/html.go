package report

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
)

//go:embed page/page.tmpl page/style.css page/script.js
var pageFiles embed.FS

// HTML writes one page for a browser that needs no other file and no network.
// What the gateway sent is text in it and nothing else: the page's policy lets
// no style and no script take effect but its own.
//
// The page is read without scripts, too; they add the filter and the copying.
// It is kept to about [maxPage] bytes: what does not fit is counted, and the
// other reports have it.
func HTML(w io.Writer, r *result.Report) error {
	style, script := pageFile("style.css"), pageFile("script.js")
	view := newPage(r)
	view.Style, view.Script = template.CSS(style), template.JS(script)
	view.Policy = fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'", digest(style), digest(script))
	t, err := template.New("page").Parse(pageFile("page.tmpl"))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := t.Execute(&out, view); err != nil {
		return err
	}
	out.WriteByte('\n')
	_, err = out.WriteTo(w)
	return err
}

func pageFile(name string) string {
	text, err := pageFiles.ReadFile("page/" + name)
	if err != nil {
		panic(err) // it is embedded
	}
	return strings.TrimRight(string(text), "\n")
}

// digest is a text as a content security policy names it.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
