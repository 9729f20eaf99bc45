package rpc

import (
	"github.com/appgauge/appgauge/conformance/result"
)

// Methods is the table of methods, in the order in which they are documented.
func Methods() []Method {
	return []Method{
		method[validateParams, Verdict]("app/validate",
			"Check a create request",
			"Ranges are in the decoded text of the field, since a JSON object has no text of its own. "+
				"Violations that stand nowhere in such a text, as that of a missing member, have none.",
			validateApp),
		method[validateTextParams, Verdict]("app/validateText",
			"Check the JSON text of a create request",
			"Ranges are in the text, so that an editor can mark them. The text may be broken in any way.",
			validateText),
		method[validateFieldParams, Verdict]("app/validateField",
			"Check one field of a create request",
			"Meant for a form, while a person types. Ranges are in the decoded text of the field.",
			validateField),
		method[normalizeParams, Page]("page/normalize",
			"Tell which page a listing gets",
			"Numbers out of bounds are no error: the gateway replaces them. "+
				"Both may be given as texts, as they stand in a query string.",
			normalize),
		method[rulesParams, Rules]("rules/list",
			"List the rules",
			"",
			listRules),
		method[schemaParams, Schema]("schema/get",
			"Get the rules as a JSON Schema or an OpenAPI document",
			"",
			getSchema),
		method[listParams, Suite]("conformance/list",
			"List the clauses and cases of the conformance suite",
			"Every clause is listed, whatever cases are.",
			listConformance),
		method[runParams, result.Result]("conformance/run",
			"Test whether a gateway keeps the rules",
			"The apps that a run creates are deleted at its end, also when it is cancelled; "+
				"the data of the error -32800 then says what became of them.",
			runConformance).long(),
		method[discoverParams, Document]("rpc.discover",
			"Describe the methods",
			"The result is an OpenRPC 1.3.2 document, the same as schemas/openrpc.json.",
			discover),
	}
}
