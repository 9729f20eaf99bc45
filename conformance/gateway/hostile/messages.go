package hostile

import (
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// messages put into error bodies what does something where it is shown: in a
// terminal, in a log of a CI service, in a report in XML. The parameter at fault
// is named all the same, so that the gateway breaks no statement of the pages.
func messages() []Hostile {
	var out []Hostile
	for _, k := range []struct{ id, does, text string }{
		{"escape", "an escape sequence for a terminal", "\x1b[31mx\x1b[2J\x1b]0;owned\x07"},
		{"c1", "C1 controls, which some terminals obey", "\u009b31mx\u0085y\u009c"},
		{"nul", "NUL and DEL", "x\x00y\x7f"},
		{"carriage-return", "a carriage return and backspaces", "verdict: fail\rverdict: pass\b\b\b\b"},
		{"github-command", "a workflow command of GitHub", "x\n::error::owned\n::set-output name=a::b\n::stop-commands::x"},
		{"github-command-first", "a workflow command of GitHub, at its beginning", "::error::owned"},
		{"azure-command", "a logging command of Azure", "##[error]owned\n##vso[task.complete result=Succeeded;]done"},
		{"teamcity-command", "a service message of TeamCity", "\n##teamcity[testFinished name='x']"},
		{"line-separator", "line and paragraph separators", "x\u2028::error::y\u2029z"},
		{"bidirectional", "bidirectional controls", "x\u202eliaf :tcidrev\u202c \u2066y\u2069 \u200fz"},
		{"not-xml", "characters that XML 1.0 forbids, and the end of a CDATA section", "x\ufffe\uffff\x01]]>y<![CDATA["},
		{"markup", "markup of HTML and Markdown", "<script>alert(1)</script><img src=x onerror=alert(1)> [a](javascript:alert(1)) | `` ` ``"},
		{"formula", "what a table of CSV runs", `=HYPERLINK("http://elsewhere.invalid","x")`},
	} {
		out = append(out, Hostile{
			ID: "message/" + k.id, Does: "The message of an error holds " + k.does + ".", lawful: true,
			wrap: errorsSay(quote(k.text)),
		})
	}
	return append(out,
		Hostile{ID: "message/half-surrogate", Does: "The message of an error holds half a surrogate pair.", lawful: true, wrap: errorsSay(`"\ud800"`)},
		Hostile{ID: "message/everywhere", Does: "Every text, the names of further members and some headers hold controls, commands and markup.", alter: everywhere, wrap: headersToo},
	)
}

// injections are all that [messages] tries, but for half surrogates, in one.
const injections = "\x1b[31m\u009b\u0085\x00\x7f\r\b\n::error::owned\n##[error]owned\n##vso[task.complete]\u2028\u2029\u202e\u2066\ufffe]]><script>alert(1)</script>|`[a](javascript:1)"

// errorsSay adds a JSON string to the message of every error, before and after it.
func errorsSay(said string) func(http.Handler) http.Handler {
	return edit(func(body string, _ *http.Request) string {
		msg := getMember(body, "error_msg")
		if msg == "" {
			return body
		}
		return setMember(body, "error_msg", said[:len(said)-1]+" "+msg[1:len(msg)-1]+" "+said[1:])
	})
}

// everywhere adds the injections to all texts of apps and errors.
func everywhere(_ *Gateway, b *gateway.Behaviour) {
	show, fail := b.ShowApp, b.Fail
	b.ShowApp = func(x *gateway.Exchange, a *gateway.App) *gateway.Object {
		o := show(x, a)
		for i := range o.Members {
			if s, ok := o.Members[i].Value.(string); ok {
				o.Members[i].Value = s + injections
			}
		}
		return o.Set(injections, injections)
	}
	b.Fail = func(x *gateway.Exchange, a validate.Answer) *gateway.Reply {
		a.Code, a.Message = a.Code+injections, a.Message+injections
		return fail(x, a)
	}
}

func headersToo(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Request-Id", "::error::owned ##[error]owned <script>alert(1)</script>")
		w.Header().Set("Server", strings.Repeat("=cmd|' /C calc'!A0 ", 3))
		next.ServeHTTP(w, r)
	})
}

// counter counts from 0.
func counter() func() int64 {
	var n atomic.Int64
	return func() int64 { return n.Add(1) - 1 }
}
