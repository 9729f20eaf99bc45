// Package bench compares the checks of this module with those of well-known
// libraries, side by side in one run.
//
// It is a module of its own, so that the libraries do not weigh on users of the
// product. The command in cmd/ratios runs the benchmarks and prints what counts:
// how many times faster one is than the other.
package bench
