package oracle

import (
	"strings"

	"github.com/appgauge/appgauge/validate"
)

// causeOf is what the finding has in common with others that one change of the
// gateway would end: the same difference, whichever operation, rule or field it shows
// in.
func causeOf(f *Finding) string {
	parts := strings.Split(f.Clause, "/")
	last := parts[len(parts)-1]
	switch {
	case f.Kind == "unnamed" || f.Kind == "misnamed":
		return "error messages do not name the parameter"
	case f.Kind == "refused" && (strings.HasPrefix(f.Clause, "list/offset/") || strings.HasPrefix(f.Clause, "list/limit/")):
		return f.Clause[:strings.LastIndexByte(f.Clause, '/')] + " refused"
	case f.Kind == "refused" && (last == "max-length" || last == "unit"):
		return "length of " + parts[1] + " refused"
	case len(parts) == 3 && parts[1] == "path":
		return "path/" + last
	case f.Kind == "missing" && f.Clause == "list/pages/complete":
		return "list/lists-created missing"
	case f.Kind == "extra" && f.Field != "":
		return "filter " + f.Field + " extra"
	case strings.HasPrefix(f.Kind, "accepted, "):
		return f.Kind
	case f.Kind == "accepted" && (last == "start" || last == "charset"):
		return "characters of " + f.Field
	case f.Kind == "accepted" && strings.HasPrefix(f.Clause, "create/") && last == "type":
		return "types are not checked"
	case len(parts) > 2 && parts[1] == "auth", strings.HasSuffix(f.Clause, "status/403"):
		return strings.Join(parts[1:], "/") + " " + f.Kind
	case len(parts) == 4 && parts[1] == "error" && last == "code-documented":
		return "error codes"
	case len(parts) == 4 && parts[1] == "error" && f.Path == "$":
		return "error bodies"
	case len(parts) == 4 && parts[1] == "error":
		return "error bodies " + last + " " + f.Kind
	case strings.HasSuffix(f.Clause, "status/400"):
		return "refusals are answered " + f.Kind
	case strings.HasSuffix(f.Kind, "/echo"), f.Kind == "echo", f.Kind == "remark/absent":
		return f.Field + " changes"
	case len(parts) > 2 && parts[1] == "response":
		return "member " + last + " " + f.Kind
	}
	return f.Clause + " " + f.Kind
}

// explainAcceptance says of what was accepted although it breaks a rule how it was
// changed to be acceptable, if it was.
func explainAcceptance(d *draft, j *Judgement) {
	for i := range j.Findings {
		f := &j.Findings[i]
		if f.Kind != "accepted" {
			continue
		}
		for id, name := range fieldNames {
			sent, ok := d.sent(validate.FieldID(id))
			got, isText := j.App.Get(name).(string)
			if name == "app_secret" || name != f.Field || !ok || !isText || sent == got {
				continue
			}
			switch {
			case got == strings.TrimSpace(sent):
				f.Kind, f.Text = "accepted, trimmed", f.Text+": white space at its ends is taken off before it is checked"
			case got != "" && strings.HasPrefix(sent, got):
				f.Kind, f.Text = "accepted, cut", f.Text+": it is cut"
			default:
				f.Kind, f.Text = "accepted, changed", f.Text+", and changed"
			}
		}
	}
}
