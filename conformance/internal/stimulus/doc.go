// Package stimulus is what a run sends and why: the clauses of the pages, the
// cases that can refute them, and the apps that they are tried on.
//
//   - To write a case, add a [Case] to the catalog, in the file of its theme. What
//     it does it does through [T], which is all that its author needs to know.
//   - To have an app that several cases look at, add a [Specimen]; [Gen] makes up
//     its values, [Draft] its body.
//   - To run cases, which is package engine's business, make a [Scene], be its
//     [Runner], and step through a [Trial] of each case.
//
// What may be sent comes from the table of package validate. What must come back
// is judged by code of its own, so that a gateway built on validate and its judge
// share no error.
package stimulus
