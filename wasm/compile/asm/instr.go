package asm

// Instr is an instruction with its operands.
type Instr interface{ emit(*code) }

// code is a function body being written.
type code struct {
	out []byte
	// labels are those of the enclosing blocks, the innermost last.
	labels []string
}

// op is an opcode, its operands and its immediates.
type op struct {
	opcode     byte
	operands   []Instr
	immediates []byte
}

func (o op) emit(c *code) {
	for _, in := range o.operands {
		in.emit(c)
	}
	c.out = append(append(c.out, o.opcode), o.immediates...)
}

func unary(opcode byte, a Instr) Instr    { return op{opcode: opcode, operands: []Instr{a}} }
func binop(opcode byte, a, b Instr) Instr { return op{opcode: opcode, operands: []Instr{a, b}} }

// ConstI32 is i32.const.
func ConstI32(n int32) Instr { return op{opcode: 0x41, immediates: sleb(nil, int64(n))} }

// ConstI64 is i64.const.
func ConstI64(n int64) Instr { return op{opcode: 0x42, immediates: sleb(nil, n)} }

// The instructions of i32, by their names in the text format: I32LtU is i32.lt_u.

func I32Eqz(a Instr) Instr     { return unary(0x45, a) }
func I32Eq(a, b Instr) Instr   { return binop(0x46, a, b) }
func I32Ne(a, b Instr) Instr   { return binop(0x47, a, b) }
func I32LtU(a, b Instr) Instr  { return binop(0x49, a, b) }
func I32GtU(a, b Instr) Instr  { return binop(0x4b, a, b) }
func I32LeU(a, b Instr) Instr  { return binop(0x4d, a, b) }
func I32GeU(a, b Instr) Instr  { return binop(0x4f, a, b) }
func I32Add(a, b Instr) Instr  { return binop(0x6a, a, b) }
func I32Sub(a, b Instr) Instr  { return binop(0x6b, a, b) }
func I32Mul(a, b Instr) Instr  { return binop(0x6c, a, b) }
func I32And(a, b Instr) Instr  { return binop(0x71, a, b) }
func I32Or(a, b Instr) Instr   { return binop(0x72, a, b) }
func I32Shl(a, b Instr) Instr  { return binop(0x74, a, b) }
func I32ShrU(a, b Instr) Instr { return binop(0x76, a, b) }

// The instructions of i64.

func I64LtS(a, b Instr) Instr     { return binop(0x53, a, b) }
func I64GtS(a, b Instr) Instr     { return binop(0x55, a, b) }
func I64ShrU(a, b Instr) Instr    { return binop(0x88, a, b) }
func I32WrapI64(a Instr) Instr    { return unary(0xa7, a) }
func I64ExtendI32U(a Instr) Instr { return unary(0xad, a) }

// I32Load8U is i32.load8_u: the byte at an address.
func I32Load8U(address Instr) Instr {
	return op{opcode: 0x2d, operands: []Instr{address}, immediates: []byte{0, 0}}
}

// Select is a where cond is not 0, else b. Both are evaluated.
func Select(a, b, cond Instr) Instr { return op{opcode: 0x1b, operands: []Instr{a, b, cond}} }

// Call calls f.
func Call(f *Func, args ...Instr) Instr { return call{f, args} }

type call struct {
	f    *Func
	args []Instr
}

func (i call) emit(c *code) {
	// Which index f has is known only when all imports are declared.
	op{opcode: 0x10, operands: i.args, immediates: uleb(nil, i.f.index())}.emit(c)
}

// Return ends the function with a result.
func Return(a Instr) Instr { return unary(0x0f, a) }

// Local is a parameter or a local variable; as an instruction it is local.get.
type Local struct {
	index uint32
	typ   Type
}

func (l *Local) emit(c *code) { op{opcode: 0x20, immediates: uleb(nil, l.index)}.emit(c) }

// Set is local.set.
func (l *Local) Set(a Instr) Instr {
	return op{opcode: 0x21, operands: []Instr{a}, immediates: uleb(nil, l.index)}
}

// Tee is local.tee: it sets the local and is its value.
func (l *Local) Tee(a Instr) Instr {
	return op{opcode: 0x22, operands: []Instr{a}, immediates: uleb(nil, l.index)}
}
