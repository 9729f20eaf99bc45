// Package schemas carries the rule table as JSON Schema 2020-12 and OpenAPI
// 3.1, for everyone who checks apps by other means than package validate.
//
//   - To check a decoded value in Go, call [Compile].
//   - To hand a schema to an editor, a code generator or another language, call
//     [Read], or take the file from the repository: it stands under its name.
//   - To check a create request fast, or to learn where in a text the offence
//     stands, use package validate and its document instead.
//   - To put a field's character rule into a regular expression, as for the
//     pattern of an HTML input, use package schemas/pattern.
//
// What follows from the table exists once an edition, in a folder named after
// it, and is generated: 2023-11/create-app.request.json and
// 2023-11/openapi.json. Responses do not depend on the edition; their schemas
// are written by hand and tolerate what the documented examples show: a listed
// app without remark and app_type, masked secrets, members not documented.
package schemas

//go:generate go run ./internal/generate
