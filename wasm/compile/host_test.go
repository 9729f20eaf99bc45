package compile_test

import (
	"context"
	"slices"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/wasm/compile"
)

// host runs the two modules of an edition. It is not safe for concurrent use.
type host struct {
	edition *validate.Edition
	strings api.Module
	utf8    api.Module
	fields  [validate.NumFields]struct{ strings, utf8, gate api.Function }

	// text is the string that the externref stands for.
	text  []uint16
	bytes []byte
	stack [2]uint64
}

func newHost(t testing.TB, e *validate.Edition) *host {
	t.Helper()
	ctx := context.Background()
	r := wazero.NewRuntime(ctx)
	t.Cleanup(func() { _ = r.Close(ctx) })
	h := &host{edition: e}
	i32, ref := []api.ValueType{api.ValueTypeI32}, api.ValueTypeExternref
	_, err := r.NewHostModuleBuilder("wasm:js-string").
		NewFunctionBuilder().WithGoFunction(api.GoFunc(func(_ context.Context, stack []uint64) {
		stack[0] = uint64(len(h.text))
	}), []api.ValueType{ref}, i32).Export("length").
		NewFunctionBuilder().WithGoFunction(api.GoFunc(func(_ context.Context, stack []uint64) {
		stack[0] = uint64(h.text[uint32(stack[1])])
	}), []api.ValueType{ref, api.ValueTypeI32}, i32).Export("charCodeAt").
		Instantiate(ctx)
	if err != nil {
		t.Fatal(err)
	}
	instantiate := func(name string, compiler func(*validate.Edition) ([]byte, error)) api.Module {
		t.Helper()
		binary, err := compiler(e)
		if err != nil {
			t.Fatal(err)
		}
		m, err := r.InstantiateWithConfig(ctx, binary, wazero.NewModuleConfig().WithName(name))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return m
	}
	h.strings = instantiate("strings", compile.JSString)
	h.utf8 = instantiate("utf8", compile.UTF8)
	gate := instantiate("gate", compile.Gate)
	for id := range e.Fields {
		name := e.Fields[id].Name
		h.fields[id].strings = h.strings.ExportedFunction(name)
		h.fields[id].utf8 = h.utf8.ExportedFunction(name)
		h.fields[id].gate = gate.ExportedFunction(name)
	}
	return h
}

// onString asks the module that takes JavaScript strings.
func (h *host) onString(t testing.TB, id validate.FieldID, text []uint16) compile.Result {
	h.text = text
	h.stack[0] = 1
	return h.call(t, h.fields[id].strings)
}

// onUTF8 asks the module that takes UTF-8. The text stands at the very end of
// the memory, so that reading past it traps.
func (h *host) onUTF8(t testing.TB, id validate.FieldID, text []byte) compile.Result {
	memory := h.utf8.Memory()
	if need := uint32(len(text)); need > memory.Size() {
		if _, ok := memory.Grow((need - memory.Size() + 0xffff) >> 16); !ok {
			t.Fatalf("the memory does not grow to %d bytes", need)
		}
	}
	at := memory.Size() - uint32(len(text))
	memory.Write(at, text)
	h.stack[0], h.stack[1] = uint64(at), uint64(len(text))
	return h.call(t, h.fields[id].utf8)
}

func (h *host) call(t testing.TB, f api.Function) compile.Result {
	if err := f.CallWithStack(context.Background(), h.stack[:]); err != nil {
		t.Fatal(err)
	}
	return compile.Result(h.stack[0])
}

// agree holds that both modules say of a text what package validate says of it,
// and that the gate waves it through just where it is valid and of ASCII.
func (h *host) agree(t testing.TB, id validate.FieldID, text []uint16) {
	h.bytes = appendWTF8(h.bytes[:0], text)
	want := compile.Pack(h.edition.CheckField(id, validate.Text(string(h.bytes))))
	if got := h.onString(t, id, text); got != want {
		t.Fatalf("edition %s, %s(%+q) on a string: %+v, native %+v", h.edition.ID, h.edition.Fields[id].Name, h.bytes, got, want)
	}
	plain := want == 0 && !slices.ContainsFunc(text, func(u uint16) bool { return u > unicode.MaxASCII })
	h.stack[0] = 1
	if got := h.call(t, h.fields[id].gate) == 1; got != plain {
		t.Fatalf("edition %s, %s(%+q) at the gate: %t, want %t", h.edition.ID, h.edition.Fields[id].Name, h.bytes, got, plain)
	}
	if got := h.onUTF8(t, id, h.bytes); got != want {
		t.Fatalf("edition %s, %s(%+q) on UTF-8: %+v, native %+v", h.edition.ID, h.edition.Fields[id].Name, h.bytes, got, want)
	}
}

// appendWTF8 appends text as UTF-8, and a lone surrogate as three bytes, which
// are not UTF-8 and begin an offence just where the surrogate does.
func appendWTF8(dst []byte, text []uint16) []byte {
	for i := 0; i < len(text); i++ {
		r := rune(text[i])
		switch {
		case !utf16.IsSurrogate(r):
			dst = utf8.AppendRune(dst, r)
		case i+1 < len(text) && utf16.DecodeRune(r, rune(text[i+1])) != utf8.RuneError:
			dst = utf8.AppendRune(dst, utf16.DecodeRune(r, rune(text[i+1])))
			i++
		default:
			dst = append(dst, 0xe0|byte(r>>12), 0x80|byte(r>>6)&0x3f, 0x80|byte(r)&0x3f)
		}
	}
	return dst
}

func callI64(t testing.TB, f api.Function, n int64) int64 {
	t.Helper()
	result, err := f.Call(context.Background(), uint64(n))
	if err != nil {
		t.Fatal(err)
	}
	return int64(result[0])
}
