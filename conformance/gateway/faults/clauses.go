package faults

// The statements of the pages that the faults break.

func clause(where, says string) Clause { return Clause{where, says} }

var (
	nameRequired = clause("create-app, Table 3, name", "mandatory")
	nameType     = clause("create-app, Table 3, name", "a string")
	nameLength   = clause("create-app, Table 3, name", "3 to 64 characters")
	nameStart    = clause("create-app, Table 3, name", "starts with a letter")
	nameChars    = clause("create-app, Table 3, name", "letters, digits and underscores only")

	remarkOptional = clause("create-app, Table 3, remark", "not mandatory")
	remarkType     = clause("create-app, Table 3, remark", "a string")
	remarkLength   = clause("create-app, Table 3, remark", "at most 255 characters")
	remarkAny      = clause("create-app, Table 3, remark", "no limit but the length")

	keyOptional = clause("create-app, Table 3, app_key", "not mandatory")
	keyType     = clause("create-app, Table 3, app_key", "a string")
	keyLength   = clause("create-app, Table 3, app_key", "8 to 200 characters")
	keyStart    = clause("create-app, Table 3, app_key", "starts with a letter or digit")
	keyChars    = clause("create-app, Table 3, app_key", "letters, digits, hyphens and underscores only")

	secretOptional = clause("create-app, Table 3, app_secret", "not mandatory")
	secretType     = clause("create-app, Table 3, app_secret", "a string")
	secretLength   = clause("create-app, Table 3, app_secret", "8 to 128 characters")
	secretStart    = clause("create-app, Table 3, app_secret", "starts with a letter or digit")
	secretChars    = clause("create-app, Table 3, app_secret", "letters, digits and _-!@#$% only")

	createBody   = clause("create-app, Table 3", "the body is an object of these members")
	createStatus = clause("create-app, Status code 201", "a created app is answered 201")
	createShape  = clause("create-app, Table 4", "the answer has the members of an app")
	createEcho   = clause("create-app, Table 4", "the answer shows the app as it was asked for")

	identity = clause("create-app, Function", "an app is an identity for calling APIs")

	createInvalid  = clause("create-app, Status code 400", "a bad request is answered 400")
	createError    = clause("create-app, Table 5", "error_code and error_msg, both strings")
	createBlame    = clause("create-app, Status code 400", "the message names the invalid parameter")
	createRejects  = clause("create-app, Status code 400", "a refused request creates nothing")
	createToken    = clause("create-app, Table 2, X-Auth-Token", "mandatory, a user's token")
	create401      = clause("create-app, Status code 401", "an incorrect token is answered 401")
	create403      = clause("create-app, Status code 403", "a token without permission is answered 403")
	create401Error = clause("create-app, Table 6", "error_code and error_msg, both strings")
	create403Error = clause("create-app, Table 7", "error_code and error_msg, both strings")

	calling = clause("create-app, Calling Method", "requests are let in as the page on calling APIs says")

	listStatus   = clause("query-apps, Status code 200", "a query is answered 200")
	listTotal    = clause("query-apps, Table 4, total", "how many apps match the conditions")
	listSize     = clause("query-apps, Table 4, size", "how many apps are returned")
	listApps     = clause("query-apps, Table 4, apps", "an array of apps")
	listItem     = clause("query-apps, Table 5", "the members of a listed app")
	listEcho     = clause("query-apps, Table 5", "a listed app is shown as it was created")
	listBindNum  = clause("query-apps, Table 5, bind_num", "how many APIs are bound, an integer")
	listInvalid  = clause("query-apps, Status code 400", "a bad request is answered 400")
	listError    = clause("query-apps, Table 6", "error_code and error_msg, both strings")
	listToken    = clause("query-apps, Table 3, X-Auth-Token", "mandatory, a user's token")
	list401      = clause("query-apps, Status code 401", "an incorrect token is answered 401")
	list403      = clause("query-apps, Status code 403", "a token without permission is answered 403")
	list401Error = clause("query-apps, Table 7", "error_code and error_msg, both strings")
	list403Error = clause("query-apps, Table 8", "error_code and error_msg, both strings")
	listBlame    = clause("query-apps, Status code 400", "the message names the invalid parameter")

	limitDefault = clause("query-apps, Table 2, limit", "20 by default")
	limitMeaning = clause("query-apps, Table 2, limit", "how many apps a page shows")
	limitLow     = clause("query-apps, Table 2, limit", "0 or less becomes 20")
	limitHigh    = clause("query-apps, Table 2, limit", "more than 500 becomes 500")

	offsetMeaning = clause("query-apps, Table 2, offset", "where the query starts")
	offsetLow     = clause("query-apps, Table 2, offset", "less than 0 becomes 0")
	offsetType    = clause("query-apps, Table 2, offset", "a long integer")

	filterID       = clause("query-apps, Table 2, id", "the app's ID is a condition")
	filterName     = clause("query-apps, Table 2, name", "the app's name is a condition")
	filterStatus   = clause("query-apps, Table 2, status", "the app's status is a condition")
	filterKey      = clause("query-apps, Table 2, app_key", "the AppKey is a condition")
	filterCreator  = clause("query-apps, Table 2, creator", "the creator is a condition")
	preciseName    = clause("query-apps, Table 2, precise_search", "with the value name, the name must match exactly")
	filterCombined = clause("query-apps, Table 4, total", "an app must match all conditions")

	instanceOfCreate = clause("create-app, Table 1, instance_id", "the gateway the app is created in")
	instanceOfList   = clause("query-apps, Table 1, instance_id", "the gateway that is queried")
	projectOfList    = clause("query-apps, Table 1, project_id", "the project that is queried")

	created = clause("query-apps, Function", "apps that were created are found")
)
