package launch

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
)

// Each half of a pair comes from a flag or from the environment, and no half comes alone.
func TestKeys(t *testing.T) {
	file := write(t, "secret", " from file \n")
	for _, tt := range []struct {
		name, access, file string
		env                map[string]string
		want               conformance.Keys
		bad                string
	}{
		{name: "none"},
		{name: "flags", access: "AK", file: file, want: conformance.Keys{Access: "AK", Secret: "from file"}},
		{name: "environment", env: map[string]string{accessVariable: "AK", secretVariable: "SK"}, want: conformance.Keys{Access: "AK", Secret: "SK"}},
		{name: "flags first", access: "AK", file: file, env: map[string]string{accessVariable: "A", secretVariable: "S"}, want: conformance.Keys{Access: "AK", Secret: "from file"}},
		{name: "mixed", access: "AK", env: map[string]string{secretVariable: "SK"}, want: conformance.Keys{Access: "AK", Secret: "SK"}},
		{name: "no secret", access: "AK", bad: `there is no secret key for the access key "AK": give it by --secret-key-file or APPGAUGE_SECRET_KEY`},
		{name: "no access key", file: file, bad: "there is no access key for the secret key: give it by --access-key or APPGAUGE_ACCESS_KEY"},
		{name: "no file", access: "AK", file: "no/such/file", bad: "the secret key cannot be read: open no/such/file"},
		{name: "empty", access: "AK", file: write(t, "secret", "\n"), bad: "holds no secret key: it is empty"},
	} {
		s, _ := streams(tt.env)
		got, err := keys(tt.access, tt.file, "--access-key", accessVariable, "--secret-key-file", secretVariable, s.Env)
		switch {
		case tt.bad != "" && (err == nil || !strings.Contains(err.Error(), tt.bad)):
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.bad)
		case tt.bad == "" && (err != nil || got != tt.want):
			t.Errorf("%s: %+v, %v; want %+v", tt.name, got, err, tt.want)
		}
	}
}

// Who names an access key signs, whatever token the environment has for other runs.
func TestAccessKeyBeforeToken(t *testing.T) {
	s, _ := streams(map[string]string{tokenVariable: "from-env", forbiddenVariable: "forbidden-from-env"})
	for _, tt := range []struct {
		name      string
		o         Options
		token     string
		forbidden string
	}{
		{"the environment alone", Options{}, "from-env", "forbidden-from-env"},
		{"an access key", Options{AccessKey: "AK", SecretKeyFile: write(t, "secret", "SK")}, "", "forbidden-from-env"},
		{"both", Options{AccessKey: "AK", SecretKeyFile: write(t, "secret", "SK"), TokenFile: write(t, "token", "T")}, "T", "forbidden-from-env"},
		{"two access keys", Options{AccessKey: "AK", SecretKeyFile: write(t, "secret", "SK"), ForbiddenAccessKey: "AK2", ForbiddenSecretKeyFile: write(t, "secret", "SK2")}, "", ""},
	} {
		var r conformance.Runner
		if err := tt.o.credentials(t.Context(), &r, s); err != nil || r.Token != tt.token || r.ForbiddenToken != tt.forbidden {
			t.Errorf("%s: token %q, forbidden %q, %v", tt.name, r.Token, r.ForbiddenToken, err)
		}
	}
}

