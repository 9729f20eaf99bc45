package gateway

import (
	"net/http"

	"github.com/appgauge/appgauge/validate"
)

// create is the operation of the page create-app.
func (b *Behaviour) create(x *Exchange) *Reply {
	body, err := x.Body()
	if err != nil {
		return b.Fail(x, *unreadable())
	}
	d := b.Decode(x, body)
	if a := b.Refuse(x, d, b.Check(x, d)); a != nil {
		return b.Fail(x, *a)
	}
	app := b.Make(x, d)
	if a := b.Insert(x, app); a != nil {
		return b.Fail(x, *a)
	}
	return &Reply{Status: http.StatusCreated, Header: http.Header{}, Body: b.ShowApp(x, app)}
}

// unreadable is the answer to a body that is too long, or breaks off.
func unreadable() *validate.Answer {
	a, _ := validate.Violations{{Rule: validate.RuleSyntax}}.Answer()
	return &a
}

func (b *Behaviour) refuse(_ *Exchange, _ *Draft, vs validate.Violations) *validate.Answer {
	if a, bad := vs.Answer(); bad {
		return &a
	}
	return nil
}

// make takes over what was sent and generates the rest. An optional member that
// is null was not sent.
func (b *Behaviour) make(_ *Exchange, d *Draft) *App {
	a := &App{
		ID:      b.NewID(),
		Created: b.Now(),
		Creator: "USER",
		Status:  1,
	}
	a.Name, _ = d.Text(validate.Name)
	a.Remark, a.HasRemark = d.Text(validate.Remark)
	if a.Key, a.GivenKey = d.Text(validate.AppKey); !a.GivenKey {
		a.Key = b.NewKey()
	}
	if a.Secret, a.GivenSecret = d.Text(validate.AppSecret); !a.GivenSecret {
		a.Secret = b.NewSecret()
	}
	return a
}

func (b *Behaviour) insert(x *Exchange, a *App) *validate.Answer {
	if !b.Store.Add(x.Space, a) {
		return &full
	}
	return nil
}

// delete is in neither page. It answers as other operations of the API do.
func (b *Behaviour) delete(x *Exchange) *Reply {
	if !b.Store.Remove(x.Space, x.AppID) {
		return b.Fail(x, noSuchApp(x.AppID))
	}
	return &Reply{Status: http.StatusNoContent, Header: http.Header{}}
}
