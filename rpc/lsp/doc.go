// Package lsp is a language server for files that hold create requests: it
// underlines what is wrong while it is typed, completes members, explains rules
// and offers mends. What is shown is worked out by validate/assist, in byte
// offsets; this package speaks the protocol, LSP 3.18, over rpc/wire.
//
//   - To run a server over stdin and stdout, or over any connection, call [Serve].
//   - To learn which documents it looks at, see subject.go.
//
// A method of the protocol stands in the file of its name. Methods run one after
// the other, in the order in which they arrive, on the goroutine that reads; none
// waits for the client. Diagnostics are pushed by a goroutine of their own, or
// pulled by clients that can.
package lsp

//go:generate go run ./internal/codes
