// Package launch is what a command does around conformance runs: it finds the
// tokens, starts the built-in gateway where no other is named, shows progress,
// and writes the reports, also when the run is interrupted.
//
// Every function takes its context, its options and its streams, and returns
// the exit status: 0 conformant or partial, 1 nonconformant, 3 aborted. An error
// is one of usage or configuration, status 2. To run the suite from a program,
// use package conformance instead.
package launch
