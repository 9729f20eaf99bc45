package asm

const (
	opBlock = 0x02
	opLoop  = 0x03
	opIf    = 0x04
	opEnd   = 0x0b
	opBr    = 0x0c
	opBrIf  = 0x0d

	noResult = 0x40
)

// Loop is a loop: a branch to its label starts it again, and its end leaves it.
func Loop(label string, body ...Instr) Instr { return block{opLoop, label, nil, body} }

// Block is a block: a branch to its label leaves it.
func Block(label string, body ...Instr) Instr { return block{opBlock, label, nil, body} }

// If runs body where cond is not 0.
func If(cond Instr, body ...Instr) Instr { return block{opIf, "", cond, body} }

// Br branches to the innermost enclosing block of that label.
func Br(label string) Instr { return branch{opBr, label, nil} }

// BrIf is [Br] where cond is not 0.
func BrIf(label string, cond Instr) Instr { return branch{opBrIf, label, cond} }

type block struct {
	opcode byte
	label  string
	cond   Instr
	body   []Instr
}

func (b block) emit(c *code) {
	if b.cond != nil {
		b.cond.emit(c)
	}
	c.out = append(c.out, b.opcode, noResult)
	c.labels = append(c.labels, b.label)
	for _, in := range b.body {
		in.emit(c)
	}
	c.labels = c.labels[:len(c.labels)-1]
	c.out = append(c.out, opEnd)
}

type branch struct {
	opcode byte
	label  string
	cond   Instr
}

func (b branch) emit(c *code) {
	if b.cond != nil {
		b.cond.emit(c)
	}
	for depth := range c.labels {
		if c.labels[len(c.labels)-1-depth] == b.label {
			c.out = uleb(append(c.out, b.opcode), uint32(depth))
			return
		}
	}
	panic("asm: no enclosing block " + b.label)
}
