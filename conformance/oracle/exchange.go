package oracle

import (
	"net/url"
	"time"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
)

// Op is an operation of the gateway.
type Op uint8

// The operations. Delete is on neither page: nothing is demanded of its answers,
// but they change what is known.
const (
	Create Op = iota
	List
	Delete
	// Other is any request on neither page that may change the app of ID, or every app
	// of the place if ID is "". Nothing is known of the change.
	Other
)

// Credential is what the token of a request is worth, or its signature.
type Credential uint8

// The credentials.
const (
	// Valid may do everything.
	Valid Credential = iota
	// Missing is no token, or an empty one.
	Missing
	// Unknown is a token that nobody issued.
	Unknown
	// Forbidden is a valid token without permission.
	Forbidden
	// Forged is a signature that is not that of the request, Stale one whose date is more
	// than fifteen minutes off. The pages leave signatures to another one, so that nothing
	// stated is at stake.
	Forged
	Stale
)

// Place is a collection of apps: create-app and query-apps, Table 1.
type Place struct{ Project, Instance string }

// Path is the path of both operations: URI on both pages.
func (p Place) Path() string {
	return "/v2/" + url.PathEscape(p.Project) + "/apigw/instances/" + url.PathEscape(p.Instance) + "/apps"
}

// Request is a request as it was sent.
type Request struct {
	Op         Op
	At         Place
	Credential Credential
	// Query is the raw query of List, without the question mark.
	Query string
	// Body is the body of Create. ContentType is its declared type; "" is JSON.
	Body, ContentType string
	// Chunked and Expect are about how the body was sent.
	Chunked, Expect bool
	// ID is the app of Delete and Other.
	ID string
	// Refutes is the clause that is broken if the request is valid and refused; ""
	// is create/status/201 or list/status/200.
	Refutes string
	// Hidden reports that a part of Body is not what was sent: a secret was replaced, or
	// bytes that are no text. Offends are then the clauses that the body offends, if
	// that was written down; nil: nobody knows whether it is valid.
	Hidden  bool
	Offends []string
}

// Answer is what came.
type Answer struct {
	// Status is 0 if no answer came, or none that could be read.
	Status int
	Body   string
	// Cut reports that the body was not read to its end, for it has too many items, or
	// is too long.
	Cut bool
	// Doc is the body as JSON, if it was read already; nil: it is read.
	Doc *jsonvalue.Document
	// Date is the time by the gateway's clock, as its header Date gives it; zero if it
	// gives none.
	Date time.Time
}

// Span is the time of an exchange.
type Span struct{ Sent, Answered time.Time }

// Finding is one thing that the pages do not allow.
type Finding struct {
	// Clause is the statement that is broken, by its ID.
	Clause string
	// Kind tells findings of one clause apart: "accepted", "type", "echo". Findings
	// of one clause and kind have one explanation.
	Kind string
	// Cause is what findings have in common that one change of the gateway would end.
	Cause string
	// Field is the member or parameter that it is about; "" is none.
	Field string
	// Text says in a sentence what is wrong.
	Text string
	// Allowed says what the pages allow, Came what the answer was.
	Allowed, Came string
	// Path is the place in the answer as a JSON path.
	Path string
	// Want and Got are values to compare, both nil if there are none.
	Want, Got any
	// Unless says on what the finding rests beside the answer itself.
	Unless Doubt
	// Gone are apps that are missing, by ID, if observed traffic shows it: any of them
	// that is listed later was there all the time.
	Gone []string
}

// Doubt is a lawful explanation of an answer that one exchange cannot rule out.
type Doubt uint8

// The doubts.
const (
	// None: the answer is unlawful whatever else happened.
	None Doubt = iota
	// OthersChanged: others may have created or deleted apps meanwhile. Look again,
	// with a whole listing before and after.
	OthersChanged
	// LimitReached: the gateway may take no more apps, or none for now. Send an
	// ordinary request as a control.
	LimitReached
	// ValueTaken: the gateway may take the name or AppKey for one that it has. Send
	// the same with other values.
	ValueTaken
)

// Judgement is what an answer comes to.
type Judgement struct {
	Findings []Finding
	// Accepted reports a 2xx.
	Accepted bool
	// Proves reports that a refusal can have no other cause than the request's
	// defect: it is no sign of a limit, or of a value that is taken.
	Proves bool
	// ID and App are the app of an accepted creation, as far as they could be read.
	ID  string
	App jsonvalue.Object
	// Page is the page of a listing, nil if it could not be read.
	Page *Page
	// Doc is the body as JSON.
	Doc jsonvalue.Document
}

func (j *Judgement) add(f Finding) *Finding {
	j.Findings = append(j.Findings, f)
	return &j.Findings[len(j.Findings)-1]
}

// Page is a page of a listing.
type Page struct {
	Items []Item
	// Total and Size are as answered, where they are integers.
	Total, Size       int64
	HasTotal, HasSize bool
}

// Item is an app on a page.
type Item struct {
	ID    string
	App   jsonvalue.Object
	Index int
	// Flawed says what makes the item unreadable, "" if nothing does.
	Flawed string

	view *view // of an app that is known, and listed as it was created
}

// IDs are the IDs of the apps on the page, in order.
func (p *Page) IDs() []string {
	out := make([]string, len(p.Items))
	for i := range p.Items {
		out[i] = p.Items[i].ID
	}
	return out
}
