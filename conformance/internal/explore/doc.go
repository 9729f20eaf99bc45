// Package explore looks for what a suite of cases has no case for: it plays random
// sequences of requests to a gateway and has every answer judged by the oracle.
//
//   - To explore, call [Run].
//   - To play one sequence again, call [Replay].
//   - A [Sequence] says what is sent without its values: each time it is played, names,
//     keys and secrets are new. It is JSON, kept in a corpus.
//
// What a sequence shows is shrunk, playing it again and again, to the fewest and
// plainest requests that still show it, and has to be seen once more, patiently, before
// it counts as a finding. Everything is created, deleted and cleaned up by package
// world: nothing foreign is ever deleted.
package explore
