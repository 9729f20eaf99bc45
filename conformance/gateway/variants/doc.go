// Package variants is a collection of gateways that obey the documented pages and
// differ from the reference gateway in what the pages leave open. A conformance
// suite must raise no alarm on any of them.
//
//   - [All] lists the lawful variants.
//   - [Disputed] lists those that the pages allow and a reading of this project
//     does not: [Variant.Against] says which. A suite may fail them.
package variants
