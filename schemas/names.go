package schemas

import (
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/validate"
)

//go:embed *.json */*.json
var files embed.FS

// The names without an edition. Those that depend on the edition mean the
// default one; "2023-04/" before the name asks for another: see [In].
const (
	// CreateRequest is the body of a request that creates an app.
	CreateRequest = "create-app.request"
	// CreateResponse is the body of its answer, status 201.
	CreateResponse = "create-app.201"
	// ListResponse is the body of the answer to a query for apps, status 200.
	ListResponse = "query-apps.200"
	// ErrorResponse is the body of every documented error answer.
	ErrorResponse = "error"
	// OpenAPI is both operations as an OpenAPI 3.1 document.
	OpenAPI = "openapi"
	// ConformanceReport is the JSON report of conformance runs.
	ConformanceReport = "conformance-report"
	// OpenRPC is the methods of the JSON-RPC daemon as an OpenRPC document.
	OpenRPC = "openrpc"
)

// ext ends every file's name; Read takes it or leaves it.
const ext = ".json"

// In is the name that stands for name, [CreateRequest] or [OpenAPI], in edition e.
func In(e *validate.Edition, name string) string { return e.ID + "/" + name }

// Names lists the names that [Read] knows: those without an edition first,
// then those of every edition, each group sorted.
func Names() []string {
	var short, inEdition []string
	for _, file := range paths() {
		name := strings.TrimSuffix(file, ext)
		edition, base := path.Split(name)
		switch edition {
		case "":
			short = append(short, name)
		case validate.Default().ID + "/":
			short = append(short, base)
			fallthrough
		default:
			inEdition = append(inEdition, name)
		}
	}
	slices.Sort(short)
	return append(short, inEdition...)
}

// paths lists the embedded files, sorted.
func paths() []string {
	var out []string
	for _, glob := range []string{"*" + ext, "*/*" + ext} {
		found, err := fs.Glob(files, glob)
		if err != nil {
			panic(err) // the pattern is a constant
		}
		out = append(out, found...)
	}
	return out
}

// Read returns the JSON text that goes by name, with or without ".json". The
// error for a name it does not know is a [*NotFoundError].
func Read(name string) ([]byte, error) {
	file, err := locate(name)
	if err != nil {
		return nil, err
	}
	return files.ReadFile(file)
}

// locate is the path of the embedded file that goes by name.
func locate(name string) (string, error) {
	file := strings.TrimSuffix(name, ext) + ext
	known := paths()
	for _, candidate := range []string{file, validate.Default().ID + "/" + file} {
		if slices.Contains(known, candidate) {
			return candidate, nil
		}
	}
	return "", newNotFound(name)
}
