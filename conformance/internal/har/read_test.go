package har_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/internal/har"
	"github.com/appgauge/appgauge/conformance/traffic"
)

const target = "https://a.example/v2/p/apigw/instances/i/apps"

// archive is an HTTP Archive with the entries, a line each from line 2 on.
func archive(entries ...string) string {
	return "{\"log\":{\"version\":\"1.2\",\"entries\":[\n" + strings.Join(entries, ",\n") + "\n]}}"
}

// entry is a GET with more members of the request and the response.
func entry(request, response string) string {
	return fmt.Sprintf(`{"startedDateTime":"2026-01-02T03:04:05Z","time":1,"request":{"method":"GET","url":%q%s},"response":{"status":200%s}}`, target, request, response)
}

// summary is what matters of an entry in a test.
func summary(e *har.Entry) string {
	return fmt.Sprintf("%d:%d %q %v %q %v", e.Number, e.Line, e.Body, e.BodyHidden, e.ResponseBody, e.AnswerHidden)
}

func read(in io.Reader) (got []string, passed int64, err error) {
	passed, err = har.Read(in, traffic.Relevant, func(e *har.Entry) error {
		got = append(got, summary(e))
		return nil
	})
	return got, passed, err
}

func TestRead(t *testing.T) {
	post := strings.NewReplacer(`"GET"`, `"POST"`)
	for _, c := range []struct {
		name, text string
		want       []string
		passed     int64
		err        string
	}{
		{"plain", archive(entry("", `,"content":{"size":2,"text":"{}"}`)), []string{`1:2 "" false "{}" false`}, 0, ""},
		{"a byte order mark", "\ufeff" + archive(entry("", `,"content":{"size":2,"text":"{}"}`)), []string{`1:2 "" false "{}" false`}, 0, ""},
		{"base64", archive(entry("", `,"content":{"size":2,"text":"e30=","encoding":"base64"}`)), []string{`1:2 "" false "{}" false`}, 0, ""},
		{"broken base64", archive(entry("", `,"content":{"size":2,"text":"%%","encoding":"base64"}`)), []string{`1:2 "" false "" true`}, 0, ""},
		{"no content was recorded", archive(entry("", `,"content":{"size":2}`)), []string{`1:2 "" false "" true`}, 0, ""},
		{"an answer that was cut", archive(entry("", `,"content":{"size":200,"text":"{\"total\":"}`)), []string{`1:2 "" false "{\"total\":" true`}, 0, ""},
		{"a size of something else", archive(entry("", `,"content":{"size":200,"text":"{}"}`)), []string{`1:2 "" false "{}" false`}, 0, ""},
		{"no body was recorded", post.Replace(archive(entry(`,"bodySize":20`, ""))), []string{`1:2 "" true "" true`}, 0, ""},
		{"no body was sent", post.Replace(archive(entry(`,"bodySize":0`, ""))), []string{`1:2 "" false "" true`}, 0, ""},
		{"half a surrogate", post.Replace(archive(entry(`,"postData":{"text":"a\ud800"}`, ""))), []string{"1:2 \"a\ufffd\" true \"\" true"}, 0, ""},
		{"a secret that was replaced", post.Replace(archive(entry(`,"postData":{"text":"{\"app_secret\":\"<redacted>\"}"}`, ""))), []string{`1:2 "{\"app_secret\":\"<redacted>\"}" true "" true`}, 0, ""},
		{"others", archive(`{"request":{"url":"https://b.example/"}}`, `7`, entry("", ""), `null`), []string{`3:4 "" false "" true`}, 3, ""},
		{"members twice, unknown and of odd types", archive(`{"x":[[{}]],"time":"1","time":2,"startedDateTime":"2026-01-02T03:04:05Z","request":{"headers":7,"headers":[7,{}],"method":"GET","url":"` + target + `"},"response":null}`), []string{`1:2 "" false "" true`}, 0, ""},

		{"cut within an entry", archive(entry("", ""), entry("", "")[:80]+"\n"), []string{`1:2 "" false "" true`}, 0, "line 3, after entry 1: it is not JSON"},
		{"cut at the end of a line", strings.TrimSuffix(archive(entry("", "")), "]}}"), []string{`1:2 "" false "" true`}, 0, "after entry 1: the archive ends too early"},
		{"nothing", "", nil, 0, "not an HTTP Archive: it is empty"},
		{"no archive", `{"log":{}}`, nil, 0, "not an HTTP Archive: it has no log.entries"},
		{"a list", `[]`, nil, 0, "not an HTTP Archive: it has no log.entries"},
		{"a page", `<html>`, nil, 0, "not an HTTP Archive: line 1: it is not JSON"},
		{"UTF-16", "\xff\xfe{\x00", nil, 0, "not an HTTP Archive: it is UTF-16"},
		{"too deep", `{"log":` + strings.Repeat("[", 20000), nil, 0, "not an HTTP Archive: line 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, passed, err := read(strings.NewReader(c.text))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
			if passed != c.passed {
				t.Errorf("%d passed over, want %d", passed, c.passed)
			}
			if said := fmt.Sprint(err); c.err == "" && err != nil || c.err != "" && !strings.Contains(said, c.err) {
				t.Errorf("error %v", err)
			}
		})
	}
}

