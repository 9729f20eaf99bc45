// Package har reads HTTP Archives 1.2 of any size as a stream: from browsers, proxies,
// and our own reports.
//
//   - To read one, call [Read] with what is to become of each entry.
//   - To bring the entries of several in order of time, put them into a [Spool].
//
// A string that is longer than any answer of use is cut while it is read, so that memory
// stays bounded whatever the archive holds.
package har
