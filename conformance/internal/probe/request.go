package probe

import (
	"github.com/appgauge/appgauge/conformance/internal/sign"
	"github.com/appgauge/appgauge/conformance/oracle"
)

// Operation is one of the operations a run performs.
type Operation uint8

const (
	OpCreate Operation = iota
	OpQuery
	OpDelete
)

// Credential is the token a request carries, or how it is signed.
type Credential struct {
	Kind    CredentialKind
	Value   string       // of credWrong
	Forgery sign.Forgery // of CredSigned
}

type CredentialKind uint8

// The kinds. The good credential and the forbidden one are tokens, or signatures if the
// run has keys and no token.
const (
	credGood CredentialKind = iota
	CredForbidden
	CredMissing
	CredEmpty
	CredWrong
	// CredSigned is a signature by the run's keys, also if it has a token.
	CredSigned
)

// Place is a collection of apps: that of one gateway instance of one project.
type Place = oracle.Place

// Request is one request of a case. The zero value of a field is the ordinary
// case: the good token, the run's own place.
type Request struct {
	Op   Operation
	Auth Credential
	// At is where; nil is the run's project and instance.
	At *Place
	// Query is the raw query of opQuery.
	Query string
	// Body is the body of opCreate; contentType defaults to JSON's.
	Body        string
	ContentType string
	// Chunked sends the body in chunks, without its length; Expect asks for leave to
	// send it, and sends it at once.
	Chunked, Expect bool
	// ID is the app of opDelete.
	ID string
	// Name and key are what a created app would be known by, for the ledger.
	Name, Key string
	// Secrets must be redacted in whatever is reported.
	Secrets []string
	// Refutes is the clause that a refusal of the request breaks, if it is valid.
	Refutes string
}
