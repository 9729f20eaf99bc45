package gateway

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/appgauge/appgauge/validate"
)

// Behaviour is everything a [Gateway] does, as replaceable functions. They call
// each other through the Behaviour, so a replaced one is used everywhere. To
// change a function, keep the old one and call it:
//
//	next := b.Match
//	b.Match = func(q *gateway.Query, a *gateway.App) bool {
//		return q.ID != "" || next(q, a)
//	}
//
// Functions run concurrently.
type Behaviour struct {
	Store   *Store
	Edition *validate.Edition
	// Token may do everything, ForbiddenToken is known but may do nothing.
	Token, ForbiddenToken string
	// Signing verifies requests that are signed and carry no token.
	Signing *Signing

	// Handle answers a request to a known operation.
	Handle func(*Exchange) *Reply
	// Authorize is nil where the request may go on, else the answer.
	Authorize func(*Exchange) *validate.Answer
	// Create, List and Delete answer an authorized request.
	Create, List, Delete func(*Exchange) *Reply

	// Decode reads a create request; Check finds what is wrong with it.
	Decode func(*Exchange, []byte) *Draft
	Check  func(*Exchange, *Draft) validate.Violations
	// Refuse is the answer to violations, nil where none is an error.
	Refuse func(*Exchange, *Draft, validate.Violations) *validate.Answer
	// Make makes the app that a create request asks for.
	Make func(*Exchange, *Draft) *App
	// Insert stores an app; nil where it could, else the answer.
	Insert func(*Exchange, *App) *validate.Answer
	// Now, NewID, NewKey and NewSecret are the time of creation and the
	// generated values.
	Now                      func() time.Time
	NewID, NewKey, NewSecret func() string

	// ParseQuery reads the query of a listing, ParsePage its offset and limit.
	ParseQuery func(*Exchange) (*Query, *validate.Answer)
	ParsePage  func(*Exchange, url.Values) (validate.Page, *validate.Answer)
	// Candidates are the apps a listing is about, in the order of the listing.
	// They must not be changed.
	Candidates func(*Exchange, *Query) []*App
	// Match reports whether an app passes the filters.
	Match func(*Query, *App) bool
	// Select are the candidates that match.
	Select func(*Exchange, *Query) []*App
	// Window is the page of the selected apps.
	Window func(*Query, []*App) []*App
	// Find makes the listing of a query, of what Select and Window give.
	Find func(*Exchange, *Query) *Listing

	// ShowApp is an app in an answer; the operation tells a created app from an
	// item of a listing. ShowSecret and ShowTime are its secret and times.
	ShowApp    func(*Exchange, *App) *Object
	ShowSecret func(string) string
	ShowTime   func(time.Time) string
	// ShowListing is the answer to a listing.
	ShowListing func(*Exchange, *Listing) *Object
	// Fail is the reply with an error body.
	Fail func(*Exchange, validate.Answer) *Reply
	// Send writes a reply.
	Send func(http.ResponseWriter, *Exchange, *Reply)

	// options are what the behaviour was made by, as far as it is made.
	options Options
}

// newBehaviour is the lawful behaviour with the changes of o.
func newBehaviour(o Options, store *Store) *Behaviour {
	b := &Behaviour{
		Store:          store,
		Edition:        o.Edition,
		Token:          o.Token,
		ForbiddenToken: o.ForbiddenToken,
		Signing:        newSigning(o),
		Now:            time.Now,
		NewID:          randomHex,
		NewKey:         randomHex,
		NewSecret:      randomHex,
		Match:          match,
		Window:         window,
		ShowSecret:     mask,
		ShowTime:       showTime,
		Fail:           fail,
		Send:           send,
	}
	if o.ClearSecrets {
		b.ShowSecret = func(s string) string { return s }
	}
	b.Handle, b.Authorize = b.handle, b.authorize
	b.Create, b.List, b.Delete = b.create, b.list, b.delete
	b.Decode, b.Check, b.Refuse, b.Make, b.Insert = b.decode, b.check, b.refuse, b.make, b.insert
	b.ParseQuery, b.ParsePage = b.parseQuery, b.parsePage
	b.Candidates, b.Select, b.Find = b.candidates, b.selectApps, b.find
	b.ShowApp, b.ShowListing = b.showApp, b.showListing
	b.options = o
	for i, alter := range o.Alter {
		b.options.Alter = o.Alter[:i:i]
		alter(b)
	}
	b.options.Alter = o.Alter
	return b
}

// Fork is another behaviour of the same gateway, with what was changed so far and
// with the change. It shares the store, the clock and the generated values, so that
// each request may be answered by either:
//
//	changed, next := b.Fork(change), b.Handle
//	b.Handle = func(x *gateway.Exchange) *gateway.Reply {
//		if x.Query().Has("name") {
//			return changed.Handle(x)
//		}
//		return next(x)
//	}
func (b *Behaviour) Fork(change func(*Behaviour)) *Behaviour {
	fork := newBehaviour(b.options, b.Store)
	fork.Now, fork.NewID, fork.NewKey, fork.NewSecret = b.Now, b.NewID, b.NewKey, b.NewSecret
	change(fork)
	return fork
}

// handle checks the token before it looks at anything else.
func (b *Behaviour) handle(x *Exchange) *Reply {
	if a := b.Authorize(x); a != nil {
		return b.Fail(x, *a)
	}
	if known := b.options.Instances; len(known) > 0 && !slices.Contains(known, x.Space.Instance) {
		return b.Fail(x, *noSuchInstance(x.Space.Instance))
	}
	return b.Perform(x)
}

// Perform answers an authorized request.
func (b *Behaviour) Perform(x *Exchange) *Reply {
	switch x.Op {
	case Create:
		return b.Create(x)
	case List:
		return b.List(x)
	case Delete:
		return b.Delete(x)
	default:
		return b.extended(x)
	}
}
