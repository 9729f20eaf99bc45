// Package report writes down what conformance runs found, in the forms that
// people and tools read.
//
//   - [Text] is for a terminal or a log, [HTML] for a browser.
//   - [JSON] holds everything; its schema is [Schema]. [ReadJSON] reads it back.
//   - [JUnit], [SARIF], [GitHub] and [Markdown] are for CI systems.
//   - [HAR] holds the HTTP traffic.
//
// A writer takes a whole [result.Report], which holds no secrets.
package report
