package lsp

import (
	"net/url"
	"path"
	"strings"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
	"github.com/appgauge/appgauge/schemas"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/assist"
	"github.com/appgauge/appgauge/validate/document"
)

// recognise reports whether a document holds create requests, and says in src
// how. It does
//
//   - by its name: *.app.json, *.apps.json, *.apps.ndjson and *.apps.jsonl;
//   - or by a member $schema, of the root or of its first element, that names the
//     schema of a create request, by its address or by a path that ends like it.
//     The schema also says which edition the document is judged by.
func recognise(uri protocol.DocumentURI, language protocol.LanguageKind, src *assist.Source) bool {
	name := baseName(uri)
	ours := hasSuffix(name, ".app.json", ".apps.json")
	if hasSuffix(name, ".apps.ndjson", ".apps.jsonl") {
		ours, src.Kind = true, assist.Lines
	}
	// Most texts name no schema of ours; no other needs to be read for it.
	if strings.Contains(src.Text, schemaFile) {
		if src.Kind != assist.Lines && (hasSuffix(name, ".ndjson", ".jsonl") || language == "ndjson" || language == "jsonl") {
			src.Kind = assist.Lines
		}
		if e, ok := schemaEdition(src); ok {
			ours, src.Edition = true, e
		}
	}
	return ours
}

// schemaFile ends the address of every schema of a create request.
const schemaFile = schemas.CreateRequest + ".json"

// schemaEdition finds the edition whose schema the text names.
func schemaEdition(src *assist.Source) (*validate.Edition, bool) {
	text := src.Text
	if src.Kind == assist.Lines {
		text, _, _ = strings.Cut(strings.TrimLeft(text, "\r\n \t"), "\n")
	}
	root := document.ParseString(text).Root()
	if root.Exists() && root.Kind() == validate.Array {
		for first := range root.Children() {
			root = first
			break
		}
	}
	member := root.Member("$schema")
	if !member.Exists() {
		return nil, false
	}
	address := strings.TrimSuffix(member.Text(), "#")
	for _, e := range validate.Editions() {
		if strings.HasSuffix(address, "schemas/"+schemas.In(e, schemaFile)) {
			return e, true
		}
	}
	return nil, false
}

// baseName is the last element of the path in a URI.
func baseName(uri string) string {
	if u, err := url.Parse(uri); err == nil && u.Path+u.Opaque != "" {
		uri = u.Path + u.Opaque
	}
	return path.Base(uri)
}

func hasSuffix(name string, suffixes ...string) bool {
	for _, s := range suffixes {
		if strings.HasSuffix(strings.ToLower(name), s) {
			return true
		}
	}
	return false
}
