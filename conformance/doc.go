// Package conformance checks whether a cloud API gateway keeps to the documented
// rules for apps: it creates and lists apps over HTTP, compares what comes with
// what the pages say, and reports clause by clause.
//
//   - To test a gateway that listens somewhere, fill a [Runner] and call
//     [Runner.Run]; package conformance/report writes the [result.Result] down.
//   - To test an http.Handler inside a Go test, without a port, call Run of package
//     conformance/conformancetest.
//   - To see what is tested, and what cannot be and why, call [Clauses] and [Cases].
//   - To delete what an interrupted run left behind, call [Runner.Cleanup] on its
//     ledger.
//   - To run a part on each of several machines, set [Runner.Shard] and join the
//     results by [Merge].
//
// A clause is one normative statement of the pages; a case is one experiment
// that can refute clauses. A case passes only where the opposite was seen to be
// possible: the control twin of a request that was rejected, different in one
// byte, must have been accepted, or the verdict is [result.Unverified].
//
// What may be sent comes from the table of package validate; what must come
// back is judged by code of its own, so that a gateway built on validate and its
// judge share no error.
package conformance
