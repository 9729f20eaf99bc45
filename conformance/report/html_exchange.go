package report

import (
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// exchangeView is a request and its answer.
type exchangeView struct {
	// Curl is the request as a command, Came the answer as text.
	Curl, Came template.HTML
	// Status is the answer in a word: "400 Bad Request, 3 ms".
	Status string
	// Clipped says how much of the answer is left out; Same is the case that
	// shows the very same exchange.
	Clipped string
	Same    *link
}

const (
	// clipPassed is how many bytes of an answer are shown that nothing is wrong
	// with.
	clipPassed = 600
	// clipHeader is how many bytes of a header's line, and maxHeaders how many
	// lines, are shown.
	clipHeader, maxHeaders = 400, 30
)

// exchange is the view of an exchange, nil if there is no room for it. An
// exchange that a finding speaks of is shown whole.
func (b *caseBuilder) exchange(ex *result.Exchange, of *caseView, whole bool) *exchangeView {
	v, curl := &exchangeView{Status: status(ex)}, ex.Curl()
	key := fmt.Sprint(ex.Started.UnixNano(), ex.Status, curl, ex.ResponseBody)
	if first, again := b.shown[key]; again && !whole && first != of.ID {
		v.Same = &link{Anchor: b.prefix + first, Text: first}
		if !b.space.take(costExchange) {
			return nil
		}
		return v
	}
	body := ex.ResponseBody
	if !whole {
		body = cut(body, clipPassed)
	}
	if left := max(ex.ResponseBytes, len(ex.ResponseBody)) - len(body); left > 0 {
		v.Clipped = fmt.Sprintf("%d of %d bytes of the answer are left out here", left, left+len(body))
	}
	v.Curl, v.Came = preformatted(curl), preformatted(answerHead(ex, whole)+body)
	if !b.space.take(costExchange + len(v.Curl) + len(v.Came)) {
		return nil
	}
	b.shown[key] = of.ID
	return v
}

// preformatted is s as the content of a pre. The template would escape quotes as
// well, which are a tenth of JSON and become five times as long. Line feeds are
// escaped, so that no line of the page begins with what a gateway sent.
func preformatted(s string) template.HTML {
	return template.HTML(strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\n", "&#10;").Replace(visible.Text(s)))
}

func status(ex *result.Exchange) string {
	word := strings.TrimSpace(fmt.Sprint(ex.Status, " ", http.StatusText(ex.Status)))
	if ex.Status == 0 {
		word = "no answer"
	}
	word += ", " + duration(ex.Millis/1000)
	if ex.Attempts > 1 {
		word += fmt.Sprintf(", %d attempts", ex.Attempts)
	}
	return word
}

// answerHead is the answer up to its body, or why there is none. Unless it is shown
// whole, the fields that every answer has are left out.
func answerHead(ex *result.Exchange, whole bool) string {
	var b strings.Builder
	if ex.Status != 0 {
		fmt.Fprintf(&b, "%s %d %s\n", ex.Proto, ex.Status, http.StatusText(ex.Status))
	}
	var lines []string
	for name, values := range ex.ResponseHeader {
		if !whole && (name == "Date" || name == "Content-Length") {
			continue
		}
		for _, value := range values {
			line := name + ": " + strings.ReplaceAll(value, "\n", " ")
			if len(line) > clipHeader {
				line = cut(line, clipHeader) + "…"
			}
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	if n := len(lines) - maxHeaders; n > 0 {
		lines = append(lines[:maxHeaders], fmt.Sprintf("… and %d headers more", n))
	}
	for _, line := range lines {
		b.WriteString(line + "\n")
	}
	if ex.Error != "" {
		b.WriteString(ex.Error + "\n")
	}
	if ex.ResponseBody != "" {
		b.WriteString("\n")
	}
	return b.String()
}

// cut is the first n bytes of s, less what would be part of a character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "")
}
