package oracle

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
)

// credentialClause is the clause that a credential is refused, and its status.
func credentialClause(op string, c Credential) (clause string, status int) {
	switch c {
	case Missing:
		return op + "/auth/token-required", 401
	case Unknown:
		return op + "/auth/token-valid", 401
	case Forged:
		return op + "/auth/signature", 401
	case Stale:
		return op + "/auth/signature-date", 401
	}
	return op + "/status/403", 403
}

func credentialName(c Credential) string {
	switch c {
	case Missing:
		return "a request without a token"
	case Unknown:
		return "a token that nobody issued"
	case Forged:
		return "a signature that is not that of the request"
	case Stale:
		return "a signature whose date is twenty minutes off"
	}
	return "a token without permission"
}

// judgeRefusal judges a refused creation.
func (o *Oracle) judgeRefusal(p *Pending, a Answer, j *Judgement) {
	r, d := p.request, p.draft
	body := readError(j.Doc)
	switch {
	case r.Credential != Valid:
		o.judgeCredential("create", r, a, d.invalid() || len(d.open) > 0, body, j)
	case r.formRefused(a.Status):
		// It says nothing of what was asked for.
	case limits(a.Status):
		if !d.invalid() {
			o.traits.limit(a.Status, len(r.Body))
		}
	case o.observed && a.Status == 404 && !o.lived(r.At):
		o.traits.learn(traitPlace, "404")
	case d.invalid():
		o.judgeInvalid(r, d, a, body, j)
	case len(d.open) > 0:
		o.judgeOpen("create", d.open, a, j)
		o.learnRefused(d)
	default:
		o.judgeValidRefused(p, a, body, j)
	}
}

// formRefused reports whether the status refuses how the body was sent, which HTTP lets
// a server do: that its length is missing, that it was announced, or its type.
func (r *Request) formRefused(status int) bool {
	return status == 411 && r.Chunked || status == 417 && r.Expect || status == 415 && r.ContentType != "" && r.ContentType != "application/json"
}

// limits reports whether the status says that the gateway has had enough for now, or
// that a body is too large, whatever it says.
func limits(status int) bool { return status == 413 || status == 429 || status == 503 }

// judgeInvalid judges the refusal of a request that breaks a rule.
func (o *Oracle) judgeInvalid(r Request, d *draft, a Answer, body errorBody, j *Judgement) {
	b := d.breaches[0]
	j.Proves = a.Status == 400 && !body.saysTaken()
	loose := slices.ContainsFunc(d.breaches, func(b breach) bool { return b.level == should })
	if a.Status != 400 {
		f := Finding{Clause: "create/status/400", Kind: fmt.Sprint(a.Status), Field: b.field,
			Text: fmt.Sprintf("%s was answered %d%s, not 400", b.what, a.Status, body.brief()), Allowed: "400", Came: fmt.Sprint(a.Status)}
		if loose {
			f.Clause = b.clause
		}
		if body.saysTaken() || a.Status == 409 {
			f.Unless = ValueTaken
		}
		j.add(f)
		return
	}
	o.judgeErrorBody("create", a.Status, body, j)
	if len(d.breaches) > 1 || b.loose || b.field == "" || !body.readable() {
		return
	}
	o.judgeNaming("create/"+b.field+"/error-names-it", b.field, body, j)
}

// judgeNaming judges whether the message names the parameter at fault. One finding a
// parameter is enough: the wording of messages is one matter.
func (o *Oracle) judgeNaming(clause, field string, body errorBody, j *Judgement) {
	if NamesParameter(body.msg, field) {
		return
	}
	kind, text := "unnamed", fmt.Sprintf("the error message does not name the parameter %s: %s", field, clip(body.msg))
	if other := o.otherField(body.msg, field); other != "" {
		kind, text = "misnamed", fmt.Sprintf("the error message names %s, but %s is at fault: %s", other, field, clip(body.msg))
	}
	j.add(Finding{Clause: clause, Kind: kind, Field: field, Path: "$.error_msg", Text: text,
		Allowed: "a message that names " + field, Came: body.msg})
}

