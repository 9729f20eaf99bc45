// Package witness shows whether two gateways differ: it plays a fixed, rich set of
// requests to both and compares what it sees.
//
//   - [Transcript] is what one [Probe] sees of a gateway. Times and generated values
//     are the same every time, so that gateways which behave alike give equal ones.
//   - [Witness.Differs] says whether a change with a trigger differs from the lawful
//     gateway in anything. Each request is sent in the way that the trigger is about:
//     with a remark, in chunks, after a deletion.
package witness
