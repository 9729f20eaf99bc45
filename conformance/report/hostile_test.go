package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	markdown "github.com/yuin/goldmark/renderer/html"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/report"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/junit/junittest"
	"github.com/appgauge/appgauge/internal/sarif/sariftest"
)

// mark begins every text of the hostile gateway, and each of its lines.
const mark = "EVIL"

// spite are the texts that the hostile gateway sends, as JSON writes them between quotes. Each is
// there for a reader that it would mislead.
func spite() []string {
	return []string{
		`\u001b[31m\u001b]0;title\u0007\u0000\b\u007f\u009b1m`,
		`\n::error::EVIL\r\n::set-output name=a::b\r##[error]EVIL ##vso[task.complete]EVIL`,
		`::error file=a::EVIL`, `##[error]EVIL`,
		`]]><testcase/><![CDATA[`, `</script><script>pwned = 1</script>`, `--><script>pwned = 1</script><!--`,
		`<img src=x onerror=\"pwned = 1\">`, `\" onmouseover=\"pwned = 1\" x=\"`, `</pre></details></main><h1>EVIL</h1>`,
		`\n` + "```" + `\nEVIL\n` + "````````" + `\n~~~\n</details>\n\n# EVIL\n\n[EVIL](http://evil.example) ![EVIL](http://evil.example/x.png)`,
		"`|` EVIL | EVIL |\\n| --- | --- |\\n| EVIL |", `http://evil.example/ www.evil.example mailto:evil@evil.example <http://evil.example>`,
		`\u2028EVIL\u2029EVIL\u0085EVIL\u000bEVIL\u000cEVIL`, `\u202egnp.exe\u202c \u2066\u2067\u2068\u2069\u200e\u200f\u061c`,
		`\ud83d \udc00 \ud800\udb40\udc41`, "\u200b\ufeff\U000e0041\u00ad", `{{.Policy}}${pwned = 1}&lt;&#0;&`,
		strings.Repeat("EVIL ", 2000), strings.Repeat(`\u001b`, 1700),
	}
}

// spiteful answers with hostile text in the place of every text: of members and
// their names, of headers, of the reason phrase.
func spiteful() http.Handler {
	inner := gateway.New(gateway.Options{})
	texts := spite()
	var n atomic.Int64
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := httptest.NewRecorder()
		inner.ServeHTTP(rec, r)
		k := n.Add(1)
		text := mark + texts[int(k)%len(texts)]
		var said string
		_ = json.Unmarshal([]byte(`"`+text+`"`), &said)
		body := rec.Body.String()
		switch {
		case k%5 == 0: // no JSON, but the characters themselves
			body = said + "\n" + said + "\xff\xed\xa0\x80"
		case rec.Code/100 == 4, rec.Code == http.StatusCreated && k%2 == 0:
			body = fmt.Sprintf(`{"error_code":"%s","error_msg":"%s","id":"%s","name":"%s","remark":"%s","%s":"x"}`, text, text, text, text, text, text)
		case r.Method == http.MethodGet && k%2 == 0:
			body = fmt.Sprintf(`{"total":1,"size":1,"%s":1,"apps":[{"id":"%s","name":"%s","remark":"%s","status":"%s"}]}`, text, text, text, text, text)
		}
		conn, out, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		said = strings.NewReplacer("\r", " ", "\n", " ", "\x00", " ").Replace(said)
		fmt.Fprintf(out, "HTTP/1.1 %d %s\r\nContent-Type: application/json; x=%s\r\nX-Evil: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", rec.Code, said, said, said, len(body), body)
		out.Flush()
	})
}

// spited is a run against the spiteful gateway; tests share it.
var spited = sync.OnceValues(func() (*result.Report, error) {
	srv := httptest.NewServer(spiteful())
	defer srv.Close()
	dir, err := os.MkdirTemp("", "ledger")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	r := conformance.Runner{
		BaseURL: srv.URL, Token: gateway.DemoToken, ForbiddenToken: gateway.DemoForbidden, Seed: 1, Ledger: filepath.Join(dir, "ledger"),
		Only: []string{"create/name/*", "create/response/*", "list/filter/*", "list/page/*"},
	}
	res, err := r.Run(context.Background())
	if err != nil {
		return nil, err
	}
	return result.NewReport(res), nil
})

