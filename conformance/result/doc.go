// Package result is what a conformance run says: verdicts on cases, what was
// found, what was sent and what came. It does no I/O, and holds no secrets.
//
//   - To write a report in a form of your own, range over [Report.Gateways], and
//     over the Cases and Clauses of each [Result].
//   - To read a report that was written as JSON, unmarshal it into a [Report].
//   - To make one report of several results, use [NewReport]; to join the shards
//     of one run, conformance.Merge.
//   - To select cases by their IDs as a run does, use [Match].
//
// A run as a whole has a [Conclusion], each case a [Verdict], each [Clause] a
// state; a [Finding] is one thing that a case saw, with the [Exchange] that shows it.
package result
