// Package hostile is a collection of gateways that a conformance run must survive:
// they answer too much, too slowly, never, or with what is no answer at all. The
// question is not whether a suite finds a fault but whether it ends, in bounded
// memory and time, with a report, and gives away no secret.
//
// [All] lists them. [Hostile.Open] is one that keeps account of what it is asked to
// delete: some kinds hold apps of an owner from the beginning, which no run may
// touch whatever it is told of them. They need a real connection: behind a recorder such as
// [net/http/httptest.ResponseRecorder] some of them never return.
package hostile
