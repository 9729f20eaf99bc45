// Package faults is a collection of gateways that break the documented pages,
// each in one named way: the reference gateway with one change. A conformance
// suite proves what it detects by catching them.
//
//   - [All] lists the faults, [Lookup] finds one.
//   - [Fault.Handler] is the gateway with one fault, [Handler] with several, to
//     see whether one hides another.
//   - [AllTriggered] lists thousands more: every change with every [Trigger] that makes
//     sense for it, "name/max-65@with-remark". Such a gateway is lawful but when the
//     trigger says otherwise. Half of them are kept from sight, see [Triggered.Seen].
//
// They are one table, of which each file holds the rows of a theme. Those of origin
// [FromPages] were thought up from the pages alone, by someone who had seen no test
// case; a suite's score on them says more than its score on the others. What the
// pages leave open is no fault but a trait: see package traits.
package faults
