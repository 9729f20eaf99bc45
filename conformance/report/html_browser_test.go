package report_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/result"
)

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// browse opens the page in Chromium, runs the body of an asynchronous function
// in it, and decodes what it returned. The page's policy stays as it is, but
// for this one script.
func browse(t *testing.T, page []byte, body string, into any) {
	t.Helper()
	browser, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("chromium is missing")
		}
		t.Skip("chromium is missing; scripts/need chromium installs it on Debian")
	}
	script := `(async () => {
  const out = document.createElement("output");
  out.id = "result";
  try { out.textContent = JSON.stringify(await (async () => {` + body + `})()); } catch (e) { out.textContent = JSON.stringify(String(e)); }
  document.body.append(out);
})();`
	page = bytes.Replace(page, []byte("script-src "), []byte("script-src '"+digest(script)+"' "), 1)
	page = bytes.Replace(page, []byte("</body>"), []byte("<script>"+script+"</script></body>"), 1)
	dir := t.TempDir()
	file := filepath.Join(dir, "page.html")
	if err := os.WriteFile(file, page, 0o644); err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd := exec.Command(browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
		"--user-data-dir="+filepath.Join(dir, "profile"), "--virtual-time-budget=10000", "--dump-dom", "file://"+file)
	cmd.Stderr = &stderr
	dom, err := cmd.Output()
	if err != nil {
		t.Fatalf("chromium: %v\n%s", err, stderr.String())
	}
	m := regexp.MustCompile(`(?s)<output id="result">(.*?)</output>`).FindSubmatch(dom)
	if m == nil {
		t.Fatalf("the script did not end; the page is\n%s", dom)
	}
	if err := json.Unmarshal([]byte(html.UnescapeString(string(m[1]))), into); err != nil {
		t.Fatalf("%v: %s", err, m[1])
	}
}

// TestHTMLFilter uses the filter as a reader does.
func TestHTMLFilter(t *testing.T) {
	var got map[string][]string
	browse(t, write(t, "html", tiny()), `
  const wait = () => new Promise((r) => setTimeout(r, 200));
  const q = document.getElementById("q"), op = document.getElementById("op");
  const seen = () => [...document.querySelectorAll("details.c")].filter((c) => c.checkVisibility()).map((c) => c.id)
    .concat(document.getElementById("count").textContent, document.getElementById("none").hidden ? [] : "none");
  const type = async (text) => { q.value = text; q.dispatchEvent(new Event("input", { bubbles: true })); await wait(); };
  const tick = async (kind) => { document.querySelector("input[value=" + kind + "]").click(); await wait(); };
  const all = seen();
  await type("min-LENGTH accepted"); const words = seen();
  await type("xxxxx"); const answer = seen();
  await type("no such text"); const nothing = seen();
  document.querySelector("button.clear").click(); const cleared = seen();
  op.value = "create"; op.dispatchEvent(new Event("change", { bubbles: true })); const create = seen();
  await tick("fail"); const known = seen();
  location.hash = "#query/limit/default/20"; await wait(); const followed = seen();
  const open = [...document.querySelectorAll("details.c[open]")].map((c) => c.id);
  const copy = [...document.querySelectorAll("pre.copy button")].map((b) => b.textContent);
  location.hash = "#clause-4"; await wait();
  const clause = [String(document.getElementById("clause-4").checkVisibility())];
  return { all, words, answer, nothing, cleared, create, known, followed, open, copy, clause };`, &got)
	all := []string{
		"create/name/min-length/2-rejected", "query/uri/works", "query/response/id-form/hex", "create/name/max-length/65-rejected",
		"query/error/500/seen", "query/limit/default/20", "6 cases",
	}
	want := map[string][]string{
		"all":     all,
		"words":   {"create/name/min-length/2-rejected", "1 of 6 cases"},
		"answer":  {"query/limit/default/20", "1 of 6 cases"},
		"nothing": {"0 of 6 cases", "none"},
		"cleared": all,
		"create":  {"create/name/min-length/2-rejected", "create/name/max-length/65-rejected", "2 of 6 cases"},
		"known":   {"create/name/max-length/65-rejected", "1 of 6 cases"},
		// A link shows its case, though the filter had hidden it.
		"followed": all,
		"open":     {"query/limit/default/20"},
		// The command that deletes apps, those of the open causes, and that of the open case.
		"copy":   {"Copy", "Copy", "Copy", "Copy", "Copy", "Copy"},
		"clause": {"true"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what the page shows (-want +got):\n%s", diff)
	}
}

// TestHTMLHostileBrowser opens a page full of attacks: the browser sees the
// elements that were written and no more, and runs nothing.
func TestHTMLHostileBrowser(t *testing.T) {
	var results []*result.Result
	for _, attack := range attacks() {
		r := tiny()
		poison(reflect.ValueOf(r), attack)
		results = append(results, r.Gateways[0])
	}
	page := write(t, "html", result.NewReport(results...))
	want := map[string]int{"script": 1, "output": 1} // the test's
	for _, e := range parse(t, page) {
		want[strings.ToLower(e.name)]++
	}
	var got struct {
		Pwned    string
		Elements map[string]int
	}
	browse(t, page, `
  const elements = { output: 1 };
  for (const e of document.querySelectorAll("*")) if (!e.matches(".copied")) elements[e.localName] = (elements[e.localName] || 0) + 1;
  for (const e of document.querySelectorAll("*")) e.dispatchEvent(new Event("mouseover"));
  return { Pwned: typeof pwned, Elements: elements };`, &got)
	if got.Pwned != "undefined" {
		t.Error("an attack ran")
	}
	if diff := cmp.Diff(want, got.Elements); diff != "" {
		t.Errorf("elements, by name (-written +seen):\n%s", diff)
	}
}
