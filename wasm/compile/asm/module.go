package asm

// Type is the type of a value.
type Type byte

// The value types, as the binary format numbers them.
const (
	I32       Type = 0x7f
	I64       Type = 0x7e
	Externref Type = 0x6f
)

// Module is a module under construction.
type Module struct {
	imports []*Func
	funcs   []*Func
	exports []export
	pages   uint32
}

type export struct {
	name  string
	kind  byte
	index func() uint32
}

// The kinds of an import or export.
const (
	kindFunc   byte = 0
	kindMemory byte = 2
)

// New is an empty module.
func New() *Module { return new(Module) }

// Import declares a function the host provides. All imports stand before the
// module's own functions in the index space, in the order they were declared.
func (m *Module) Import(module, name string, result Type, params ...Type) *Func {
	f := &Func{module: m, result: result, importModule: module, importName: name}
	for _, t := range params {
		f.Param(t)
	}
	m.imports = append(m.imports, f)
	return f
}

// Func adds a function with one result.
func (m *Module) Func(result Type) *Func {
	f := &Func{module: m, result: result}
	m.funcs = append(m.funcs, f)
	return f
}

// Memory gives the module a memory of at first so many pages of 64 KiB, and
// exports it.
func (m *Module) Memory(name string, pages uint32) {
	m.pages = pages
	m.exports = append(m.exports, export{name, kindMemory, func() uint32 { return 0 }})
}

// Func is a function, imported or of the module.
type Func struct {
	module *Module
	result Type
	params []*Local
	locals []*Local
	body   []Instr

	importModule, importName string
}

// Param adds a parameter; parameters come before locals.
func (f *Func) Param(t Type) *Local {
	if len(f.locals) > 0 {
		panic("asm: a parameter after a local")
	}
	l := &Local{index: uint32(len(f.params)), typ: t}
	f.params = append(f.params, l)
	return l
}

// Local adds a local variable, zero at first.
func (f *Func) Local(t Type) *Local {
	l := &Local{index: uint32(len(f.params) + len(f.locals)), typ: t}
	f.locals = append(f.locals, l)
	return l
}

// Body sets what the function does; the value its last instruction leaves is
// the function's result.
func (f *Func) Body(body ...Instr) { f.body = body }

// Export makes the function callable by the host.
func (f *Func) Export(name string) {
	m := f.module
	m.exports = append(m.exports, export{name, kindFunc, f.index})
}

// index is the function's place in the index space.
func (f *Func) index() uint32 {
	for i, g := range f.module.imports {
		if f == g {
			return uint32(i)
		}
	}
	for i, g := range f.module.funcs {
		if f == g {
			return uint32(len(f.module.imports) + i)
		}
	}
	panic("asm: a function of another module")
}
