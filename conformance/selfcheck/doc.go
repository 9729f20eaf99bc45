// Package selfcheck measures what the conformance suite detects. It runs the whole
// suite against gateways that break the pages in a known way, against gateways
// that obey them in an unusual way, and against gateways that mean harm.
//
//   - [Run] does all of it and makes a [Report].
//   - [Report.Text], [Report.Markdown] and [Report.JSON] write the report down;
//     docs/detection.md is such a report.
//
// A fault counts as caught only where the case that was expected to catch it
// failed. That a case could not decide, or broke off, catches nothing.
package selfcheck
