// Package selfcheck measures what the conformance suite detects. It runs the whole
// suite against gateways that break the pages in a known way, against gateways
// that obey them in unusual ways, one or several together, and against gateways that
// mean harm.
//
//   - [Run] does all of it and makes a [Report].
//   - [Report.Text], [Report.Markdown] and [Report.JSON] write the report down;
//     docs/detection.md is such a report.
//
// A fault counts as caught only if the case that was expected to catch it failed or,
// if the statement that the fault breaks does not bind, warned. A case that could
// not decide, or broke off, catches nothing.
package selfcheck
