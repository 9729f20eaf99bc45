package redact

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
)

// No form of a secret that a gateway could send back survives.
func TestRedactionKnowsEveryForm(t *testing.T) {
	const mask = "[app secret]"
	const secret = `sw0rd_fish-!@#$%"<\/é+1`
	r := &Redactor{}
	r.Add("sw0rd", "[short]")
	r.Add(secret, mask)
	inJSON, err := json.Marshal(secret)
	if err != nil {
		t.Fatal(err)
	}
	forms := map[string]string{
		"itself":          secret,
		"JSON, HTML-safe": string(inJSON[1 : len(inJSON)-1]),
		"JSON":            minimal(secret)[1 : len(minimal(secret))-1],
		"query":           url.QueryEscape(secret),
		"path":            url.PathEscape(secret),
		"lower query":     lowerEscapes(url.QueryEscape(secret)),
		"hex":             hex.EncodeToString([]byte(secret)),
		"base64":          base64.StdEncoding.EncodeToString([]byte(secret)),
		"base64url":       base64.RawURLEncoding.EncodeToString([]byte(secret)),
	}
	for name, form := range forms {
		if got := r.Text("before " + form + " after"); strings.Contains(got, form) || !strings.Contains(got, mask) {
			t.Errorf("%s: %q becomes %q", name, form, got)
		}
	}
	for shift := range 3 {
		text := base64.StdEncoding.EncodeToString([]byte("user:pw"[:4+shift] + secret + "tail"))
		got := r.Text(text)
		if len(got) > len(text)/2+len(mask) {
			t.Errorf("base64 at alignment %d: %q becomes %q", shift, text, got)
		}
	}
	if got := r.Text("sw0rd alone"); got != "[short] alone" {
		t.Errorf("the shorter secret: %q", got)
	}
}

// Wherever a text is cut, no part of a secret is left at its end.
func TestRedactionCutsNoSecret(t *testing.T) {
	const mask = "[app secret]"
	const secret = "correct-horse-battery"
	r := &Redactor{}
	r.Add(secret, mask)
	long := strings.Repeat(secret+" ", 400)
	for n := range 300 {
		got, cut := r.Finder().Start(long, n, false)
		if !cut {
			t.Fatalf("the first %d bytes are said to be all", n)
		}
		if len(got) > n {
			t.Fatalf("%d bytes instead of %d", len(got), n)
		}
		if left := strings.ReplaceAll(got, mask+" ", ""); !strings.HasPrefix(mask+" ", left) {
			t.Fatalf("the first %d bytes end in %q", n, left)
		}
	}
	if got, cut := r.Finder().Start("short "+secret, 1000, false); got != "short "+mask || cut {
		t.Errorf("a short text becomes %q, cut: %v", got, cut)
	}
	for n := range len(secret) {
		if got, _ := r.Finder().Start("a text "+secret[:n], 1000, true); strings.Contains(got, secret[:max(n, 1)]) {
			t.Errorf("a text that was cut after %d bytes of the secret becomes %q", n, got)
		}
	}
}
