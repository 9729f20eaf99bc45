package main

import "unsafe"

// A reactor lives between calls, and the host calls from one thread: these hold
// the text it is writing and the answer it is about to read.
var (
	input  []byte
	answer []byte
)

//go:wasmexport buffer
func buffer(size uint32) *byte {
	if uint32(cap(input)) < size || uint32(cap(input)) > 2*size+1<<20 {
		input = make([]byte, size)
	}
	return unsafe.SliceData(input[:cap(input)])
}

//go:wasmexport output
func output() *byte { return unsafe.SliceData(answer) }

//go:wasmexport diagnostics
func diagnostics(size, opts uint32) uint32 {
	return reply(appendDiagnostics(answer[:0], ask(size, opts)))
}

//go:wasmexport complete
func complete(size, opts, at uint32) uint32 {
	return reply(appendCompletions(answer[:0], ask(size, opts), int(at)))
}

//go:wasmexport hover
func hover(size, opts, at uint32) uint32 {
	return reply(appendHover(answer[:0], ask(size, opts), int(at)))
}

//go:wasmexport fixes
func fixes(size, opts, from, to uint32) uint32 {
	return reply(appendFixes(answer[:0], ask(size, opts), int(from), int(to)))
}

//go:wasmexport editions
func editions() uint32 { return reply(appendEditions(answer[:0])) }

// ask is the question about the text that the host has written. The text is
// good for as long as the host waits.
func ask(size, opts uint32) question {
	return newQuestion(unsafe.String(unsafe.SliceData(input), size), options(opts))
}

func reply(json []byte) uint32 {
	answer = json
	return uint32(len(json))
}
