package protocol

import (
	"encoding/json"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// metaModel is the protocol's description of itself, as far as it is looked at:
// https://github.com/microsoft/vscode-languageserver-node/tree/main/protocol.
type metaModel struct {
	Requests, Notifications []message
	Structures              []structure
	Enumerations            []enumeration
	TypeAliases             []struct {
		Name string
		Type metaType
	}
}

type message struct {
	Method           string
	MessageDirection string
	Params, Result   *metaType
	// RegistrationOptions are those of a dynamic registration.
	RegistrationOptions *metaType
}

type structure struct {
	Name            string
	Properties      []property
	Extends, Mixins []metaType
}

type property struct {
	Name     string
	Type     metaType
	Optional bool
}

type enumeration struct {
	Name   string
	Type   metaType
	Values []struct {
		Name  string
		Value any
	}
}

type metaType struct {
	Kind    string
	Name    string     // of a reference or a base type
	Items   []metaType // of an or
	Element *metaType  // of an array
	Value   any        // of a literal; the value type of a map is one of its members
}

// readMetaModel reads the file from the Go module that ships it, which tools.mod
// pins.
func readMetaModel(t *testing.T) *metaModel {
	t.Helper()
	cmd := exec.Command("go", "mod", "download", "-modfile=tools.mod", "-json", "go.lsp.dev/protocol")
	cmd.Dir = "../../.."
	out, err := cmd.Output()
	var module struct{ Dir, Error string }
	if jsonErr := json.Unmarshal(out, &module); err != nil || jsonErr != nil || module.Error != "" {
		t.Fatalf("the module that ships the meta model cannot be had: %v, %v\n%s", err, jsonErr, out)
	}
	data, err := os.ReadFile(filepath.Join(module.Dir, "internal/genlsp/testdata/metaModel.json"))
	if err != nil {
		t.Fatal(err)
	}
	m := new(metaModel)
	if err := json.Unmarshal(data, m); err != nil {
		t.Fatal(err)
	}
	return m
}

// A message of the protocol and the types that are used for it; nil for none.
var messages = []struct {
	method         string
	params, result any
	sent           bool // by the server
}{
	{MethodInitialize, InitializeParams{}, InitializeResult{}, false},
	{MethodInitialized, InitializedParams{}, nil, false},
	{MethodShutdown, nil, nil, false},
	{MethodExit, nil, nil, false},
	{MethodSetTrace, SetTraceParams{}, nil, false},
	{MethodDidOpen, DidOpenTextDocumentParams{}, nil, false},
	{MethodDidChange, DidChangeTextDocumentParams{}, nil, false},
	{MethodDidClose, DidCloseTextDocumentParams{}, nil, false},
	{MethodDiagnostic, DocumentDiagnosticParams{}, FullDocumentDiagnosticReport{}, false},
	{MethodDiagnostic, DocumentDiagnosticParams{}, UnchangedDocumentDiagnosticReport{}, false},
	{MethodCompletion, CompletionParams{}, CompletionList{}, false},
	{MethodHover, HoverParams{}, Hover{}, false},
	{MethodCodeAction, CodeActionParams{}, []CodeAction{}, false},
	{MethodDidChangeConfiguration, DidChangeConfigurationParams{}, nil, false},
	{MethodPublishDiagnostics, PublishDiagnosticsParams{}, nil, true},
	{MethodRegisterCapability, RegistrationParams{}, nil, true},
	{MethodConfiguration, ConfigurationParams{}, nil, true},
	{MethodDiagnosticRefresh, nil, nil, true},
	{MethodShowMessage, ShowMessageParams{}, nil, true},
	{MethodLogMessage, LogMessageParams{}, nil, true},
}

func TestMessages(t *testing.T) {
	m := readMetaModel(t)
	c := checker{t: t, metaModel: m, seen: map[reflect.Type]bool{}}
	known := map[string]message{}
	for _, msg := range append(m.Requests, m.Notifications...) {
		known[msg.Method] = msg
	}
	for _, msg := range messages {
		meta, ok := known[msg.method]
		if !ok {
			t.Errorf("the protocol has no method %s", msg.method)
			continue
		}
		if want := map[bool]string{false: "clientToServer", true: "serverToClient"}[msg.sent]; meta.MessageDirection != want && meta.MessageDirection != "both" {
			t.Errorf("%s goes %s", msg.method, meta.MessageDirection)
		}
		if (msg.params == nil) != (meta.Params == nil) {
			t.Errorf("%s: one of us has no parameters", msg.method)
		}
		if msg.params != nil && meta.Params != nil {
			c.check(msg.method+" params", reflect.TypeOf(msg.params), *meta.Params, msg.sent)
		}
		if msg.result != nil {
			c.check(msg.method+" result", reflect.TypeOf(msg.result), *meta.Result, !msg.sent)
		}
	}
	c.check("registration of didChangeConfiguration", reflect.TypeFor[DidChangeConfigurationRegistrationOptions](),
		*known[MethodDidChangeConfiguration].RegistrationOptions, true)
	c.unused()
}

// checker holds Go types against the meta model.
type checker struct {
	t *testing.T
	*metaModel
	seen map[reflect.Type]bool
}

// check reports where values of the type have another form than meta. Of what the
// server sends, no required member may be missing, or ever be left out.
func (c *checker) check(path string, typ reflect.Type, meta metaType, sent bool) {
	c.seen[typ] = true
	if problem := c.fits(path, typ, meta, sent); problem != "" {
		c.t.Error(problem)
	}
}

// fits returns what is wrong, or "".
func (c *checker) fits(path string, typ reflect.Type, meta metaType, sent bool) string {
	c.seen[typ] = true
	switch {
	case typ == reflect.TypeFor[json.RawMessage](), typ.Kind() == reflect.Interface:
		if meta.Name != "LSPAny" {
			return path + " is not free in the protocol"
		}
		return ""
	case typ.Kind() == reflect.Pointer:
		return c.fits(path, typ.Elem(), meta, sent)
	}
	switch meta.Kind {
	case "or":
		var problems []string
		for _, item := range meta.Items {
			problem := c.fits(path, typ, item, sent)
			if problem == "" {
				return ""
			}
			problems = append(problems, problem)
		}
		return strings.Join(problems, "; and ")
	case "array":
		if typ.Kind() == reflect.Slice {
			return c.fits(path+"[]", typ.Elem(), *meta.Element, sent)
		}
	case "map":
		if typ.Kind() == reflect.Map {
			return c.fits(path+"[]", typ.Elem(), reparse(meta.Value), sent)
		}
	case "stringLiteral":
		if typ.Kind() == reflect.String {
			return ""
		}
	case "base":
		if base(meta.Name, typ.Kind()) {
			return ""
		}
	case "reference":
		if s := c.structure(meta.Name); s != nil && typ.Kind() == reflect.Struct {
			return c.fitsStructure(path, typ, s, sent)
		}
		for _, alias := range c.TypeAliases {
			if alias.Name == meta.Name {
				return c.fits(path, typ, alias.Type, sent)
			}
		}
		for _, e := range c.Enumerations {
			if e.Name == meta.Name && e.Name == typ.Name() {
				return c.fits(path, typ, e.Type, sent)
			}
		}
	}
	return path + " is a " + typ.String() + ", but a " + meta.Kind + " " + meta.Name + " in the protocol"
}

// reparse reads the type of a map's values, which stands in a member that holds
// other things in other types.
func reparse(v any) (m metaType) {
	text, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	if err != nil {
		panic(err) // it was read from JSON
	}
	return m
}

func base(name string, kind reflect.Kind) bool {
	switch name {
	case "string", "DocumentUri", "URI":
		return kind == reflect.String
	case "boolean":
		return kind == reflect.Bool
	case "integer":
		return kind == reflect.Int32
	case "uinteger":
		return kind == reflect.Uint32
	}
	return false
}

func (c *checker) structure(name string) *structure {
	for i := range c.Structures {
		if c.Structures[i].Name == name {
			return &c.Structures[i]
		}
	}
	return nil
}

// properties are those of the structure and of what it is made from.
func (c *checker) properties(s *structure) map[string]property {
	all := map[string]property{}
	for _, from := range append(s.Extends, s.Mixins...) {
		for name, p := range c.properties(c.structure(from.Name)) {
			all[name] = p
		}
	}
	for _, p := range s.Properties {
		all[p.Name] = p
	}
	return all
}

func (c *checker) fitsStructure(path string, typ reflect.Type, s *structure, sent bool) string {
	left := c.properties(s)
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		p, ok := left[name]
		if !ok {
			return path + " (" + s.Name + ") has no member " + name
		}
		delete(left, name)
		if problem := c.fits(path+"."+name, f.Type, p.Type, sent); problem != "" {
			return problem
		}
		if sent && !p.Optional && options != "" {
			return path + "." + name + " may not be left out"
		}
		if sent && p.Optional && options == "" && f.Type.Kind() != reflect.Struct {
			return path + "." + name + " could be left out"
		}
	}
	for name, p := range left {
		if sent && !p.Optional {
			return path + " (" + s.Name + ") lacks the member " + name
		}
	}
	return ""
}