// otherField is another documented parameter that the message names, "" if none.
func (o *Oracle) otherField(msg, field string) string {
	for _, other := range slices.Concat(fieldNames[:], []string{"offset", "limit", "status"}) {
		if other != field && slices.Contains(NamedParameters(msg), other) {
			return other
		}
	}
	return ""
}

// judgeOpen judges the refusal of a request on which the pages are silent.
func (o *Oracle) judgeOpen(op string, open []string, a Answer, j *Judgement) {
	if a.Status/100 == 4 {
		j.Proves = a.Status == 400
		return
	}
	clause := op + "/status/400"
	j.add(Finding{Clause: clause, Kind: fmt.Sprint(a.Status), Text: fmt.Sprintf("%s was answered %d: neither accepted nor refused", open[0], a.Status),
		Allowed: "201, or a refusal", Came: fmt.Sprint(a.Status)})
}

// judgeValidRefused judges the refusal of a request that keeps to every rule. It is
// lawful if a value is taken, or if a limit is reached.
func (o *Oracle) judgeValidRefused(p *Pending, a Answer, body errorBody, j *Judgement) {
	r, d := p.request, p.draft
	name, key := o.taken(d)
	conflict := a.Status == 400 || a.Status == 403 || a.Status == 409
	if conflict && (name || key) {
		o.learnTaken(d, name, key, a.Status)
		return
	}
	clause := r.Refutes
	if clause == "" {
		clause = "create/status/201"
	}
	if field := o.countedInHalves(d); field != "" {
		clause = "create/" + field + "/unit"
	}
	f := Finding{Clause: clause, Kind: "refused", Field: o.blamed(body), Text: fmt.Sprintf("a valid request was answered %d%s, not 201", a.Status, body.brief()),
		Allowed: "201", Came: fmt.Sprint(a.Status)}
	switch {
	case a.Status == 409 || conflict && body.saysTaken():
		f.Unless = ValueTaken
	case conflict && f.Field == "":
		f.Unless = LimitReached
	case conflict && o.observed && (f.Field == "name" || f.Field == "app_key"):
		f.Unless = ValueTaken // by an app that was there before
	}
	j.add(f)
}

// countedInHalves is the member whose text is too long if its UTF-16 units are
// counted, "" if there is none.
func (o *Oracle) countedInHalves(d *draft) string {
	for id := range o.edition.Fields {
		f := &o.edition.Fields[id]
		if len(utf16.Encode([]rune(d.texts[id]))) > f.Max {
			return f.Name
		}
	}
	return ""
}

// blamed is the documented member that a message names, "" if it names none.
func (o *Oracle) blamed(body errorBody) string {
	for _, name := range NamedParameters(body.msg) {
		if _, ok := o.edition.Field(name); ok {
			return name
		}
	}
	return ""
}

// judgeCredential judges the refusal of a credential. Who is asked first is open: a
// request that has another defect may be refused for that.
func (o *Oracle) judgeCredential(op string, r Request, a Answer, otherDefect bool, body errorBody, j *Judgement) {
	clause, status := credentialClause(op, r.Credential)
	switch {
	case limits(a.Status):
		return
	case a.Status == status:
		j.Proves = true
		if r.Credential != Forged && r.Credential != Stale { // signatures have codes of their own
			o.judgeErrorBody(op, status, body, j)
		}
	case otherDefect && a.Status == 400, op == "create" && body.saysTaken() && (a.Status == 400 || a.Status == 403 || a.Status == 409):
		first := op + "/auth/before-body"
		if op == "list" {
			first = op + "/auth/before-parameters"
		}
		o.traits.learn(traitFirst, "the content")
		j.add(Finding{Clause: first, Kind: "order", Text: fmt.Sprintf("%s was answered %d for its content, not %d", credentialName(r.Credential), a.Status, status),
			Allowed: fmt.Sprint(status), Came: fmt.Sprint(a.Status)})
	default:
		j.add(Finding{Clause: clause, Kind: fmt.Sprint(a.Status), Text: fmt.Sprintf("%s was answered %d%s, not %d", credentialName(r.Credential), a.Status, body.brief(), status),
			Allowed: fmt.Sprint(status), Came: fmt.Sprint(a.Status)})
	}
}

