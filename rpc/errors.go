package rpc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/rpc/wire"
	"github.com/appgauge/appgauge/validate"
)

// A ParamError says which parameter of a request was wrong. Callers get it as the
// data of an error with the code -32602, with the reason beside its members.
type ParamError struct {
	// Param is the parameter's name; empty where there are too many.
	Param string `json:"param,omitempty"`
	// Expected is what would have been right.
	Expected string `json:"expected"`
	// Got is what was there instead.
	Got string `json:"got"`
	// Nearest is a right value that looks like the one given.
	Nearest string `json:"nearest,omitempty"`
	// Documented is where the rule stands.
	Documented *Reference `json:"documented,omitempty"`
	// Answer is what the gateway would answer.
	Answer *Answer `json:"answer,omitempty"`
}

// What is got where a parameter is missing, and where it is none of the method's.
const (
	nothing = "nothing"
	unknown = "a parameter that the method does not have"
)

func (e *ParamError) Error() string {
	switch {
	case e.Param == "":
		return fmt.Sprintf("there must be %s, not %s", e.Expected, e.Got)
	case e.Got == nothing:
		return fmt.Sprintf("the parameter %q is missing; it must be %s", e.Param, e.Expected)
	case e.Got == unknown:
		return fmt.Sprintf("there is no parameter %s, only %s", clip(strconv.Quote(e.Param)), e.Expected)
	case e.Nearest != "":
		return fmt.Sprintf("the parameter %q must be %s, not %s; did you mean %q?", e.Param, e.Expected, e.Got, e.Nearest)
	default:
		return fmt.Sprintf("the parameter %q must be %s, not %s", e.Param, e.Expected, e.Got)
	}
}

// MethodError says that there is no such method. Callers get it as the data of an
// error with the code -32601.
type MethodError struct {
	Method string `json:"-"`
	// Known are the methods there are.
	Known []string `json:"known"`
}

func (e *MethodError) Error() string {
	return fmt.Sprintf("there is no method %s; rpc.discover describes those there are", clip(strconv.Quote(e.Method)))
}

// coded is err as callers get it: with a code, the message that the specification
// has for the code (section 5.1), and data with a reason. An error that is not one
// of this package's is left as it is.
func coded(err error) error {
	var code int64
	var message string
	switch err := err.(type) {
	case *result.UsageError:
		e := &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: "Invalid params"}
		e.SetError(wire.Detail{Reason: err.Error()})
		return e
	case *ParamError:
		code, message = jsonrpc2.CodeInvalidParams, "Invalid params"
	case *MethodError:
		code, message = jsonrpc2.CodeMethodNotFound, "Method not found"
	default:
		return err
	}
	data := json.RawMessage(`{"reason":`)
	data = append(data, encode(err.Error())...)
	data = append(data, ',')
	data = append(data, encode(err)[1:]...)
	return &jsonrpc2.Error{Code: code, Message: message, Data: &data}
}

// clip shortens what a caller sent for use in a message to it.
func clip(s string) string {
	const most = 100
	if len(s) <= most {
		return s
	}
	for n := most; ; n-- {
		if utf8.RuneStart(s[n]) {
			return s[:n] + "…"
		}
	}
}

// describe says what a JSON value is, and shows it where it is short. Objects and
// arrays are not shown: they may hold secrets.
func describe(raw []byte) string {
	const most = 40
	switch raw[0] {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		if _, ok := textOf(raw); !ok {
			return "a text with half of a surrogate pair"
		}
		if len(raw) > most {
			return "a text of " + count(len(raw)-2, "byte")
		}
	}
	if len(raw) > most {
		return "a number of " + count(len(raw), "digit")
	}
	return string(raw)
}

// count is n of a thing: "1 byte", "2 bytes".
func count(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return strconv.Itoa(n) + " " + thing
}

// oneOf lists values for a message: "one of a, b, c".
func oneOf(values []string) string {
	if len(values) == 1 {
		return values[0]
	}
	return "one of " + strings.Join(values, ", ")
}

// encode is v as JSON on one line, without the escapes that are meant for HTML. v
// is of a type that can always be encoded.
func encode(v any) json.RawMessage {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

func reference(r validate.Reference) *Reference {
	return &Reference{Page: r.Page, Table: r.Table, Row: r.Row}
}
