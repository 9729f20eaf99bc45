package report

import (
	"fmt"
	"hash/fnv"
	"net/url"
	"runtime/debug"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
)

// A gateway has no source that a finding could point at. Systems that want a file get
// the path of the telling case below this folder, which exists nowhere.
const root = "conformance"

// place is the path of a cause as a relative reference: "conformance/GATEWAY/CASE".
func place(g *result.Result, c *result.Cause) string {
	parts := []string{root, slug(gatewayName(g.Target))}
	if c.Key == result.NotRun {
		parts = append(parts, "run") // whichever case would have been the first
	} else {
		for _, part := range strings.Split(c.Telling, "/") {
			parts = append(parts, url.PathEscape(part))
		}
	}
	return strings.Join(parts, "/")
}

// gatewayName is what a gateway is called, without the scheme of its address.
func gatewayName(t result.Target) string {
	label := t.Label()
	for _, scheme := range []string{"https://", "http://"} {
		label = strings.TrimPrefix(label, scheme)
	}
	return label
}

// fingerprint is the same for the same cause of the same gateway, in whichever case it
// shows next time; that of an answer that never came is the same for the same case.
func fingerprint(g *result.Result, c *result.Cause) string {
	what := c.Key
	if c.Verdict == result.Errored {
		what = ruleID(c) + " " + c.Telling // the key is what the gateway did this time
	}
	h := fnv.New128a()
	fmt.Fprintf(h, "%s\n%s", gatewayName(g.Target), what)
	return fmt.Sprintf("%x", h.Sum(nil))
}

// ruleID is the cause as an ID without spaces. It holds nothing that a gateway sent.
func ruleID(c *result.Cause) string {
	switch {
	case c.Key == result.NotRun:
		return "not-run"
	case c.Verdict == result.Errored:
		return "no-answer"
	}
	return slug(c.Key)
}

// slug is s with a hyphen for every run of characters other than ASCII letters, digits,
// dots and underscores.
func slug(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '.', r == '_':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	text := strings.Trim(b.String(), "-.")
	const most = 120
	if len(text) > most {
		text = strings.TrimRight(text[:most], "-.")
	}
	if text == "" {
		return "unnamed"
	}
	return text
}

// toolVersion is the version of this module, as the toolchain recorded it.
func toolVersion() string {
	const module = "github.com/appgauge/appgauge"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range append(info.Deps, &info.Main) {
			if m.Path == module && m.Version != "" && m.Version != "(devel)" {
				return m.Version
			}
		}
	}
	return "0.0.0-devel"
}
