// Package compile turns the rule table of an edition into code for other hosts
// than Go: two small WebAssembly modules, and JavaScript.
//
//   - [JSString] takes JavaScript strings. In a browser it costs a few hundred
//     bytes and is ready at once.
//   - [UTF8] takes UTF-8 in linear memory, for hosts such as wazero, wasmtime
//     and proxies.
//   - [JavaScript] is the table as an ES module, for where WebAssembly may not
//     run, and for whoever needs the fastest check of a short string.
//
// All three export a function for each member of the create request, named like
// the member, and agree with package validate on every text; a test holds that.
// The function's answer is a [Result]: 0 for a valid text, else every rule the
// text breaks and the index of the first offence.
package compile

//go:generate go run ./gen ../npm/rules
