package report_test

import (
	"bytes"
	"encoding/xml"
	"flag"
	"fmt"
	"net/url"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/result"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// tiny is a report with one case of every kind.
func tiny() *result.Report {
	at := time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)
	sent := func(status int, body string) *result.Exchange {
		return &result.Exchange{
			Method: "POST", URL: "https://gw.example/v2/p/apigw/instances/i/apps", Body: `{"name":"x"}`, Started: at, Millis: 2.5, Attempts: 1,
			Header: map[string][]string{"X-Auth-Token": {"[token]"}}, Status: status, Proto: "HTTP/1.1",
			ResponseHeader: map[string][]string{"Content-Type": {"application/json"}}, ResponseBody: body, ResponseBytes: len(body),
		}
	}
	kase := func(id string, v result.Verdict, f ...result.Finding) result.CaseResult {
		clauseID := id[:strings.LastIndex(id, "/")]
		for i := range f {
			if f[i].Verdict == result.Fail || f[i].Verdict == result.Warn {
				f[i].Clause, f[i].Cause = clauseID, "cause of "+clauseID
			}
		}
		return result.CaseResult{ID: id, Title: "title of " + id, Clauses: []string{clauseID}, Verdict: v, Findings: f, Millis: 3}
	}
	fail := kase("create/name/min-length/2-rejected", result.Fail,
		result.Finding{Verdict: result.Fail, Text: "accepted with 201", Path: "$.name", Diff: "  any(\n-\t\"a\",\n+\t\"b\",\n  )\n", Exchange: 0})
	fail.Control, fail.Exchanges = "name-min", []*result.Exchange{sent(201, `{"id":"1"}`), sent(200, `{"apps":[]}`)}
	known := kase("create/name/max-length/65-rejected", result.Fail, result.Finding{Verdict: result.Fail, Text: "accepted with 201", Exchange: -1})
	known.Known = "ticket 7"
	pass := kase("query/limit/default/20", result.Pass)
	pass.Exchanges = []*result.Exchange{sent(200, strings.Repeat("x", 3000))}
	lost := kase("query/uri/works", result.Errored, result.Finding{Verdict: result.Errored, Text: "no answer", Exchange: 0})
	lost.Exchanges = []*result.Exchange{{Method: "GET", URL: "https://gw.example/", Started: at, Error: "connection reset"}}
	clauses := func(states ...string) (out []result.ClauseResult) {
		for i, id := range []string{"create/name/min-length", "create/name/max-length", "query/limit/default", "query/uri", "query/response/id-form", "query/error/500"} {
			page := "create-app"
			if strings.HasPrefix(id, "query") {
				page = "query-apps"
			}
			c := result.Clause{ID: id, Page: page, Table: i, Row: "row", Text: "text of " + id, Observe: result.Observability{Kind: result.Tested}}
			if states[i] == "not observable" {
				c.Observe = result.Observability{Kind: result.NotObservable, Why: "nobody can make it fail"}
			}
			out = append(out, result.ClauseResult{Clause: c, Citation: c.Citation(), State: states[i]})
		}
		return out
	}
	g := &result.Result{
		Target: result.Target{Name: "tiny", BaseURL: "https://gw.example", ProjectID: "p", InstanceID: "i d", Edition: "2023-04"},
		RunID:  "abcdefgh", Seed: 7, Started: at, Seconds: 1.5, Conclusion: result.Nonconformant, Reason: "1 case failed (1 failure known)",
		Problems: []string{"the known failure \"x\" matches no case"},
		Known:    []result.KnownFailure{{Case: known.ID, Reason: "ticket 7"}},
		Totals:   result.Totals{Cases: 6, Passed: 1, Warned: 1, Unverified: 1, Errored: 1, Failed: 1, Known: 1},
		Cases: []result.CaseResult{known, fail, pass,
			kase("query/response/id-form/hex", result.Warn, result.Finding{Verdict: result.Warn, Text: "is no hexadecimal number", Exchange: -1}),
			kase("query/error/500/seen", result.Unverified, result.Finding{Verdict: result.Unverified, Text: "was not seen", Exchange: -1}), lost},
		Clauses:  clauses("broken", "broken", "held", "unverified", "doubtful", "not observable"),
		Apps:     result.Apps{Budget: result.DefaultAppBudget, Created: 2, Deleted: 1, Left: []result.LeftApp{{ID: "1", Name: "ag_x", Why: "404"}}, Ledger: "a ledger.txt"},
		Requests: 9,
		Traits: []result.Trait{
			{Name: "name-search", Question: "which names are found", Values: []string{"prefix", "substring"}},
			{Name: "asked-first", Question: "what is judged first"},
		},
		Expect: map[string]string{"name-search": "prefix"},
	}
	g.Causes = result.Causes(g.Cases)
	for i := range g.Clauses {
		for _, c := range g.Cases {
			if c.Clauses[0] == g.Clauses[i].ID {
				g.Clauses[i].Cases = append(g.Clauses[i].Cases, c.ID)
			}
		}
	}
	return result.NewReport(g)
}

