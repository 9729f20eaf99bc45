package rpc

import (
	"encoding/json"
	"reflect"
	"strings"
)

// A paramType is the type of a parameter, which reads itself.
type paramType interface {
	// read takes the value, which is valid JSON, and reports whether it could.
	read(raw []byte) bool
	// expects says what read can take: "an object".
	expects() string
}

// params are the parameters of a method, read from a struct type.
type params struct {
	list   []Param
	fields []int // the struct's field of each
}

// newParams reads the parameters from a struct type. Its fields are in the order of
// positional parameters. Their json tags have the names, with omitempty where the
// parameter may be missing; their jsonschema tags say what they are for. The
// pointer of each field's type is a [paramType].
func newParams(t reflect.Type) params {
	var p params
	for i := range t.NumField() {
		f := t.Field(i)
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		p.list = append(p.list, Param{
			Name:     name,
			About:    f.Tag.Get("jsonschema"),
			Required: option != "omitempty",
			Type:     f.Type,
		})
		p.fields = append(p.fields, i)
	}
	return p
}

// read fills the struct from the params of a request, an object or an array. A
// null in the place of an optional parameter counts as none, unless null is a
// value of its type.
func (p *params) read(to reflect.Value, raw json.RawMessage) error {
	var given uint64
	var err error
	switch {
	case len(raw) == 0 || raw[0] == 'n':
	case raw[0] == '[':
		n := 0
		for value := range elements(raw) {
			if n == len(p.list) {
				return p.tooMany(raw)
			}
			if err = p.set(to, n, value); err != nil {
				return err
			}
			given |= 1 << n
			n++
		}
	default:
		for name, value := range members(raw) {
			i := p.find(name)
			if i < 0 {
				return p.unknown(name)
			}
			if given&(1<<i) != 0 {
				return &ParamError{Param: p.list[i].Name, Expected: "the parameter once", Got: "the parameter twice"}
			}
			if err = p.set(to, i, value); err != nil {
				return err
			}
			given |= 1 << i
		}
	}
	for i := range p.list {
		if p.list[i].Required && given&(1<<i) == 0 {
			return &ParamError{Param: p.list[i].Name, Expected: p.at(to, i).expects(), Got: nothing}
		}
	}
	return nil
}

// find is the place of the parameter with this name, -1 where there is none.
func (p *params) find(name []byte) int {
	for i := range p.list {
		if p.list[i].Name == string(name) {
			return i
		}
	}
	return -1
}

func (p *params) at(to reflect.Value, i int) paramType {
	return to.Field(p.fields[i]).Addr().Interface().(paramType)
}

func (p *params) set(to reflect.Value, i int, value []byte) error {
	at := p.at(to, i)
	if at.read(value) || !p.list[i].Required && value[0] == 'n' {
		return nil
	}
	return &ParamError{Param: p.list[i].Name, Expected: at.expects(), Got: describe(value)}
}

func (p *params) unknown(name []byte) error {
	return &ParamError{Param: clip(string(name)), Expected: p.names(), Got: unknown}
}

func (p *params) tooMany(raw []byte) error {
	n := 0
	for range elements(raw) {
		n++
	}
	return &ParamError{Expected: "at most " + count(len(p.list), "parameter") + ": " + p.names(), Got: count(n, "parameter")}
}

// names lists the parameters for a message.
func (p *params) names() string {
	if len(p.list) == 0 {
		return "no parameters"
	}
	var names []string
	for i := range p.list {
		names = append(names, p.list[i].Name)
	}
	return oneOf(names)
}
