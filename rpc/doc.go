// Package rpc serves the rules over JSON-RPC 2.0, to programs in any language.
//
//   - To run the daemon inside a program, fill [Options], call [New], and
//     [Server.Listen] for each address, or [Server.ServeStream] on a pair of
//     streams such as stdin and stdout.
//   - To learn which methods there are, call [Methods]; docs/rpc.md shows each with
//     an exchange, and [OpenRPC] is the same for programs.
//   - To speak another protocol over the same bytes, use package rpc/wire alone.
//
// [Methods] is the one table of methods: what is served, described and documented
// all follow from it.
package rpc

//go:generate go run ./internal/generate
