// Command engine is the Go core as a WebAssembly reactor: what the language
// server shows of a text, for an editor in a browser. It is built by
//
//	GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared
//
// and needs of its host the few functions of WASI that the Go runtime itself
// imports. The npm package has that host.
//
// The host writes a text in UTF-8 at the address that buffer returns, calls one of
// the functions on it, and reads the answer, which is JSON, at the address that
// output returns; the function itself returns the answer's length in bytes. Offsets
// on both sides count UTF-16 code units, as JavaScript does.
//
//	buffer(bytes: i32) -> i32
//	output() -> i32
//	diagnostics(bytes, options: i32) -> i32
//	complete(bytes, options, at: i32) -> i32
//	hover(bytes, options, at: i32) -> i32
//	fixes(bytes, options, from, to: i32) -> i32
//	editions() -> i32
//
// See [options] for their bits.
package main

func main() {}