// own matches the parts of a page that are the same in all: they are files of
// their own, and in the golden page only noise.
var own = regexp.MustCompile(`(?s)<style>(.*?)</style>|<script>(.*?)</script>|sha256-[^ ]+?&#39;`)

func TestHTMLGolden(t *testing.T) {
	got := own.ReplaceAll(write(t, "html", tiny()), []byte("…"))
	const file = "testdata/tiny.html"
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s; -update rewrites it (-want +got):\n%s", file, diff)
	}
}

// element is an element of a page; a pre has its text.
type element struct {
	name  string
	attrs map[string]string
	text  string
}

// parse reads a page as XML, which it is but for its style and script: what was
// not escaped, nested or closed shows.
func parse(t *testing.T, page []byte) []*element {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(own.ReplaceAllFunc(page, func(part []byte) []byte {
		switch {
		case bytes.HasPrefix(part, []byte("<style>")):
			return []byte("<style></style>")
		case bytes.HasPrefix(part, []byte("<script>")):
			return []byte("<script></script>")
		}
		return part
	})))
	var out, open []*element
	for {
		token, err := dec.Token()
		if token == nil {
			if len(open) > 0 || err.Error() != "EOF" {
				t.Fatalf("the page is not well-formed: %v", err)
			}
			return out
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			out, open = append(out, e), append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			for _, e := range open {
				if e.name == "pre" {
					e.text += string(token)
				}
			}
		}
	}
}

// shape is a page's elements and their attributes' names.
func shape(elements []*element) []string {
	var out []string
	for _, e := range elements {
		var names []string
		for name := range e.attrs {
			names = append(names, name)
		}
		slices.Sort(names)
		out = append(out, e.name+" "+strings.Join(names, " "))
	}
	return out
}

// poison puts the text in the place of every text of the report.
func poison(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.Pointer:
		poison(v.Elem(), text)
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "ResponseBytes" && f.Name != "State" && f.Name != "Known" && f.Name != "Kind" {
				poison(v.Field(i), text)
			} else if f.Name == "ResponseBytes" {
				v.Field(i).SetInt(0)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i), text)
		}
	case reflect.Map:
		switch {
		case v.Len() == 0:
		case v.Type().Elem().Kind() == reflect.String:
			v.Set(reflect.ValueOf(map[string]string{text: text}))
		default:
			v.Set(reflect.ValueOf(map[string][]string{text: {text}}).Convert(v.Type()))
		}
	case reflect.String:
		if v.Len() > 0 {
			v.SetString(text)
		}
	}
}

func attacks() []string {
	return []string{
		`</script><script>pwned = 1</script>`, `</style><style>*{display:none}</style>`, `<img src="x" onerror="pwned = 1">`,
		`" onmouseover="pwned = 1" x="`, `' autofocus onfocus='pwned = 1`, `javascript:pwned = 1`, `]]><!-- --></pre></details></main>`,
		"a\x00b\x1b[31m\x7f", "\xff\xfe\xc3(\xed\xa0\x80", "\u202egnp.exe\u2066\u200f", "\u2028\u2029\ufeff\u0085\ufffe", "{{.Policy}}${pwned=1}", "&lt;&#0;&",
		strings.Repeat("\u0301", 200),
	}
}

// TestHTMLHostile fills every text of a report with attacks: the page keeps its
// shape, so that none of them is more than text.
func TestHTMLHostile(t *testing.T) {
	harmless := tiny()
	poison(reflect.ValueOf(harmless), "harmless")
	want := shape(parse(t, write(t, "html", harmless)))
	for _, attack := range attacks() {
		r := tiny()
		poison(reflect.ValueOf(r), attack)
		page := write(t, "html", r)
		if diff := cmp.Diff(want, shape(parse(t, page))); diff != "" {
			t.Errorf("%q changes the page's shape (-want +got):\n%s", attack, diff)
		}
		for _, c := range string(page) {
			if c < 0x20 && c != '\n' || c == 0x7f || c == 0xfffe || c >= 0x80 && c < 0xa0 || c >= 0x2028 && c <= 0x202e || c >= 0x2066 && c <= 0x2069 {
				t.Errorf("%q: the page holds %U", attack, c)
				break
			}
		}
	}
}

