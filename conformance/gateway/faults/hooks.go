package faults

import (
	"reflect"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// hooks are the functions of a gateway that a change replaces, by name.
type hooks map[string]bool

// changed are the hooks that a change replaces.
func changed(change alter) hooks {
	var before, after reflect.Value
	// Both are the same gateway, before and after the change.
	gateway.New(gateway.Options{Alter: []func(*gateway.Behaviour){func(b *gateway.Behaviour) {
		was := *b
		change(b)
		before, after = reflect.ValueOf(was), reflect.ValueOf(*b)
	}}})
	out := hooks{}
	for i := range before.NumField() {
		switch field := before.Type().Field(i); field.Type.Kind() {
		case reflect.Func, reflect.Pointer:
			if before.Field(i).Pointer() != after.Field(i).Pointer() {
				out[field.Name] = true
			}
		}
	}
	return out
}

// hookOf is the operation that uses a hook; those that are not here are used by both.
var hookOf = map[string]gateway.Op{
	"Create": create, "Decode": create, "Check": create, "Refuse": create, "Make": create, "Insert": create,
	"Edition": both, "NewID": create, "NewKey": create, "NewSecret": create,
	"List": list, "ParseQuery": list, "ParsePage": list, "Candidates": list, "Match": list, "Select": list,
	"Window": list, "Find": list, "ShowListing": list,
}

// touches reports whether a hook is used by the operation.
func (h hooks) touches(op gateway.Op) bool {
	for name := range h {
		if of := hookOf[name]; op == both || of == both || of == op {
			return true
		}
	}
	return false
}

// sensible reports whether the trigger can matter to a change of these hooks.
func (t Trigger) sensible(h hooks) bool {
	if t.app {
		return h["Match"] || h["ShowApp"] || h["ShowSecret"] || h["ShowTime"]
	}
	return h.touches(t.of)
}
