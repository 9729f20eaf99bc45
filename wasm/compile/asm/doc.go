// Package asm assembles WebAssembly modules in the folded form of the text
// format, written as Go: an instruction is a call, named like the instruction,
// and its operands are the call's arguments.
//
//	m := asm.New()
//	f := m.Func(asm.I32)
//	x := f.Param(asm.I32)
//	f.Body(asm.I32Add(x, asm.ConstI32(1)))
//	f.Export("increment")
//	binary := m.Bytes()
//
// It knows the instructions this project uses and no others. What it is given
// comes from the program, never from input: a branch to a label that does not
// enclose it is a bug in the program, and panics.
package asm
