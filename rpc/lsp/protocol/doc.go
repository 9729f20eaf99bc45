// Package protocol has the messages of the Language Server Protocol, version
// 3.18, that the language server reads and writes: those, and of them only the
// members it uses. What a client sends beside them is ignored.
//
// The types are written by hand; a test holds every name, type and required
// member against the protocol's own meta model. They carry the names and the
// meaning that the specification gives them, at
// https://microsoft.github.io/language-server-protocol/, which is therefore not
// told here again.
package protocol
