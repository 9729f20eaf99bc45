package gateway

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/appgauge/appgauge/validate"
)

// The further operations of [Options.Extended]. Neither page has them; they are as the
// official SDK and the Terraform provider need them to keep an app, by their public
// sources.
const (
	// Show and Update are GET and PUT of one app, ResetSecret is PUT of secret/{app_id}.
	Show Op = iota + Delete + 1
	Update
	ResetSecret
	// The app codes of an app: POST makes one that is given, PUT one that is generated.
	CreateCode
	GenerateCode
	ListCodes
	ShowCode
	DeleteCode
)

// Code is an app code: a password of an app for simple authentication.
type Code struct {
	ID, Value string
	Created   time.Time
}

// The lengths of an app code.
const minCode, maxCode = 64, 180

func extendedAppRoute() *route {
	return &route{map[string]Op{http.MethodGet: Show, http.MethodPut: Update, http.MethodDelete: Delete}, "GET, PUT, DELETE"}
}

// extendedRoute is the route of what follows "apps" in a path; nil if there is none.
func (x *Exchange) extendedRoute(seg []string) *route {
	switch {
	case len(seg) == 1:
		x.AppID = seg[0]
		return extendedAppRoute()
	case len(seg) == 2 && seg[0] == "secret":
		x.AppID = seg[1]
		return &route{map[string]Op{http.MethodPut: ResetSecret}, "PUT"}
	case len(seg) == 2 && seg[1] == "app-codes":
		x.AppID = seg[0]
		return &route{map[string]Op{http.MethodGet: ListCodes, http.MethodPost: CreateCode, http.MethodPut: GenerateCode}, "GET, POST, PUT"}
	case len(seg) == 3 && seg[1] == "app-codes":
		x.AppID, x.codeID = seg[0], seg[2]
		return &route{map[string]Op{http.MethodGet: ShowCode, http.MethodDelete: DeleteCode}, "GET, DELETE"}
	}
	return nil
}

// extended answers an authorized request for one of the further operations.
func (b *Behaviour) extended(x *Exchange) *Reply {
	switch x.Op {
	case Update:
		return b.update(x)
	case ResetSecret:
		return b.resetSecret(x)
	case CreateCode, GenerateCode:
		return b.createCode(x)
	}
	app := b.Store.Find(x.Space, x.AppID)
	if app == nil {
		return b.Fail(x, noSuchApp(x.AppID))
	}
	if x.Op == Show {
		return ok(b.ShowApp(x, app))
	}
	if x.Op == ListCodes {
		return b.listCodes(x, app)
	}
	i := slices.IndexFunc(app.Codes, func(c Code) bool { return c.ID == x.codeID })
	if i < 0 {
		return b.Fail(x, noSuchCode(x.codeID))
	}
	if x.Op == ShowCode {
		return ok(b.showCode(app, app.Codes[i]))
	}
	b.Store.Update(x.Space, x.AppID, func(a *App) {
		a.Codes = slices.DeleteFunc(slices.Clone(a.Codes), func(c Code) bool { return c.ID == x.codeID })
	})
	return &Reply{Status: http.StatusNoContent, Header: http.Header{}}
}

func ok(body *Object) *Reply {
	return &Reply{Status: http.StatusOK, Header: http.Header{}, Body: body}
}

// update takes over what is sent, by the rules of a creation. What is left out stays.
func (b *Behaviour) update(x *Exchange) *Reply {
	body, err := x.Body()
	if err != nil {
		return b.Fail(x, *unreadable())
	}
	d := b.Decode(x, body)
	if a := b.Refuse(x, d, b.Check(x, d)); a != nil {
		return b.Fail(x, *a)
	}
	return b.change(x, func(a *App) {
		for id, member := range map[validate.FieldID]*string{validate.Name: &a.Name, validate.AppKey: &a.Key, validate.AppSecret: &a.Secret} {
			if text, sent := d.Text(id); sent {
				*member = text
			}
		}
		if text, sent := d.Text(validate.Remark); sent {
			a.Remark, a.HasRemark = text, true
		}
	})
}

// resetSecret sets the secret that is sent, or generates one.
func (b *Behaviour) resetSecret(x *Exchange) *Reply {
	var sent struct {
		Secret string `json:"app_secret"`
	}
	body, err := x.Body()
	if err != nil || len(body) > 0 && json.Unmarshal(body, &sent) != nil {
		return b.Fail(x, *unreadable())
	}
	if sent.Secret == "" {
		sent.Secret = b.NewSecret()
	}
	// By the rules of a creation, of which the name is no matter here.
	whole, _ := appendJSON(nil, (&Object{}).Set("name", "app").Set("app_secret", sent.Secret))
	if a, bad := b.Check(x, b.Decode(x, whole)).Answer(); bad {
		return b.Fail(x, a)
	}
	return b.change(x, func(a *App) { a.Secret = sent.Secret })
}

// change stores a changed app, and answers with it.
func (b *Behaviour) change(x *Exchange, change func(*App)) *Reply {
	now := b.Now()
	app := b.Store.Update(x.Space, x.AppID, func(a *App) {
		change(a)
		a.Updated = now
	})
	if app == nil {
		return b.Fail(x, noSuchApp(x.AppID))
	}
	return ok(b.ShowApp(x, app))
}

func (b *Behaviour) createCode(x *Exchange) *Reply {
	c := Code{ID: b.NewID(), Created: b.Now()}
	status := http.StatusOK
	if x.Op == GenerateCode {
		c.Value = randomHex() + randomHex()
	} else {
		status = http.StatusCreated
		var sent struct {
			Value string `json:"app_code"`
		}
		body, err := x.Body()
		if err != nil || json.Unmarshal(body, &sent) != nil || len(sent.Value) < minCode || len(sent.Value) > maxCode {
			return b.Fail(x, validate.Answer{Status: http.StatusBadRequest, Code: "APIG.2011",
				Message: "Invalid parameter value,parameterName:app_code. Please refer to the support documentation"})
		}
		c.Value = sent.Value
	}
	app := b.Store.Update(x.Space, x.AppID, func(a *App) { a.Codes = append(slices.Clip(a.Codes), c) })
	if app == nil {
		return b.Fail(x, noSuchApp(x.AppID))
	}
	r := ok(b.showCode(app, c))
	r.Status = status
	return r
}

func (b *Behaviour) showCode(a *App, c Code) *Object {
	return (&Object{}).Set("id", c.ID).Set("app_code", c.Value).Set("app_id", a.ID).Set("create_time", b.ShowTime(c.Created))
}

func (b *Behaviour) listCodes(x *Exchange, app *App) *Reply {
	page, a := b.ParsePage(x, x.Query())
	if a != nil {
		return b.Fail(x, *a)
	}
	codes := app.Codes[min(page.Offset, int64(len(app.Codes))):]
	codes = codes[:min(page.Limit, int64(len(codes)))]
	items := make([]*Object, len(codes))
	for i, c := range codes {
		items[i] = b.showCode(app, c)
	}
	return ok((&Object{}).Set("total", len(app.Codes)).Set("size", len(items)).Set("app_codes", items))
}

func noSuchCode(id string) validate.Answer {
	return validate.Answer{Status: http.StatusNotFound, Code: "APIG.3013", Message: "App code " + strconv.Quote(id) + " does not exist"}
}

// noSuchInstance is the answer of a gateway that is told which instances exist.
func noSuchInstance(id string) *validate.Answer {
	return &validate.Answer{Status: http.StatusNotFound, Code: "APIG.3030", Message: "The instance " + strconv.Quote(id) + " does not exist"}
}
