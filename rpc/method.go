package rpc

import (
	"context"
	"encoding/json"
	"reflect"

	"github.com/sourcegraph/jsonrpc2"
)

// A Method is one row of the table of methods.
type Method struct {
	// Name is what callers call it: "app/validate".
	Name string
	// Summary says in a phrase what it does.
	Summary string
	// About says what the summary leaves open.
	About string
	// Params are its parameters, in the order in which they are given by position.
	Params []Param
	// Result is the type of its result, as encoding/json writes it.
	Result reflect.Type
	// Long says that it may take its time: it runs beside others and can be
	// cancelled. All other methods run one after the other, in the order of
	// their requests.
	Long bool

	call func(c call, params json.RawMessage) (any, error)
}

// A Param is one parameter of a [Method].
type Param struct {
	Name string
	// About says what it is for, and what its absence means.
	About    string
	Required bool
	// Type is what it is read into; it tells its JSON Schema.
	Type reflect.Type
}

// A call is one request as a method sees it.
type call struct {
	ctx    context.Context
	conn   *jsonrpc2.Conn
	server *Server
}

// method makes a row of the table. P is a struct with a field for each parameter;
// see [newParams]. R is the type of the result. f may return a json.RawMessage in
// its place, which must hold what R is written as.
func method[P, R any](name, summary, about string, f func(call, *P) (any, error)) Method {
	params := newParams(reflect.TypeFor[P]())
	return Method{
		Name:    name,
		Summary: summary,
		About:   about,
		Params:  params.list,
		Result:  reflect.TypeFor[R](),
		call: func(c call, raw json.RawMessage) (any, error) {
			p := new(P)
			if err := params.read(reflect.ValueOf(p).Elem(), raw); err != nil {
				return nil, err
			}
			return f(c, p)
		},
	}
}

func (m Method) long() Method {
	m.Long = true
	return m
}
