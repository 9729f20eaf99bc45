package rpc

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

//go:generate go test -run ^TestDocs$ -update .

var update = flag.Bool("update", false, "rewrite the answers and tables in docs/rpc.md")

const docsFile = "../docs/rpc.md"

// TestDocs holds the exchanges of docs/rpc.md with a server, and makes its tables
// anew. With -update it rewrites both.
func TestDocs(t *testing.T) {
	have, err := os.ReadFile(docsFile)
	if err != nil {
		t.Fatal(err)
	}
	want := fillTables(t, string(have))
	want = fillReplies(t, want)
	if *update {
		if err := os.WriteFile(docsFile, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(have)); diff != "" {
		t.Errorf("docs/rpc.md is not what the server says; run make generate (-want +got):\n%s", diff)
	}
}

// exchanges matches a request and the reply after it. The words behind a reply
// name members of the result that are left out.
var exchanges = regexp.MustCompile("(?s)```json request\n([^`]*)```\n\n```json reply(?: without ([\\w, ]+))?\n(.*?)```\n")

// fillReplies puts into each reply what the server answers. Every method must be
// called, and keep to the schema of its result.
func fillReplies(t *testing.T, doc string) string {
	client := connect(t, Options{})
	results := resultSchemas(t)
	called := map[string]bool{}
	doc = exchanges.ReplaceAllStringFunc(doc, func(text string) string {
		groups := exchanges.FindStringSubmatch(text)
		request, without := groups[1], groups[2]
		var req struct{ Method string }
		var reply map[string]any
		raw := client.exchange(request)
		if json.Unmarshal([]byte(request), &req) == nil && json.Unmarshal(raw, &reply) == nil && reply["error"] == nil {
			called[req.Method] = true
			if err := results[req.Method].Validate(reply["result"]); err != nil {
				t.Errorf("the result of %s is not of its schema: %#v", req.Method, err)
			}
		}
		out := "```json request\n" + request + "```\n\n```json reply"
		if without != "" {
			out += " without " + without
			for member := range strings.SplitSeq(without, ", ") {
				raw = drop(t, raw, member)
			}
		}
		return out + "\n" + pretty(raw, "") + "\n```\n"
	})
	for _, m := range Methods() {
		if !called[m.Name] {
			t.Errorf("there is no example of %s with a result", m.Name)
		}
	}
	return doc
}

// drop leaves a member of the result out.
func drop(t *testing.T, reply json.RawMessage, member string) json.RawMessage {
	var out []string
	for name, value := range members(reply) {
		if string(name) == "result" {
			var kept []string
			for name, value := range members(value) {
				if string(name) != member {
					kept = append(kept, fmt.Sprintf("%q:%s", name, value))
				}
			}
			value = []byte("{" + strings.Join(kept, ",") + "}")
		}
		out = append(out, fmt.Sprintf("%q:%s", name, value))
	}
	return json.RawMessage("{" + strings.Join(out, ",") + "}")
}

// pretty breaks lines of JSON where they get long.
func pretty(raw json.RawMessage, indent string) string {
	line := spaced(raw)
	if len(indent)+len(line) <= 110 || raw[0] != '{' && raw[0] != '[' {
		return line
	}
	var lines []string
	if raw[0] == '{' {
		for name, value := range members(raw) {
			lines = append(lines, fmt.Sprintf("%s  %q: %s", indent, name, pretty(value, indent+"  ")))
		}
		return "{\n" + strings.Join(lines, ",\n") + "\n" + indent + "}"
	}
	for value := range elements(raw) {
		lines = append(lines, indent+"  "+pretty(value, indent+"  "))
	}
	return "[\n" + strings.Join(lines, ",\n") + "\n" + indent + "]"
}

// spaced is JSON on one line with blanks after commas and colons.
func spaced(raw json.RawMessage) string {
	var b bytes.Buffer
	if err := json.Indent(&b, raw, "", ""); err != nil {
		panic(err) // the server sends JSON
	}
	s := strings.ReplaceAll(b.String(), ",\n", ", ")
	return strings.ReplaceAll(s, "\n", "")
}

// tables matches a table that follows from the code.
var tables = regexp.MustCompile(`(?s)<!-- (method|type) (\S+) -->\n.*?<!-- end -->`)

// fillTables puts into each table what the code says. There must be one for each
// method, in the order of the table of methods.
func fillTables(t *testing.T, doc string) string {
	methods := Methods()
	doc = tables.ReplaceAllStringFunc(doc, func(text string) string {
		groups := tables.FindStringSubmatch(text)
		kind, name := groups[1], groups[2]
		body := ""
		switch {
		case kind == "type":
			body = typeTable(t, name)
		case len(methods) > 0 && methods[0].Name == name:
			body = methodTable(methods[0])
			methods = methods[1:]
		default:
			t.Errorf("the method %s is not where it should be in the document", name)
		}
		return fmt.Sprintf("<!-- %s %s -->\n%s<!-- end -->", kind, name, body)
	})
	for _, m := range methods {
		t.Errorf("the method %s has no table in the document", m.Name)
	}
	return doc
}

func methodTable(m Method) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s.", m.Summary)
	if m.About != "" {
		fmt.Fprintf(&b, " %s", m.About)
	}
	b.WriteString("\n\n")
	if len(m.Params) == 0 {
		return b.String()
	}
	b.WriteString("| parameter | | what it is |\n| --- | --- | --- |\n")
	for _, p := range m.Params {
		need := "optional"
		if p.Required {
			need = "required"
		}
		kind := reflect.New(p.Type).Interface().(paramType).expects()
		fmt.Fprintf(&b, "| `%s` | %s, %s | %s |\n", p.Name, need, kind, p.About)
	}
	return b.String() + "\n"
}

func typeTable(t *testing.T, name string) string {
	types := sharedTypes()
	types[reflect.TypeFor[RunProgress]()] = "RunProgress"
	for typ, known := range types {
		if known != name {
			continue
		}
		var b strings.Builder
		b.WriteString("| member | what it is |\n| --- | --- |\n")
		for i := range typ.NumField() {
			f := typ.Field(i)
			member, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			fmt.Fprintf(&b, "| `%s` | %s |\n", member, f.Tag.Get("jsonschema"))
		}
		return b.String() + "\n"
	}
	t.Errorf("there is no type %s", name)
	return ""
}