// A compressed archive that is cut is judged as far as it goes.
func TestReadGzip(t *testing.T) {
	var many []string
	for range 500 {
		many = append(many, entry("", `,"content":{"size":2,"text":"{}"}`))
	}
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	io.WriteString(w, archive(many...))
	w.Close()
	got, _, err := read(bytes.NewReader(out.Bytes()))
	if len(got) != 500 || err != nil {
		t.Errorf("%d entries, error %v", len(got), err)
	}
	got, _, err = read(bytes.NewReader(out.Bytes()[:out.Len()/2]))
	var cut *har.Error
	if len(got) == 0 || len(got) == 500 || !errors.As(err, &cut) {
		t.Errorf("%d entries of half an archive, error %v", len(got), err)
	}
}

// A string of any length is read in bounded memory, and known to be cut.
func TestReadLongString(t *testing.T) {
	const size = 64 << 20
	long := io.MultiReader(
		strings.NewReader(`{"log":{"entries":[`+"\n"),
		strings.NewReader(`{"startedDateTime":"2026-01-02T03:04:05Z","request":{"method":"GET","url":"`+target+`"},"response":{"status":200,"content":{"text":"\u00e9`),
		io.LimitReader(repeat(`\n`), size), strings.NewReader(`"}}},`+"\n"+entry("", `,"content":{"size":2,"text":"{}"}`)+`]}}`))
	var got []string
	_, err := har.Read(long, traffic.Relevant, func(e *har.Entry) error {
		if len(e.ResponseBody) > 10<<20 {
			t.Errorf("%d bytes are kept", len(e.ResponseBody))
		}
		e.ResponseBody = e.ResponseBody[:2]
		got = append(got, summary(e))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`1:2 "" false "é" true`, `2:3 "" false "{}" false`}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// repeat reads a text again and again.
func repeat(text string) io.Reader { return &repeater{text: text} }

type repeater struct {
	text string
	at   int
}

func (r *repeater) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = r.text[r.at%len(r.text)]
		r.at++
	}
	return len(p), nil
}

// The order is that of time, and what was put in comes out.
func TestSpool(t *testing.T) {
	s, err := har.NewSpool()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	want := []string{}
	for i := range 100 {
		var ex traffic.Exchange
		n := i * 37 % 100
		ex.Started = time.Unix(int64(n), 0)
		ex.Body = fmt.Sprintf("%d \xff%s", n, strings.Repeat("x", n*1000))
		if err := s.Add(ex); err != nil {
			t.Fatal(err)
		}
		want = append(want, fmt.Sprintf("%d \xff%s", i, strings.Repeat("x", i*1000)))
	}
	var got []string
	if err := s.Each(func(ex *traffic.Exchange) error {
		got = append(got, ex.Body)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