func hostileReport(t *testing.T) *result.Report {
	t.Helper()
	r, err := spited()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// program is the path of a program that a test reads a report with.
func program(t *testing.T, name, pack string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is missing", name)
		}
		t.Skipf("%s is missing; scripts/need %s installs it on Debian, with %s", name, name, pack)
	}
	return path
}

// orders are the commands that a CI would obey in a log.
var orders = regexp.MustCompile(`(?m)^\s*::[a-zA-Z]|##[A-Za-z]*\[`)

// TestHostileText holds every report to what may be shown on a terminal and in a
// CI's log: a gateway's text acts on neither, and begins no line.
func TestHostileText(t *testing.T) {
	r := hostileReport(t)
	if f := r.Gateways[0].Totals.Failed; f < 10 {
		t.Fatalf("only %d cases failed", f)
	}
	reached := false
	for _, form := range report.Formats() {
		text := string(write(t, form, r))
		reached = reached || strings.Contains(text, mark)
		if !utf8.ValidString(text) {
			t.Errorf("%s is not UTF-8", form)
		}
		for _, c := range text {
			if c != '\n' && c != '\t' && unicode.In(c, unicode.Cc, unicode.Bidi_Control, unicode.Zl, unicode.Zp) || c == 0x200b || c == 0xfeff || c == 0xe0041 {
				t.Errorf("%s holds U+%04X", form, c)
				break
			}
		}
		for line := range strings.Lines(text) {
			if strings.HasPrefix(line, mark) {
				t.Errorf("%s has a line that begins with the gateway's text: %.100q", form, line)
				break
			}
		}
		if form == "github" {
			for line := range strings.Lines(text) {
				if !regexp.MustCompile(`^::(error|warning|notice) title=[^:]*::.`).MatchString(line) {
					t.Errorf("a line is not one of our commands: %.200q", line)
				}
			}
			text = strings.ReplaceAll(text, "\n::", "\n")[2:]
		}
		if m := orders.FindString(text); m != "" {
			t.Errorf("%s holds the command %q", form, m)
		}
	}
	if !reached {
		t.Fatal("nothing of the gateway is in the reports")
	}
	var out bytes.Buffer
	if err := report.Text(&out, r, report.TextOptions{Verbose: true}); err != nil {
		t.Fatal(err)
	}
	if m := orders.FindString(out.String()); m != "" || strings.Contains(out.String(), "\n"+mark) {
		t.Errorf("the verbose text holds the command %q, or a line of the gateway's", m)
	}
}

func TestHostileJUnit(t *testing.T) {
	text := write(t, "junit", hostileReport(t))
	if _, err := junittest.Read(text); err != nil {
		t.Error(err)
	}
	cmd := exec.Command(program(t, "xmllint", "libxml2-utils"), "--noout", "--nonet", "-")
	cmd.Stdin = bytes.NewReader(text)
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("xmllint: %v\n%s", err, out)
	}
}

func TestHostileSARIF(t *testing.T) {
	if _, err := sariftest.Read(write(t, "sarif", hostileReport(t))); err != nil {
		t.Error(err)
	}
}

// TestHostileHAR holds the archive to the schema of har-validator, and to the bytes
// that were sent.
func TestHostileHAR(t *testing.T) {
	r := hostileReport(t)
	text := write(t, "har", r)
	c := jsonschema.NewCompiler()
	err := fs.WalkDir(os.DirFS("testdata/har"), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".json" {
			return err
		}
		schema, err := os.ReadFile(filepath.Join("testdata/har", path))
		if err != nil {
			return err
		}
		return c.AddResource("https://har.invalid/"+path, bytes.NewReader(bytes.Replace(schema, []byte(`"$id": "`), []byte(`"$id": "https://har.invalid/`), 1)))
	})
	if err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("https://har.invalid/har.json")
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Errorf("%#v", err)
	}
	var archive struct {
		Log struct {
			Entries []struct {
				Response struct{ Content struct{ Text []byte } }
			}
		}
	}
	if err := json.Unmarshal(text, &archive); err != nil {
		t.Fatal(err)
	}
	kept := map[string]bool{}
	for _, e := range archive.Log.Entries {
		kept[string(e.Response.Content.Text)] = true
	}
	for _, c := range r.Gateways[0].Cases {
		for _, ex := range c.Exchanges {
			if ex.Status != 0 && !kept[ex.ResponseBody] {
				t.Fatalf("%s: the answer's bytes are not in the archive: %.200q", c.ID, ex.ResponseBody)
			}
		}
	}
}

