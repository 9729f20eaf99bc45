// Package npm is the npm package "appgauge": the rules for forms and for whatever
// else runs JavaScript. Its sources are in src, the rules generated from the
// table in rules, and build.mjs makes dist of both.
//
// The Go test builds and packs it, installs the tarball as a user would, and runs
// the tests in test on that: in node, in Chromium and in Firefox.
package npm
