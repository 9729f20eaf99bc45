package explore

import (
	crand "crypto/rand"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/stimulus"
	"github.com/appgauge/appgauge/validate"
)

// env makes the values of one playing of a sequence, and remembers what its apps became.
type env struct {
	edition *validate.Edition
	// nonce is the run's, mark that of this playing: it begins with the nonce.
	nonce, mark string
	home        probe.Place
	others      map[string]probe.Place
	token       string
	rng         *rand.Rand
	apps        map[string]app
	// symbolic says that IDs and keys are symbols, as nothing is sent.
	symbolic bool
}

// app is an app that the sequence refers to.
type app struct {
	id, name, key string
	at            *probe.Place // nil is the run's own
}

func newEnv(s *Settings, nonce string) *env {
	var seed [32]byte
	crand.Read(seed[:]) // nobody can work out the secrets
	out := &env{
		edition: s.Edition, nonce: nonce, home: s.Home, others: s.Others, token: s.Auth.Token,
		rng: rand.New(rand.NewChaCha8(seed)), apps: map[string]app{},
	}
	out.mark = nonce + out.chars(4)
	return out
}

// target fills in where the request goes, and as whom.
func (e *env) target(t Target, r *probe.Request) {
	if at, ok := e.others[t.At]; ok {
		r.At = &at
	}
	switch t.Token {
	case "missing":
		r.Auth.Kind = probe.CredMissing
	case "empty":
		r.Auth.Kind = probe.CredEmpty
	case "forbidden":
		r.Auth.Kind = probe.CredForbidden
	case "":
	default:
		token, mask := stimulus.WrongToken(e.token, t.Token)
		if e.symbolic {
			token = mask
		}
		r.Auth = probe.Credential{Kind: probe.CredWrong, Value: token}
	}
}

// create is a request of the creation.
func (e *env) create(c *Creation) probe.Request {
	var d stimulus.Draft
	for id := range e.edition.Fields {
		f := &e.edition.Fields[id]
		class := c.Members[f.Name]
		if class == "" && f.Required {
			class = ordinary
		}
		if class == "" {
			continue
		}
		if raw := e.raw(f, class); raw != "" {
			d = d.With(f.Name, raw)
		}
	}
	d = e.marked(d)
	if c.Body == "reversed" {
		d = slices.Clone(d)
		slices.Reverse(d)
	}
	r := d.Create()
	r.Body, r.ContentType = spell(r.Body, c.Body), contentTypes[c.Body]
	e.target(c.Target, &r)
	return r
}

// marked is the draft with a sign of this run in it: nothing is ever deleted that does
// not show whose it is.
func (e *env) marked(d stimulus.Draft) stimulus.Draft {
	switch shows := strings.ToLower(d.Raw("name") + d.Raw("remark") + d.Raw("app_key")); {
	case strings.Contains(shows, e.nonce):
		return d
	case d.Raw("remark") == "":
		return d.WithText("remark", e.nonce)
	case d.Raw("app_key") == "":
		return d.WithText("app_key", e.plain(&e.edition.Fields[validate.AppKey]))
	}
	return d.WithText("name", e.plain(&e.edition.Fields[validate.Name]))
}

var contentTypes = map[string]string{"with charset in the content type": "application/json; charset=utf-8"}

// spell writes the body in another way.
func spell(body, how string) string {
	switch how {
	case "spaced":
		return "\r\n\t" + strings.ReplaceAll(strings.ReplaceAll(body, `":`, "\" :\t"), `,"`, " ,\n\"") + " \n"
	case "escaped":
		return strings.NewReplacer(`"name":"a`, `"n\u0061me":"\u0061`, `"app_key"`, `"app\u005fkey"`, `"remark":"D`, `"\u0072emark":"\u0044`).Replace(body)
	case long:
		return "{" + strings.Repeat(" ", 5<<10) + strings.TrimPrefix(body, "{")
	case "with an unknown member":
		return `{"appgauge_unknown":"x",` + strings.TrimPrefix(body, "{")
	case "truncated":
		return body[:len(body)-1]
	case "an array":
		return "[" + body + "]"
	case "nothing":
		return ""
	}
	return body
}

// list is a request of the listing.
func (e *env) list(l *Listing) probe.Request {
	var p probe.Params
	for _, param := range l.Params {
		p = p.With(param.Name, e.param(param))
	}
	r := probe.Request{Op: probe.OpQuery, Query: p.Encode()}
	e.target(l.Target, &r)
	return r
}

// parts are what a parameter may be of an app's value; of no app it is "the run", what
// the names of all apps have in common.
var parts = [...]string{"start", "middle", "end", "other case", "altered"}

func (e *env) param(p Param) string {
	if p.Of == "" {
		if p.Part == "the run" {
			return e.mark
		}
		return p.Value
	}
	of := e.apps[p.Of]
	whole := map[string]string{"id": of.id, "name": of.name, "app_key": of.key}[p.Name]
	if e.symbolic && isSymbol(whole) {
		return part(whole, p.Part)
	}
	n := len(whole)
	switch p.Part {
	case "start":
		return whole[:n*3/4]
	case "middle":
		return whole[n/4 : n*3/4]
	case "end":
		return whole[n/4:]
	case "other case":
		return stimulus.SwapCase(whole)
	case "altered":
		return Altered(whole)
	}
	return whole
}

// Altered differs from the text in its last character, but has the same form.
func Altered(text string) string {
	if text == "" {
		return "none"
	}
	last := text[len(text)-1]
	switch last {
	case '9', 'z', 'Z', 'f', 'F':
		last--
	default:
		last++
	}
	return text[:len(text)-1] + string(last)
}

// learn remembers what became of the creation's app.
func (e *env) learn(c *Creation, r probe.Request, ex *probe.Exchange) {
	if c.App == "" || ex == nil || ex.Status/100 != 2 {
		return
	}
	body := ex.Object()
	a := app{id: body.Text("id"), name: r.Name, key: body.Text("app_key"), at: r.At}
	if r.Key != "" {
		a.key = r.Key
	}
	if a.id != "" {
		e.apps[c.App] = a
	}
}

// resolved reports whether all apps that the step refers to were created.
func (e *env) resolved(s *Step) bool {
	for _, of := range s.refers() {
		if e.apps[of].id == "" {
			return false
		}
	}
	return true
}

// label is a name for the n-th app of a sequence: a, b, … z, a1, …
func label(n int) string {
	if n < 26 {
		return string(rune('a' + n))
	}
	return fmt.Sprintf("%c%d", 'a'+n%26, n/26)
}
