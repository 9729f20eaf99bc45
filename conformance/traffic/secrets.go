package traffic

import (
	"net/http"
	"regexp"
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/internal/redact"
	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
)

const (
	// maxTokens is how many tokens are told apart; more are replaced in the requests that
	// carry them alone.
	maxTokens = 200
	// maxSecrets is how many secrets of one exchange are replaced one by one.
	maxSecrets = 1000
	// showBody is how many bytes of an answer are kept for reports.
	showBody = 8 << 10
	masked   = "[redacted]"
)

// secrets are those of all exchanges: the tokens. App secrets are those of the exchange
// that holds them.
type secrets struct {
	tokens map[string]bool
	known  redact.Redactor
}

// sensitive are the header fields whose values are secrets as a whole.
var sensitive = []string{"Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Subject-Token", "X-Security-Token", "X-Api-Key"}

// note keeps the request's token.
func (s *secrets) note(ex *Exchange) {
	token, _ := tokenOf(ex.Header)
	if token == "" || s.tokens[token] || len(s.tokens) >= maxTokens || mask(token) {
		return
	}
	if s.tokens == nil {
		s.tokens = map[string]bool{}
	}
	s.tokens[token] = true
	s.known.Add(token, result.MaskToken)
}

// secretMember finds app secrets in a text that is JSON, or a part of it.
var secretMember = regexp.MustCompile(`"app_secret"\s*:\s*"((?:[^"\\]|\\.)*)"`)

// finder replaces every secret that the exchange may hold.
func (s *secrets) finder(ex *Exchange) finder {
	own := &redact.Redactor{}
	if token, _ := tokenOf(ex.Header); !mask(token) && !s.tokens[token] {
		own.Add(token, result.MaskToken)
	}
	for _, name := range sensitive {
		for _, v := range append(ex.Header.Values(name), ex.ResponseHeader.Values(name)...) {
			if v != masked {
				own.Add(v, masked)
			}
		}
	}
	n := 0
	for _, body := range []string{ex.Body, ex.ResponseBody} {
		for _, secret := range secretsIn(body) {
			if n < maxSecrets && !redact.Masked(secret) && secret != result.MaskSecret {
				own.Add(secret, result.MaskSecret)
				n++
			}
		}
	}
	return finder{s.known.Finder(), own.Finder()}
}

// secretsIn are the app secrets in a body, however they are spelt.
func secretsIn(body string) []string {
	var out []string
	if strings.Contains(body, "app_secret") {
		for _, m := range secretMember.FindAllStringSubmatch(body, maxSecrets) {
			if strings.Contains(m[1], "***") {
				continue
			}
			out = append(out, m[1])
			if text, ok := jsonvalue.Read(`"` + m[1] + `"`).Value.(string); ok && text != m[1] {
				out = append(out, text)
			}
		}
		return out
	}
	if len(body) > 64<<10 {
		return nil // no app has so much
	}
	object, _ := jsonvalue.Read(body).Value.(jsonvalue.Object)
	for _, member := range object {
		if secret, ok := member.Value.(string); ok && strings.EqualFold(member.Name, "app_secret") {
			out = append(out, secret)
		}
	}
	return out
}

// finder replaces the secrets of one exchange, and the tokens of all.
type finder struct{ tokens, own *redact.Finder }

func (f finder) Replace(s string) string { return f.tokens.Replace(f.own.Replace(s)) }
func (f finder) Clipped(s string) string { return f.tokens.Clipped(f.own.Clipped(s)) }

// redacted is the exchange without secrets, its answer cut if it is long.
func (s *secrets) redacted(ex *Exchange, c oracle.Credential) *result.Exchange {
	out := s.whole(ex, c)
	out.ResponseBytes = max(out.ResponseBytes, len(ex.ResponseBody))
	if len(out.ResponseBody) > showBody {
		out.ResponseBody = strings.ToValidUTF8(out.ResponseBody[:showBody], "")
	}
	out.Truncated = out.ResponseBytes > showBody || ex.AnswerHidden && len(out.ResponseBody) < out.ResponseBytes
	return &out
}

// whole is the exchange without secrets.
func (s *secrets) whole(ex *Exchange, c oracle.Credential) result.Exchange {
	find := s.finder(ex)
	out := ex.Exchange
	out.URL = find.Replace(out.URL)
	out.Body = strings.ToValidUTF8(find.Replace(out.Body), "\ufffd")
	out.ResponseBody = strings.ToValidUTF8(find.Clipped(out.ResponseBody), "\ufffd")
	out.Error = find.Replace(out.Error)
	out.Header = header(out.Header, find)
	out.ResponseHeader = header(out.ResponseHeader, find)
	if token, _ := tokenOf(ex.Header); token != "" && !mask(token) {
		shown := result.MaskToken
		switch c {
		case oracle.Forbidden:
			shown = result.MaskForbidden
		case oracle.Unknown:
			shown = result.MaskWrong
		}
		out.Header["X-Auth-Token"] = []string{shown}
	}
	return out
}

// header is h without secrets.
func header(h http.Header, find finder) http.Header {
	out := make(http.Header, len(h))
	for name, values := range h {
		for _, v := range values {
			out[name] = append(out[name], find.Replace(v))
		}
	}
	for _, name := range sensitive {
		for i := range out[name] {
			out[name][i] = masked
		}
	}
	return out
}
