// Package wire is the byte side of JSON-RPC 2.0: an [ObjectStream] for
// github.com/sourcegraph/jsonrpc2 that survives bad input, gives every caller
// its own id back to the byte, collects batches, and writes replies in bursts.
// Dispatch stays with that library: its Conn, Handler and Request are used
// unchanged.
//
// When to use what:
//
//   - [NewStream] for anything that is a stream of bytes: stdio, a unix or TCP
//     socket, an in-memory pipe. It tells Content-Length framing and one
//     message a line apart by itself.
//   - [NewMessageStream] where the transport keeps messages apart already: a
//     WebSocket, or the single body of an HTTP POST.
//   - [Stream.Start] to run either with a handler. It is jsonrpc2.NewConn with
//     [Stream.Handler] around the handler; call the two yourself to add
//     connection options.
//   - [HandlerFunc] for a handler that returns its result; [Respond] inside
//     any other handler. Both pass a json.RawMessage on without encoding it
//     again.
//   - [Options.Long] to say which requests get a goroutine and a context that
//     $/cancelRequest cancels. All others run one after the other in the order
//     they arrived, on the goroutine that reads: they must not wait for the
//     peer.
//   - [Stream.Shutdown] to stop reading, answer what was read, and close.
//
// What a peer sends wrongly is answered here and never reaches a handler: see
// [Detail] for what the answer says.
//
// [ObjectStream]: https://pkg.go.dev/github.com/sourcegraph/jsonrpc2#ObjectStream
package wire