// TestHTMLAlone holds the page to being whole by itself: it refers to nothing
// but its own parts, and its policy names its own style and script.
func TestHTMLAlone(t *testing.T) {
	for name, r := range map[string]*result.Report{"tiny": tiny(), "sample": sample(t), "fleet": fleet(t, 12), "large fleet": fleet(t, 200)} {
		page := write(t, "html", r)
		if len(page) > 3_000_000 {
			t.Errorf("%s: the page has %d bytes", name, len(page))
		}
		elements := parse(t, page)
		ids := map[string]int{}
		for _, e := range elements {
			if id, ok := e.attrs["id"]; ok {
				ids[id]++
			}
		}
		for id, n := range ids {
			if n > 1 {
				t.Errorf("%s: %d elements have the id %q", name, n, id)
			}
		}
		for _, e := range elements {
			for attr, value := range e.attrs {
				switch {
				case attr == "src" || attr == "style" || attr == "srcset" || attr == "action" || strings.HasPrefix(attr, "on"):
					t.Errorf("%s: <%s> has the attribute %s", name, e.name, attr)
				case attr == "href":
					to, err := url.PathUnescape(strings.TrimPrefix(value, "#"))
					if err != nil || !strings.HasPrefix(value, "#") || ids[to] == 0 {
						t.Errorf("%s: <%s> leads to %q, which is no part of the page", name, e.name, value)
					}
				case attr == "aria-labelledby" && ids[value] == 0:
					t.Errorf("%s: <%s> is labelled by %q, which is no part of the page", name, e.name, value)
				}
			}
		}
	}
	page := string(write(t, "html", tiny()))
	style, script := own.FindStringSubmatch(page[strings.Index(page, "<style>"):])[1], own.FindStringSubmatch(page[strings.Index(page, "<script>"):])[2]
	want := fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'", digest(style), digest(script))
	if got := parse(t, []byte(page))[3].attrs["content"]; got != want {
		t.Errorf("the policy is\n%s, want\n%s", got, want)
	}
	if regexp.MustCompile(`url\(|@import|//[a-z]+\.`).MatchString(style + script) {
		t.Error("style or script refer to something else")
	}
}

// TestHTMLExchanges finds every command and every answer of a run in the page,
// each command just as it is to be pasted.
func TestHTMLExchanges(t *testing.T) {
	r := sample(t)
	shown := map[string]bool{}
	var answers strings.Builder
	for _, e := range parse(t, write(t, "html", r)) {
		if e.name == "pre" {
			shown[e.text] = true
			answers.WriteString(e.text + "\n")
		}
	}
	n := 0
	for _, c := range r.Gateways[0].Cases {
		for _, ex := range c.Exchanges {
			n++
			if !shown[ex.Curl()] {
				t.Errorf("%s: the command is not shown: %s", c.ID, ex.Curl())
			}
			seen := strings.IndexFunc(ex.ResponseBody, func(r rune) bool { return !unicode.IsPrint(r) }) < 0
			if seen && len(ex.ResponseBody) < 1000 && !strings.Contains(answers.String(), ex.ResponseBody) {
				t.Errorf("%s: the answer is not shown: %s", c.ID, ex.ResponseBody)
			}
		}
		if c.Verdict == result.Fail && !shown["go test -run '/"+c.ID+"$'"] {
			t.Errorf("%s: how to see it again is not shown", c.ID)
		}
	}
	if n == 0 {
		t.Fatal("the sample has no exchanges")
	}
}

// TestHTMLWhole has room for every case of a whole run, with its exchanges.
func TestHTMLWhole(t *testing.T) {
	r := whole(t)
	page := write(t, "html", r)
	if bytes.Contains(page, []byte("to keep this page small")) || len(page) > 3_200_000 {
		t.Errorf("the page of %d bytes has no room for a whole run of %d cases", len(page), len(r.Gateways[0].Cases))
	}
}

// fleet is the sample several times, each time as another gateway.
func fleet(t *testing.T, n int) *result.Report {
	var results []*result.Result
	whole, sample := whole(t), sample(t)
	for i := range n {
		g := *whole.Gateways[0]
		if i%5 == 0 {
			g = *sample.Gateways[0]
		}
		g.Target.Name = fmt.Sprintf("gateway %d", i)
		results = append(results, &g)
	}
	return result.NewReport(results...)
}
