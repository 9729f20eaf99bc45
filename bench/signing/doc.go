// Package signing holds the official clients of the API against this project: what they
// sign is verified by the reference gateway, and what the suite signs is what they would
// sign. It is a module of its own, for the official Go SDK is large; the Node SDK is
// pinned by package-lock.json.
//
// The tests write what the clients sent to testdata/signatures.json at the root, with
// -update; the packages that sign and verify are tested with it, without any SDK.
package signing