// unused reports the types of the package that no message uses: they would stand
// here unchecked.
func (c *checker) unused() {
	c.t.Helper()
	used := map[string]bool{"DocumentURI": true}
	for typ := range c.seen {
		used[typ.Name()] = true
	}
	for _, name := range c.declared() {
		if !used[name] {
			c.t.Errorf("no message uses the type %s", name)
		}
	}
}

// declared lists the types of the package.
func (c *checker) declared() (names []string) {
	scope := checkPackage(c.t).Scope()
	for _, name := range scope.Names() {
		if _, ok := scope.Lookup(name).(*types.TypeName); ok {
			names = append(names, name)
		}
	}
	return names
}

// TestConstants holds the constants of enumerations against the meta model.
func TestConstants(t *testing.T) {
	m := readMetaModel(t)
	values := map[string]map[string]bool{}
	for _, e := range m.Enumerations {
		values[e.Name] = map[string]bool{}
		for _, v := range e.Values {
			text, err := json.Marshal(v.Value)
			if err != nil {
				t.Fatal(err)
			}
			values[e.Name][string(text)] = true
		}
	}
	codes := map[string]bool{}
	for _, name := range []string{"ErrorCodes", "LSPErrorCodes"} {
		for value := range values[name] {
			codes[value] = true
		}
	}
	checked := 0
	scope := checkPackage(t).Scope()
	for _, name := range scope.Names() {
		c, ok := scope.Lookup(name).(*types.Const)
		if !ok || strings.HasPrefix(name, "Method") || strings.HasPrefix(name, "Report") {
			continue // these are checked as part of the messages
		}
		enum, typeName := codes, "ErrorCodes"
		if named, ok := c.Type().(*types.Named); ok {
			typeName = named.Obj().Name()
			enum = values[typeName]
		}
		if !enum[c.Val().ExactString()] {
			t.Errorf("%s: %s has no value %s", name, typeName, c.Val())
		}
		checked++
	}
	if checked < 20 {
		t.Errorf("only %d constants were found", checked)
	}
}

// checkPackage type-checks the package in the working directory.
func checkPackage(t *testing.T) *types.Package {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	config := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := config.Check("protocol", fset, files, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}
