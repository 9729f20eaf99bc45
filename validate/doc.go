// Package validate carries the rules for an app, the identity with which a
// client calls a cloud API gateway: its name, remark, AppKey and AppSecret, and
// the normalisation of the page a listing asks for.
//
// Everything is read from one table, in table.go; every other package of the
// module is a projection of it.
//
//   - To check a decoded app, fill an [App] and call [Edition.Check].
//   - To check one field while a person types, call [Edition.CheckField].
//   - To check a JSON text and learn where in it the offence stands, use
//     package validate/document.
//   - To turn a listing's offset and limit into the page a gateway serves, call
//     [PageRules.Normalize], or [PageRules.Parse] on the query's texts.
//   - To learn what a gateway answers, call [Violations.Answer].
//
// A rule set is an [Edition]; [Default] is the one the current pages document.
// The package depends on a few small standard packages only, so that it costs
// little in a browser, and checks a valid app without allocating.
package validate
