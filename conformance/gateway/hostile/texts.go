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
		{ID: "json/deep-arrays", Does: "Every answer nests 200,000 arrays.", wrap: always(answer(jsonType, deep))},
		{ID: "json/deep-objects", Does: "Every answer nests 200,000 objects.", wrap: always(answer(jsonType, strings.Repeat(`{"apps":`, depth)+"1"+strings.Repeat("}", depth)))},
		{ID: "json/deep-open", Does: "Every answer opens 200,000 arrays and closes none.", wrap: always(answer(jsonType, strings.Repeat("[", depth)))},
		{ID: "json/deep-error", Does: "Every request gets 400 whose body nests 200,000 arrays.", wrap: always(fixed(400, `{"error_code":`+deep+`}`))},
		{ID: "json/deep-later", Does: "After 20 good answers the answers nest 200,000 arrays.", wrap: after(20, answer(jsonType, deep))},
		{ID: "json/invalid-utf8", Does: "Texts are not UTF-8.", wrap: always(apps(func(app string) string { return strings.Replace(app, "app_demo", "app_\xff\xc0\xaf", 1) }, same))},
		{ID: "json/lone-surrogate", Does: "Texts have half a surrogate pair.", wrap: always(apps(func(app string) string { return strings.Replace(app, "app_demo", `app_\ud800`, 1) }, same))},
		{ID: "json/duplicate-members", Does: "Objects have members twice, with other values.", wrap: always(apps(func(app string) string { return strings.Replace(app, "{", `{"id":"another","id":7,`, 1) }, func(text string) string {
			return strings.Replace(text, `{"total":1`, `{"total":"2","apps":[],"total":1`, 1)
		}))},
		{ID: "json/utf16", Does: "Answers are in UTF-16.", wrap: always(answer(jsonType+"; charset=utf-16", "\xff\xfe{\x00}\x00"))},
		{ID: "json/bom", Does: "Answers begin with a byte order mark.", wrap: always(apps(same, func(text string) string { return "\ufeff" + text }))},
		{ID: "json/two-texts", Does: "A second text follows the first.", wrap: always(apps(same, func(text string) string { return text + text }))},
		{ID: "json/cut-off", Does: "Every text lacks its last character.", wrap: always(apps(same, func(text string) string { return text[:len(text)-1] }))},
		{ID: "json/huge-numbers", Does: "Numbers are beyond every type.", wrap: always(answer(jsonType, `{"total":1e999,"size":-9223372036854775809,"apps":[],"status":1E+400,"id":`+strings.Repeat("9", 100_000)+`}`))},
		{ID: "json/not-a-number", Does: "Numbers are no numbers.", wrap: always(answer(jsonType, `{"total":NaN,"size":Infinity,"apps":[]}`))},
		{ID: "json/million-members", Does: "An object has a million members.", wrap: always(answer(jsonType, "{"+strings.Repeat(`"a":0,`, 1_000_000)+`"total":0}`))},
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
