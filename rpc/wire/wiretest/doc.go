// Package wiretest is for tests of JSON-RPC servers: transcripts of exchanges,
// and the means to hold them over any transport.
//
//   - [Run] holds a transcript with a server and reports what differs.
//   - [Spec] is the transcript of the specification's own examples, which
//     [SpecHandler] answers.
//   - [NewClient] speaks over a stream of bytes, in either framing. Another
//     transport needs an [Exchanger] of its own.
package wiretest
