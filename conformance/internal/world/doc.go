// Package world knows what a run made at a gateway, and gets rid of it: within a
// budget, written down in a ledger before anything is sent, and deleted by ID.
//
//   - To create, use [World.Post]; nothing else of a run may send a creation.
//   - To ask whether an app is the run's own, use [World.Ours]; to take down one
//     that a listing shows and no answer announced, [World.Discover].
//   - To end a run, use [World.CleanUp] or [World.Keep].
//   - To delete what an earlier run left behind, use [ReadPast] and [Past.CleanUp].
//
// What may be deleted is decided in delete.go and nowhere else.
package world
