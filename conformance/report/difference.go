package report

import (
	"encoding/json"
	"fmt"
	markup "html"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// difference is a text that a gateway keeps in another form than it was sent in.
type difference struct {
	Member, Sent, Kept string
	// How says what was done to it: "trimmed".
	How string
	// Listed reports whether the answer is a listing, not that to the creation.
	Listed bool
}

// String is "sent "app_demo ", stored "app_demo": trimmed".
func (d *difference) String() string { return d.within(longText) }

// within is String with at most so many characters of each text.
func (d *difference) within(most int) string {
	sent, kept := around(d.Sent, d.Kept, most)
	kind := "stored"
	if d.Listed {
		kind = "listed"
	}
	return fmt.Sprintf("%s: sent %s, %s %s: %s", d.Member, sent, kind, kept, d.How)
}

// changes are the differences that an exchange shows of a finding: of an app that was
// created, all of its texts that differ from the request; else the one that the
// finding's diff is about.
func changes(f *result.Finding, ex *result.Exchange) []difference {
	if ex != nil && ex.Method == http.MethodPost && ex.Status/100 == 2 {
		return echoed(ex)
	}
	if want, got, ok := diffTexts(f.Diff); ok && want != got {
		member := f.Path[strings.LastIndexByte(f.Path, '.')+1:]
		return []difference{{Member: visible.Line(member), Sent: want, Kept: got, How: how(want, got), Listed: true}}
	}
	return nil
}

// echoed are the texts of a created app that are not as they were sent. Secrets are not
// looked at: they are replaced in both.
func echoed(ex *result.Exchange) []difference {
	var sent, kept map[string]any
	if json.Unmarshal([]byte(ex.Body), &sent) != nil || json.Unmarshal([]byte(ex.ResponseBody), &kept) != nil {
		return nil
	}
	var out []difference
	for _, member := range []string{"name", "remark", "app_key"} {
		s, isText := sent[member].(string)
		k, there := kept[member].(string)
		if isText && there && s != k && s != "" && !strings.Contains(s+k, result.MaskSecret) {
			out = append(out, difference{Member: member, Sent: s, Kept: k, How: how(s, k)})
		}
	}
	return out
}

// quoted is a text in a line of a diff by go-cmp.
var quoted = regexp.MustCompile("^([-+]?)\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`),?$")

// diffTexts are the two texts of a diff by go-cmp, if it has them whole.
func diffTexts(diff string) (want, got string, ok bool) {
	for line := range strings.Lines(diff) {
		line = strings.TrimSpace(strings.ReplaceAll(line, "\u00a0", " "))
		switch line {
		case "string(", "strings.Join({", ")", `}, "")`:
			continue
		}
		m := quoted.FindStringSubmatch(line)
		if m == nil {
			return "", "", false // something is left out, or it is about no texts
		}
		text, err := strconv.Unquote(m[2])
		if err != nil {
			return "", "", false
		}
		if m[1] != "+" {
			want += text
		}
		if m[1] != "-" {
			got += text
		}
	}
	return want, got, diff != ""
}

// how says what was done to a text.
func how(sent, kept string) string {
	unescaped, _ := url.PathUnescape(sent)
	switch {
	case kept == "":
		return "dropped"
	case kept == strings.TrimSpace(sent), strings.TrimRight(sent, " ") == kept, strings.TrimLeft(sent, " ") == kept:
		return "trimmed"
	case kept == strings.ToLower(sent):
		return "in lower case"
	case kept == strings.ToUpper(sent):
		return "in upper case"
	case strings.EqualFold(sent, kept):
		return "its case changed"
	case strings.HasPrefix(sent, kept):
		return fmt.Sprintf("cut after %s", counted(utf8.RuneCountInString(kept), "character"))
	case strings.HasSuffix(sent, kept):
		return "its start cut off"
	case kept == markup.EscapeString(sent), markup.UnescapeString(kept) == sent:
		return "escaped for HTML"
	case kept == markup.UnescapeString(sent):
		return "unescaped from HTML"
	case kept == url.QueryEscape(sent), kept == url.PathEscape(sent):
		return "escaped for a URL"
	case kept == unescaped:
		return "unescaped from a URL"
	case kept == sent+sent:
		return "doubled"
	case kept == strings.Join(strings.Fields(sent), " "), kept == strings.Join(strings.Fields(sent), ""):
		return "white space taken out"
	case len(kept) > len(sent) && strings.Contains(kept, sent):
		return "something added"
	case strings.ContainsAny(kept, "?\ufffd") && !strings.ContainsAny(sent, "?\ufffd"):
		return "characters replaced"
	}
	return "changed"
}

// longText is from which length on only a part of a text is shown.
const longText = 48

// around quotes two texts, of those with more than so many characters what is around their first
// difference.
func around(a, b string, short int) (string, string) {
	before := short / 3
	if utf8.RuneCountInString(a) <= short && utf8.RuneCountInString(b) <= short {
		return quoteText(a), quoteText(b)
	}
	x, y := []rune(a), []rune(b)
	first := 0
	for first < len(x) && first < len(y) && x[first] == y[first] {
		first++
	}
	from := max(0, first-before)
	part := func(r []rune) string {
		text := quoteText(string(r[min(from, len(r)):min(from+short, len(r))]))
		if from > 0 {
			text = "…" + text
		}
		if from+short < len(r) {
			text += "…"
		}
		return text
	}
	return part(x), part(y)
}

// quoteText is a text between quotes, in which white space at its ends can be seen.
func quoteText(s string) string { return `"` + visible.Line(s) + `"` }