// A run that signs shows command lines that sign, which get the same answers again.
func TestSignedCommandLines(t *testing.T) {
	for _, program := range []string{"bash", "echo"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("no %s: %v", program, err)
		}
	}
	g := gateway.New(gateway.Options{})
	srv := httptest.NewServer(g)
	defer srv.Close()
	env := map[string]string{
		accessVariable: gateway.DemoKeys().Access, secretVariable: gateway.DemoKeys().Secret,
		forbiddenAccessVariable: gateway.DemoForbiddenKeys().Access, forbiddenSecretVariable: gateway.DemoForbiddenKeys().Secret,
	}
	s, out := streams(env)
	ids := []string{"list/auth/signature-*", "create/auth/signature-*", "list/auth/forbidden-403", "create/name/max-length/65-rejected"}
	if status, err := Replay(t.Context(), ids, Options{BaseURL: srv.URL}, s); err != nil || status != 0 {
		t.Fatalf("status %d, %v:\n%s", status, err, out)
	}
	shown := regexp.MustCompile(`(?m)^(appgauge conformance sign .*)\n  HTTP/1.1 (\d+) `).FindAllStringSubmatch(out.String(), -1)
	seen := map[string]bool{}
	for _, line := range shown {
		seen[line[2]] = true
		if got := signedAnswer(t, s.Env, line[1], g); got != line[2] {
			t.Errorf("%s\nwas answered %s, and now %s", line[1], line[2], got)
		}
	}
	for _, status := range []string{"200", "201", "400", "401", "403"} {
		if !seen[status] {
			t.Errorf("no command line was answered %s:\n%s", status, out)
		}
	}
}

// signedAnswer is the status of the request that the sign command would have curl send.
func signedAnswer(t *testing.T, env func(string) (string, bool), line string, g http.Handler) string {
	t.Helper()
	text, err := exec.Command("bash", "-c", `appgauge() { printf '%s\0' "$@"; }; `+line).Output()
	if err != nil {
		t.Fatal(err)
	}
	args := strings.Split(strings.TrimSuffix(string(text), "\x00"), "\x00")[2:]
	var o SignOptions
	for args[0] != "curl" {
		switch args[0] {
		case "--forbidden":
			o.Forbidden = true
		case "--forge":
			o.Forge, args = args[1], args[1:]
		}
		args = args[1:]
	}
	args[0] = "echo"
	s, out := streams(nil)
	s.Env = env
	if status, err := Sign(t.Context(), args, o, s); err != nil || status != 0 {
		t.Fatal(status, err)
	}
	sent, body, err := curlRequest(t.Context(), args[1:], nil)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(sent.Method, sent.URL.String(), strings.NewReader(body))
	r.Header = sent.Header
	for _, h := range regexp.MustCompile(`-H (Authorization|X-[A-Za-z0-9-]+): (.*?)( -H |\n|$)`).FindAllStringSubmatch(strings.ReplaceAll(out.String(), " -H ", "\n-H "), -1) {
		r.Header.Set(h[1], h[2])
	}
	w := httptest.NewRecorder()
	g.ServeHTTP(w, r)
	return fmt.Sprint(w.Code)
}

// What can't be signed is said, and nothing is run.
func TestSignRefuses(t *testing.T) {
	pair := map[string]string{accessVariable: "AK", secretVariable: "SK"}
	for _, tt := range []struct {
		name string
		args []string
		env  map[string]string
		want string
	}{
		{"no keys", []string{"curl", "http://a/v2"}, nil, "there are no keys to sign with: give them by --access-key and --secret-key-file, or APPGAUGE_ACCESS_KEY and APPGAUGE_SECRET_KEY"},
		{"no URL", []string{"curl", "-i"}, pair, "there is no URL; give a command line of curl, as reports have it"},
		{"two URLs", []string{"curl", "http://a", "http://b"}, pair, "one request is signed at a time, but there are two URLs: http://a and http://b"},
		{"another option", []string{"curl", "--form", "a=b", "http://a"}, pair, "the option --form is none that can be signed; there are -sS, -i, -g, --path-as-is, -X, -H, -d, --data-raw and --data-binary"},
		{"a file", []string{"curl", "-d", "@body", "http://a"}, pair, "-d @body: a body in a file is not signed; give it on the command line, or to standard input with --data-binary @-"},
		{"no value", []string{"curl", "http://a", "-X"}, pair, "the option -X lacks its value, or is none that can be signed"},
	} {
		s, _ := streams(tt.env)
		if _, err := Sign(t.Context(), tt.args, SignOptions{}, s); fmt.Sprint(err) != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}
