package hostile

import (
	"net/http"
	"strings"
)

// texts are not the JSON that they should be.
func texts() []Hostile {
	const depth = 200_000
	deep := `{"total":1,"size":1,"apps":` + strings.Repeat("[", depth) + strings.Repeat("]", depth) + "}"
	return []Hostile{
		{"json/deep-arrays", "Every answer nests 200,000 arrays.", always(answer(jsonType, deep))},
		{"json/deep-objects", "Every answer nests 200,000 objects.", always(answer(jsonType, strings.Repeat(`{"apps":`, depth)+"1"+strings.Repeat("}", depth)))},
		{"json/deep-open", "Every answer opens 200,000 arrays and closes none.", always(answer(jsonType, strings.Repeat("[", depth)))},
		{"json/deep-error", "Every request gets 400 whose body nests 200,000 arrays.", always(fixed(400, `{"error_code":`+deep+`}`))},
		{"json/deep-later", "After 20 good answers the answers nest 200,000 arrays.", after(20, answer(jsonType, deep))},
		{"json/invalid-utf8", "Texts are not UTF-8.", always(apps(func(app string) string { return strings.Replace(app, "app_demo", "app_\xff\xc0\xaf", 1) }, same))},
		{"json/lone-surrogate", "Texts have half a surrogate pair.", always(apps(func(app string) string { return strings.Replace(app, "app_demo", `app_\ud800`, 1) }, same))},
		{"json/duplicate-members", "Objects have members twice, with other values.", always(apps(func(app string) string { return strings.Replace(app, "{", `{"id":"another","id":7,`, 1) }, func(text string) string {
			return strings.Replace(text, `{"total":1`, `{"total":"2","apps":[],"total":1`, 1)
		}))},
		{"json/utf16", "Answers are in UTF-16.", always(answer(jsonType+"; charset=utf-16", "\xff\xfe{\x00}\x00"))},
		{"json/bom", "Answers begin with a byte order mark.", always(apps(same, func(text string) string { return "\ufeff" + text }))},
		{"json/two-texts", "A second text follows the first.", always(apps(same, func(text string) string { return text + text }))},
		{"json/cut-off", "Every text lacks its last character.", always(apps(same, func(text string) string { return text[:len(text)-1] }))},
		{"json/huge-numbers", "Numbers are beyond every type.", always(answer(jsonType, `{"total":1e999,"size":-9223372036854775809,"apps":[],"status":1E+400,"id":`+strings.Repeat("9", 100_000)+`}`))},
		{"json/not-a-number", "Numbers are no numbers.", always(answer(jsonType, `{"total":NaN,"size":Infinity,"apps":[]}`))},
		{"json/million-members", "An object has a million members.", always(answer(jsonType, "{"+strings.Repeat(`"a":0,`, 1_000_000)+`"total":0}`))},
	}
}

// apps answers a create by an app and a listing by that one app, both changed:
// the app by one function, the text as a whole by another.
func apps(changeApp, changeText func(string) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		text := changeApp(app)
		if r.Method != http.MethodPost {
			text = `{"total":1,"size":1,"apps":[` + text + `]}`
		}
		answer(jsonType, changeText(text))(w, r)
	}
}

func same(s string) string { return s }
