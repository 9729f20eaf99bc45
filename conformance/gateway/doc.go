// Package gateway is a reference gateway: an HTTP server that creates, lists and
// deletes apps exactly as the two documented pages say. It keeps everything in
// memory and forgets it when it stops.
//
// Use it to try a client without a cloud account, as the other side of a
// conformance run, or inside a Go test:
//
//	srv := httptest.NewServer(gateway.New(gateway.Options{}))
//
// [Serve] runs it, or any handler, on a listener with timeouts and a graceful
// stop. [Options.Alter] changes its [Behaviour] in single points; the packages
// faults, traits and hostile are made of such changes.
//
// The gateway decides what is valid by package validate. It shares nothing with
// the conformance runner, so that neither can hide an error of the other.
package gateway
