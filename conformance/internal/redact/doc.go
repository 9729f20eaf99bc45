// Package redact takes secrets out of what is shown: a token, or an app's secret,
// is replaced by value wherever it appears, however it is encoded or escaped.
//
//   - To collect secrets while a run goes on, and to clean a short text, use a
//     [Redactor].
//   - To clean many texts once every secret is known, take its [Redactor.Finder].
//   - To show only a part of a text, use [Finder.Start] or [Finder.Cut]: a cut never
//     goes through a secret.
package redact
