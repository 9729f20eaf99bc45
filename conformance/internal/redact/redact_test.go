package redact

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"mime/quotedprintable"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// mask stands for a secret.
const mask = "[app secret]"

// each writes every byte of s by the format.
func each(format, s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		fmt.Fprintf(&b, format, c)
	}
	return b.String()
}

func quotedPrintable(s string) string {
	var b strings.Builder
	w := quotedprintable.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

// No form of a secret that a gateway could send back survives.
func TestRedactionKnowsEveryForm(t *testing.T) {
	const token = "gibberish-Tok3n_%41/+x"
	const odd = `sw0rd_fish-!@#$%"<\/é+1`
	r := &Redactor{}
	r.Add("sw0rd", "[short]")
	r.Add(odd, mask)
	r.Add(token, "[token]")
	marshal := func(s string) string {
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		return string(text[1 : len(text)-1])
	}
	b64 := base64.StdEncoding.EncodeToString
	for _, tt := range []struct{ name, form, want string }{
		{"itself", odd, mask},
		{"JSON, HTML-safe", marshal(odd), mask},
		{"JSON twice", marshal(marshal(odd)), mask},
		{"query", url.QueryEscape(odd), mask},
		{"path", url.PathEscape(odd), mask},
		{"lower query", strings.ToLower(url.QueryEscape(odd)), mask},
		{"HTML", html.EscapeString(odd), mask},
		{"hex", hex.EncodeToString([]byte(odd)), mask},
		{"base64", b64([]byte(odd)), mask},
		{"base64url", base64.RawURLEncoding.EncodeToString([]byte(odd)), mask},

		{"percent-encoded in full", each("%%%02x", token), "[token]"},
		{"in capitals", each("%%%02X", token), "[token]"},
		{"percent-encoded twice", each("%%25%02X", token), "[token]"},
		{"as IIS does", each("%%u%04x", token), "[token]"},
		{"as JSON escapes", each(`\u%04x`, token), "[token]"},
		{"in capital digits", each(`\u%04X`, token), "[token]"},
		{"as JSON within JSON", each(`\\u%04x`, token), "[token]"},
		{"only its first", `\u0067` + token[1:], "[token]"},
		{"only its third", token[:2] + `\u0062` + token[3:], "[token]"},
		{"only its last", token[:len(token)-1] + `\u0078`, "[token]"},
		{"a slash escaped", strings.ReplaceAll(token, "/", `\/`), "[token]"},
		{"JavaScript, short", each(`\x%02x`, token), "[token]"},
		{"JavaScript, in braces", each(`\u{%x}`, token), "[token]"},
		{"C, octal", each(`\%03o`, token), "[token]"},
		{"Python, long", each(`\U%08x`, token), "[token]"},
		{"decimal entities", each("&#%d;", token), "[token]"},
		{"with zeros", each("&#%09d;", token), "[token]"},
		{"hexadecimal entities", each("&#x%x;", token), "[token]"},
		{"in capital digits, with zeros", each("&#X%06X;", token), "[token]"},
		{"without semicolons", each("&#%d", "gibberish") + "-Tok3n_%41/+x", "[token]"},
		{"named entities", strings.NewReplacer("_", "&lowbar;", "%", "&percnt;", "/", "&sol;", "+", "&plus;").Replace(token), "[token]"},
		{"entities of entities", each("&amp;#%d;", token), "[token]"},
		{"entities of percent signs", each("&#37;%02x", token), "[token]"},
		{"JSON escapes of percent signs", each(`\u0025%02x`, token), "[token]"},
		{"quoted-printable", strings.ReplaceAll(quotedPrintable(strings.Repeat("é", 10)+token), "=C3=A9", ""), "[token]"},
		{"quoted-printable in full", each("=%02X", token), "[token]"},
		{"quoted-printable, folded", token[:9] + "=\r\n" + token[9:], "[token]"},
		{"base64 of base64", b64([]byte(b64([]byte(token)))), "[token]"},
		{"URL base64 of URL base64", base64.URLEncoding.EncodeToString([]byte(base64.URLEncoding.EncodeToString([]byte(token)))), "[token]"},
		{"hex of base64", hex.EncodeToString([]byte(b64([]byte(token)))), "[token]"},
		{"base64 of hex", b64([]byte(hex.EncodeToString([]byte(token)))), "[token]"},
		{"base64, percent-encoded", url.QueryEscape(strings.TrimRight(b64([]byte(token)), "=")), "[token]"},
		{"base64, in JSON escapes", each(`\u%04x`, strings.TrimRight(b64([]byte(token)), "=")), "[token]"},
		{"base64, folded", b64([]byte(token))[:12] + "\r\n" + b64([]byte(token))[12:], "[token]"},
		{"base64, folded in JSON", b64([]byte(token))[:12] + `\r\n` + b64([]byte(token))[12:], "[token]"},
	} {
		if diff := cmp.Diff("before: "+tt.want+" after", strings.TrimRight(r.Text("before: "+tt.form+" after"), "\r\n")); diff != "" {
			t.Errorf("%s, %s (-want +got):\n%s", tt.name, tt.form, diff)
		}
	}
	if got := r.Text("sw0rd alone"); got != "[short] alone" {
		t.Errorf("the shorter secret: %q", got)
	}
}

// In base64, of base64 too, what stands before a secret decides how it looks.
func TestRedactionKnowsEveryAlignment(t *testing.T) {
	for _, secret := range []string{"s3cr3t-k", "correct-horse-battery", "???>>>~~~ü-ÿÿÿ"} {
		r := &Redactor{}
		r.Add(secret, mask)
		for _, enc := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding, base64.RawStdEncoding, base64.RawURLEncoding} {
			for i := range 3 {
				for j := range 3 {
					once := enc.EncodeToString([]byte("user:pw"[:4+i] + secret + "tail"))
					if got := r.Text(once); !strings.Contains(got, mask) || revealed(got, secret) {
						t.Errorf("at alignment %d, %q becomes %q", i, once, got)
					}
					twice := enc.EncodeToString([]byte("user:pw"[:4+j] + once + "tail"))
					if got := r.Text(twice); !strings.Contains(got, mask) || revealed(got, secret) {
						t.Errorf("at alignments %d and %d, %q becomes %q", i, j, twice, got)
					}
				}
			}
		}
	}
}

