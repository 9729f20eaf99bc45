package oracle

import "strings"

// search is a way in which the parameter name may match names.
type search struct {
	name  string
	match func(name, text string) bool
}

// searches are the lawful ways: query-apps, Table 2, name, says no more than "App
// name".
var searches = [...]search{
	{"substring", strings.Contains},
	{"substring, whatever the case", fold(strings.Contains)},
	{"prefix", strings.HasPrefix},
	{"prefix, whatever the case", fold(strings.HasPrefix)},
	{"whole name", func(name, text string) bool { return name == text }},
	{"whole name, whatever the case", strings.EqualFold},
}

func fold(match func(name, text string) bool) func(name, text string) bool {
	return func(name, text string) bool { return match(strings.ToLower(name), strings.ToLower(text)) }
}
