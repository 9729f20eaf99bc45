package lsp

import "strings"

// codesURL is where the codes of diagnostics are explained.
const codesURL = "https://github.com/appgauge/appgauge/blob/main/docs/codes.md"

// codeURL is where a code is explained: a heading of the page, in the form that
// it takes in an address.
func codeURL(code string) string {
	return codesURL + "#" + strings.ToLower(strings.ReplaceAll(code, ".", ""))
}