// errorBody is the body of a refusal.
type errorBody struct {
	doc       jsonvalue.Document
	object    jsonvalue.Object
	code, msg string
}

func readError(doc jsonvalue.Document) errorBody {
	b := errorBody{doc: doc}
	if doc.Err == nil {
		b.object, _ = doc.Value.(jsonvalue.Object)
	}
	b.code, b.msg = b.object.Text("error_code"), b.object.Text("error_msg")
	return b
}

func (b errorBody) readable() bool { return b.object != nil && b.msg != "" }

// brief is the code and the message for a sentence.
func (b errorBody) brief() string {
	if text := strings.TrimSpace(b.code + " " + b.msg); text != "" {
		return " (" + text + ")"
	}
	return ""
}

// taken are words by which gateways say that a value exists already.
var taken = [...]string{"exist", "duplicat", "already", "conflict", "in use", "taken", "unique", "occupied", "repeat", "已存在", "重复", "已被", "冲突", "占用"}

// saysTaken reports whether the message says that a value exists already.
func (b errorBody) saysTaken() bool {
	msg := strings.ToLower(b.code + " " + b.msg)
	return slices.ContainsFunc(taken[:], func(word string) bool { return strings.Contains(msg, word) })
}

// documentedCodes are the error codes of the examples, by status.
var documentedCodes = map[int]string{400: "APIG.2011", 401: "APIG.1002", 403: "APIG.1005", 500: "APIG.9999"}

// judgeErrorBody judges the members of an error answer: Tables 5 to 8 of create-app,
// 6 to 9 of query-apps.
func (o *Oracle) judgeErrorBody(op string, status int, body errorBody, j *Judgement) {
	clause := fmt.Sprintf("%s/error/%d/", op, status)
	if body.object == nil {
		what := "is not JSON"
		if body.doc.Err == nil {
			what = "is " + jsonvalue.Kind(body.doc.Value) + ", not an object"
		}
		for _, m := range []string{"error_code", "error_msg"} {
			j.add(Finding{Clause: clause + m, Kind: "present", Field: m, Path: "$", Text: fmt.Sprintf("the body of a %d %s", status, what)})
		}
		return
	}
	for _, m := range []string{"error_code", "error_msg"} {
		v := body.object.Get(m)
		s, isText := v.(string)
		switch {
		case v == nil:
			j.add(Finding{Clause: clause + m, Kind: "present", Field: m, Path: "$." + m, Text: fmt.Sprintf("the body of a %d has no %s", status, m)})
		case !isText:
			j.add(Finding{Clause: clause + m, Kind: "type", Field: m, Path: "$." + m, Text: fmt.Sprintf("%s is %s, not a string", m, jsonvalue.Kind(v))})
		case s == "":
			j.add(Finding{Clause: clause + m, Kind: "present", Field: m, Path: "$." + m, Text: fmt.Sprintf("the body of a %d has an empty %s", status, m)})
		}
	}
	want := documentedCodes[status]
	if body.code == "" || body.code == want {
		return
	}
	for other, code := range documentedCodes {
		if code == body.code {
			j.add(Finding{Clause: clause + "code", Kind: "value", Field: "error_code", Path: "$.error_code",
				Text: fmt.Sprintf("the error code of a %d is %s, which the examples give to a %d", status, body.code, other), Allowed: want, Came: body.code})
			return
		}
	}
	j.add(Finding{Clause: clause + "code-documented", Kind: "value", Field: "error_code", Path: "$.error_code",
		Text: fmt.Sprintf("the error code of a %d is %s; the example has %s", status, clip(body.code), want), Allowed: want, Came: body.code})
}
