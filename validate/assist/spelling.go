package assist

import (
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// suggest finds the field that an unknown member may be meant for. One that is
// present already is not meant.
func suggest(e *validate.Edition, present fieldSet, name string) (best validate.FieldID, ok bool) {
	if len(name) > 64 {
		return 0, false
	}
	word := letters(name)
	least := 3
	for id := range e.Fields {
		id := validate.FieldID(id)
		field := e.Fields[id].Name
		d := distance(word, letters(field))
		if alias(word) == field {
			d = 0
		}
		allowed := 2
		if len(field) <= 6 {
			allowed = 1 // of a short word, little may be wrong
		}
		if d <= allowed && d < least && !present[id] {
			best, least, ok = id, d, true
		}
	}
	return best, ok
}

type fieldSet [validate.NumFields]bool

// fields finds which fields are members of n.
func fields(e *validate.Edition, n document.Node) (present fieldSet) {
	for m := range n.Children() {
		if id, ok := e.Field(m.Name()); ok && m.IsMember() {
			present[id] = true
		}
	}
	return present
}

// alias is the field for which a word that is spelt otherwise is often used.
func alias(word string) string {
	switch word {
	case "appname":
		return "name"
	case "description", "desc", "appremark":
		return "remark"
	case "key":
		return "app_key"
	case "secret":
		return "app_secret"
	}
	return ""
}

// letters is the name in lower case without what stands between words: appKey,
// App-Key and app_key are the same.
func letters(name string) string {
	b := make([]byte, 0, len(name))
	for i := range len(name) {
		c := name[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != '_' && c != '-' && c != '.' && c != ' ' {
			b = append(b, c)
		}
	}
	return string(b)
}

// distance is the number of letters to insert, drop, change, or swap with their
// neighbour, to make a of b.
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before, last, row = last, row, before
		row[0] = i + 1
		for j := range len(b) {
			d := last[j]
			if a[i] != b[j] {
				d++
			}
			d = min(d, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, before[j-1]+1)
			}
			row[j+1] = d
		}
	}
	return row[len(b)]
}
