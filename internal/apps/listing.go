package apps

import (
	"bytes"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// listMember is the member of a listing that holds the apps (query-apps, Table 4).
const listMember = "apps"

// listed are the members of an app in a listing that no request has (query-apps,
// Table 5).
var listed = [...]string{
	"id", "creator", "update_time", "register_time", "status", "app_type", "roma_app_type", "bind_num",
}

// listing finds the apps of a listing: the array "apps" of an object that is not an
// app itself. It does not exist if the value is not a listing.
func listing(e *validate.Edition, value document.Node) document.Node {
	if !value.Exists() || value.Kind() != validate.Object || value.Member(e.Fields[validate.Name].Name).Exists() {
		return document.Node{}
	}
	if list := value.Member(listMember); list.Exists() && list.Kind() == validate.Array {
		return list
	}
	return document.Node{}
}

// mayHoldApps reports whether text may be more than one app. It is quick.
func mayHoldApps(text []byte) bool {
	first := bytes.TrimLeft(text, space)
	return len(first) > 0 && first[0] == '[' || bytes.Contains(text, []byte(`"`+listMember+`"`))
}

// inListing keeps of the violations of an app those that count in a listing. It has
// members that requests have not, a secret that is masked or left out, to which the
// request's rules do not apply, and null where there is nothing.
func inListing(e *validate.Edition, vs validate.Violations) validate.Violations {
	kept := vs[:0]
	for _, v := range vs {
		id, documented := e.Field(v.Field)
		switch v.Rule {
		case validate.RuleUnknown:
			if isListed(v.Field) {
				continue
			}
		case validate.RuleType:
			if v.Severity == validate.Warning {
				continue
			}
		case validate.RuleMinLength, validate.RuleMaxLength, validate.RuleStart, validate.RuleCharset:
			if documented && e.Fields[id].Secret {
				continue
			}
		}
		kept = append(kept, v)
	}
	return kept
}

func isListed(name string) bool {
	for _, l := range listed {
		if l == name {
			return true
		}
	}
	return false
}
