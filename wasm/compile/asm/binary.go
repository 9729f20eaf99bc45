package asm

import "encoding/binary"

// The sections of the binary format that are used here, in the order in which
// they must stand.
const (
	sectionType     = 1
	sectionImport   = 2
	sectionFunction = 3
	sectionMemory   = 5
	sectionExport   = 7
	sectionCode     = 10
)

// Bytes is the module in the binary format, version 1.
func (m *Module) Bytes() []byte {
	types := &typeTable{index: map[string]uint32{}}
	var imports, functions, exports, codes [][]byte
	for _, f := range m.imports {
		entry := name(nil, f.importModule)
		entry = name(entry, f.importName)
		entry = append(entry, kindFunc)
		imports = append(imports, uleb(entry, types.add(f)))
	}
	for _, f := range m.funcs {
		functions = append(functions, uleb(nil, types.add(f)))
		code := f.code()
		codes = append(codes, append(uleb(nil, uint32(len(code))), code...))
	}
	for _, e := range m.exports {
		entry := append(name(nil, e.name), e.kind)
		exports = append(exports, uleb(entry, e.index()))
	}
	out := []byte("\x00asm\x01\x00\x00\x00")
	out = section(out, sectionType, types.entries)
	out = section(out, sectionImport, imports)
	out = section(out, sectionFunction, functions)
	if m.pages > 0 {
		const noMaximum = 0
		out = section(out, sectionMemory, [][]byte{uleb([]byte{noMaximum}, m.pages)})
	}
	out = section(out, sectionExport, exports)
	return section(out, sectionCode, codes)
}

// code is the function's entry in the code section: its locals, in runs of one
// type, then its instructions.
func (f *Func) code() []byte {
	var runs [][]byte
	for i := 0; i < len(f.locals); {
		n := 1
		for i+n < len(f.locals) && f.locals[i+n].typ == f.locals[i].typ {
			n++
		}
		runs = append(runs, append(uleb(nil, uint32(n)), byte(f.locals[i].typ)))
		i += n
	}
	c := &code{out: vector(nil, runs)}
	for _, in := range f.body {
		in.emit(c)
	}
	return append(c.out, opEnd)
}

// typeTable numbers the function types, each once.
type typeTable struct {
	entries [][]byte
	index   map[string]uint32
}

func (t *typeTable) add(f *Func) uint32 {
	const function = 0x60
	entry := uleb([]byte{function}, uint32(len(f.params)))
	for _, p := range f.params {
		entry = append(entry, byte(p.typ))
	}
	entry = append(entry, 1, byte(f.result))
	i, known := t.index[string(entry)]
	if !known {
		i = uint32(len(t.entries))
		t.index[string(entry)] = i
		t.entries = append(t.entries, entry)
	}
	return i
}

// section appends a section, unless it is empty.
func section(out []byte, id byte, entries [][]byte) []byte {
	if len(entries) == 0 {
		return out
	}
	content := vector(nil, entries)
	out = uleb(append(out, id), uint32(len(content)))
	return append(out, content...)
}

func vector(out []byte, entries [][]byte) []byte {
	out = uleb(out, uint32(len(entries)))
	for _, e := range entries {
		out = append(out, e...)
	}
	return out
}

func name(out []byte, s string) []byte {
	return append(uleb(out, uint32(len(s))), s...)
}

// uleb appends n in unsigned LEB128.
func uleb(out []byte, n uint32) []byte { return binary.AppendUvarint(out, uint64(n)) }

// sleb appends n in signed LEB128.
func sleb(out []byte, n int64) []byte {
	for {
		b := byte(n & 0x7f)
		n >>= 7
		if n == 0 && b&0x40 == 0 || n == -1 && b&0x40 != 0 {
			return append(out, b)
		}
		out = append(out, b|0x80)
	}
}
