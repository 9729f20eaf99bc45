// Package redact takes secrets out of what is shown: a token, or an app's secret,
// is replaced by value wherever and however encoded it appears.
//
//   - To collect secrets while a run goes on, and to clean a short text, use a
//     [Redactor].
//   - To clean many texts once every secret is known, take its [Redactor.Finder].
package redact
