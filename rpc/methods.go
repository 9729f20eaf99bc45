package rpc

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
		method[discoverParams, Document]("rpc.discover",
			"Describe the methods",
			"The result is an OpenRPC 1.3.2 document, the same as schemas/openrpc.json.",
			discover),
	}
}
