// Package engine runs cases against a gateway and draws the conclusion.
//
//   - To run some of the cases of an edition's [Suite], call [Run] with [Settings]
//     that leave nothing open.
//   - To delete what an earlier run left behind, call [CleanUp].
//
// A run has stages: what should be rejected is sent before anything exists, the
// specimens that the cases need are created, listings are judged while nothing
// changes, and what changes things comes last, one case at a time.
package engine