// TestHostileJSON holds the report to its schema, and to what it is read as again.
func TestHostileJSON(t *testing.T) {
	r := hostileReport(t)
	text := write(t, "json", r)
	schema, err := jsonschema.CompileString("report.json", string(report.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Errorf("%#v", err)
	}
	back, err := report.ReadJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range report.Formats() {
		if diff := cmp.Diff(string(write(t, form, r)), string(write(t, form, back))); diff != "" {
			t.Errorf("%s of what was read (-written +read):\n%.2000s", form, diff)
		}
	}
}

// TestHostileMarkdown renders the summary as GitHub does, raw HTML included: the
// gateway's text is in it as text, and within an element of ours.
func TestHostileMarkdown(t *testing.T) {
	render := func(r *result.Report) []*element {
		var out bytes.Buffer
		md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(markdown.WithUnsafe(), markdown.WithXHTML()))
		if err := md.Convert(write(t, "markdown", r), &out); err != nil {
			t.Fatal(err)
		}
		return parse(t, []byte("<body>"+out.String()+"</body>"))
	}
	count := func(elements []*element) map[string]int {
		out := map[string]int{}
		for _, e := range elements {
			out[e.name]++
		}
		return out
	}
	r := hostileReport(t)
	elements := render(r)
	n := count(elements)
	// A table of causes, one of gateways, and one of traits under its heading.
	if silent := len(r.Gateways[0].Traits) > 0; silent != (n["h2"] == 1) || n["h2"] > 1 {
		t.Errorf("%d headings", n["h2"])
	}
	if n["details"] == 0 || n["details"] != n["pre"] || n["details"] != n["summary"] || n["h1"] != 1 || n["table"] != 2+n["h2"] {
		t.Errorf("the elements are %v", n)
	}
	for _, name := range []string{"a", "img", "script", "em", "strong", "del", "input"} {
		if n[name] > 0 {
			t.Errorf("%d elements %s", n[name], name)
		}
	}
	// The same with every other text hostile, too.
	for _, attack := range append(attacks(), "[a](http://evil.example)", "![a](http://evil.example)", "http://evil.example www.evil.example", "a | b", "*a* _b_ `c` ~~d~~", "```\n# x", "@evil #1", "\\|`\\`|") {
		harmless, poisoned := tiny(), tiny()
		poison(reflect.ValueOf(harmless), "harmless")
		poison(reflect.ValueOf(poisoned), attack)
		if diff := cmp.Diff(count(render(harmless)), count(render(poisoned))); diff != "" {
			t.Errorf("%q changes the elements (-want +got):\n%s", attack, diff)
		}
	}
}

// TestHostilePage opens the page in Chromium: what it sees is what was written, and
// nothing runs.
func TestHostilePage(t *testing.T) {
	page := write(t, "html", hostileReport(t))
	want := map[string]int{"script": 1, "output": 1} // the test's
	for _, e := range parse(t, page) {
		want[strings.ToLower(e.name)]++
	}
	var got struct {
		Pwned    string
		Elements map[string]int
		Astray   []string
	}
	browse(t, page, `
  const elements = { output: 1 };
  for (const e of document.querySelectorAll("*")) {
    if (!e.matches(".copied")) elements[e.localName] = (elements[e.localName] || 0) + 1;
    e.dispatchEvent(new Event("mouseover"));
  }
  const astray = [];
  const walk = document.createTreeWalker(document, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
  while (walk.nextNode()) if (walk.currentNode.data.includes("EVIL") && !walk.currentNode.parentElement.closest("pre, code, li, p, summary, dd, script")) astray.push(walk.currentNode.data.slice(0, 80));
  return { Pwned: typeof pwned, Elements: elements, Astray: astray };`, &got)
	if got.Pwned != "undefined" {
		t.Error("an attack ran")
	}
	if diff := cmp.Diff(want, got.Elements); diff != "" {
		t.Errorf("elements, by name (-written +seen):\n%s", diff)
	}
	if len(got.Astray) > 0 {
		t.Errorf("text outside of its elements: %q", got.Astray)
	}
}
