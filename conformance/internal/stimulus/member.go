package stimulus

import "slices"

// memberCheck is one thing about one member of an app: create-app, Table 4, and
// query-apps, Table 5.
type memberCheck struct {
	id     string // of the case, after "create/response/": "creator/value"
	member string
	about  string
	watch  Watch
}

// foreign reports whether the check holds of this run's apps alone: others may be of
// the market, or bound.
func (m memberCheck) foreign() bool { return m.id == "creator/value" || m.id == "bind_num/value" }

// memberChecks are the members of an app in the answers to an operation.
func memberChecks(op string) []memberCheck {
	var out []memberCheck
	add := func(member, suffix, about, clause string, kinds ...string) {
		out = append(out, memberCheck{member + "/" + suffix, member, about, Watch{op + "/response/" + clause, kinds}})
	}
	texts := []string{"id", "name", "creator", "update_time", "app_key", "app_secret", "register_time"}
	for _, m := range texts {
		add(m, "present", "there", m, "present")
		add(m, "type", "a string", m, "type", "unreadable")
		add(m, "not-empty", "not empty", m, "not-empty")
	}
	add("status", "present", "there", "status", "present")
	add("status", "type", "an integer", "status", "type")
	add("status", "value", "1", "status", "value")
	add("creator", "value", "USER for an app created through the API", "creator", "value")
	for _, m := range []string{"remark", "app_type", "roma_app_type"} {
		add(m, "type", "a string, where it is given", m, "type", "unreadable")
	}
	add("app_type", "value", "apig or roma, where it is given", "app_type", "value")
	add("roma_app_type", "value", "subscription or integration, where it is given", "roma_app_type", "value")
	for _, m := range []string{"update_time", "register_time"} {
		add(m, "form", "an RFC 3339 time", m+"-form", "form")
	}
	if op == "list" {
		add("update_time", "not-before-registration", "not before register_time", "update_time-order", "order")
		add("bind_num", "present", "there", "bind_num", "present")
		add("bind_num", "type", "an integer", "bind_num", "type")
		add("bind_num", "value", "0 for an app that nothing was bound to", "bind_num", "value")
	}
	return slices.Clip(out)
}
