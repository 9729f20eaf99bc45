package gateway

import (
	"net/http"
	"strconv"

	"github.com/appgauge/appgauge/validate"
)

// Reply is an answer before it is written.
type Reply struct {
	Status int
	Header http.Header
	// Body is written as JSON; a []byte as it is; nil is no body.
	Body any
}

// fail makes the error body: create-app, Tables 5 to 8, and query-apps, Tables 6
// to 9.
func fail(_ *Exchange, a validate.Answer) *Reply {
	return &Reply{
		Status: a.Status,
		Header: http.Header{},
		Body:   (&Object{}).Set("error_code", a.Code).Set("error_msg", a.Message),
	}
}

func send(w http.ResponseWriter, _ *Exchange, r *Reply) {
	h := w.Header()
	for name, values := range r.Header {
		h[name] = values
	}
	if r.Body == nil {
		w.WriteHeader(r.Status)
		return
	}
	body, status := r.Bytes(), r.Status
	if h.Get("Content-Type") == "" {
		h.Set("Content-Type", "application/json")
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	w.Write(body)
}

// Bytes is the body as it is written. It panics where Body cannot be JSON.
func (r *Reply) Bytes() []byte {
	switch b := r.Body.(type) {
	case nil:
		return nil
	case []byte:
		return b
	}
	body, err := appendJSON(make([]byte, 0, sizeJSON(r.Body)), r.Body)
	if err != nil {
		panic(err)
	}
	return body
}

// full is the answer where there is no room for another app.
var full = validate.Answer{
	Status: http.StatusForbidden, Code: "APIG.3103",
	Message: "The number of apps exceeds the maximum allowed limit",
}

// noSuchApp has the code and the wording of the API's other operations.
func noSuchApp(id string) validate.Answer {
	return validate.Answer{Status: http.StatusNotFound, Code: "APIG.3004", Message: "App " + id + " does not exist"}
}

func notFound(path string) validate.Answer {
	return validate.Answer{
		Status: http.StatusNotFound, Code: "APIG.0101",
		Message: "The API has no path " + strconv.Quote(path) + "; apps are at " + appsPath,
	}
}

func methodNotAllowed(method string) validate.Answer {
	return validate.Answer{
		Status: http.StatusMethodNotAllowed, Code: "APIG.0102",
		Message: "The path does not support the method " + strconv.Quote(method),
	}
}
