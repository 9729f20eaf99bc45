// Package traffic judges HTTP exchanges that somebody else sent: recorded ones, or
// those that pass by. It finds the documented operations in them, asks the oracle of
// each gateway what the pages allow, and makes a result of what was found.
//
//   - To judge exchanges in the order of their start, call [Judge.Observe] with each.
//   - To judge them as they end, in any order, use a [Live].
//   - To report, call [Judge.Report]; it may be called again and again.
//
// The judge knows nothing of what was before the first exchange, of other clients, or of
// exchanges that are missing. What could be explained by them is kept until other
// exchanges rule the explanation out, and is reported as unverified if none does.
package traffic