// Ordinary text with escapes is left alone.
func TestRedactionLeavesTheRest(t *testing.T) {
	r := &Redactor{}
	r.Add("correct-horse-battery", mask)
	for _, text := range []string{
		"", "%", `\`, "&", "=", "&#", "&#x;", `\u`, `\u12`, "100 %", "a=b&c=d", `{"a":"\"b\"\\"}`, "R&D", "correct-horse", `\u0063orrect-horse-b&#97;tter!`,
		"&ampcorrect", strings.Repeat("%25", 1000), strings.Repeat(`\`, 1000), strings.Repeat("\n", 1000), strings.Repeat("&#38;", 300),
	} {
		if got := r.Text(text); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
	h := http.Header{"X-A": {"b"}}
	if got := r.Header(h); !cmp.Equal(got, h) {
		t.Errorf("the header %v becomes %v", h, got)
	}
	h = http.Header{"X-A": {"b", "%63orrect-horse-battery"}}
	if diff := cmp.Diff(http.Header{"X-A": {"b", mask}}, r.Header(h)); diff != "" {
		t.Errorf("the header (-want +got):\n%s", diff)
	}
}

// Wherever a text is cut, no part of a secret is left at its end.
func TestRedactionCutsNoSecret(t *testing.T) {
	const secret = "correct-horse-battery"
	r := &Redactor{}
	r.Add(secret, mask)
	for _, form := range []string{
		secret, each("%%%02x", secret), each(`\u%04x`, secret), each("&#%05d;", secret), each("%%25%02x", secret),
		base64.StdEncoding.EncodeToString([]byte("a" + secret)), hex.EncodeToString([]byte(secret)),
	} {
		long := strings.Repeat("an ordinary text, then "+form+" and ", 30)
		whole := r.Text(long)
		for n := range 400 {
			got, cut := r.Finder().Start(long, n, false)
			if !cut {
				t.Fatalf("the first %d bytes are said to be all", n)
			}
			if len(got) > n || !strings.HasPrefix(whole, got) {
				t.Fatalf("the first %d bytes of %q are %q, want the start of %q", n, long[:n+100], got, whole[:n+100])
			}
			if got, _ := r.Finder().Start(long[:n], n, true); !strings.HasPrefix(whole, got) {
				t.Fatalf("what was cut after %d bytes becomes %q, want the start of %q", n, got, whole[:n])
			}
			if at := r.Finder().Cut(long, n); at > n || !strings.HasPrefix(whole, r.Text(long[:at])) {
				t.Fatalf("%q is cut within a secret", long[:at])
			}
		}
	}
	if got, cut := r.Finder().Start("short "+secret, 1000, false); got != "short "+mask || cut {
		t.Errorf("a short text becomes %q, cut: %v", got, cut)
	}
	if got, _ := r.Finder().Start(strings.Repeat("x ", 500), 900, false); len(got) != 900 {
		t.Errorf("of a text without secrets %d bytes are left", len(got))
	}
}
