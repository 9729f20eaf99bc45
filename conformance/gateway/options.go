package gateway

import (
	"log/slog"
	"net/http"

	"github.com/appgauge/appgauge/validate"
)

// The tokens of a gateway whose options name none.
const (
	DemoToken      = "demo-token"
	DemoForbidden  = "forbidden-token"
	defaultBody    = 64 << 10
	defaultApps    = 10_000
	defaultAllApps = 50_000
)

// DemoKeys are the keys of a gateway whose options name neither keys nor a token.
func DemoKeys() Keys { return Keys{Access: "demo-access-key", Secret: "demo-secret-key"} }

// DemoForbiddenKeys are the keys without permission of a gateway whose options name none.
func DemoForbiddenKeys() Keys {
	return Keys{Access: "forbidden-access-key", Secret: "forbidden-secret-key"}
}

// Options configure a [Gateway]. The zero value works.
type Options struct {
	// Token and Keys, with which requests are signed, may do everything. Without either
	// they are [DemoToken] and [DemoKeys]; of a gateway that has one of them, nobody knows
	// the other.
	Token string
	Keys  Keys
	// ForbiddenToken and ForbiddenKeys are known but may do nothing; the zero values
	// mean [DemoForbidden] and [DemoForbiddenKeys]. Every other token is unknown.
	ForbiddenToken string
	ForbiddenKeys  Keys
	// Edition is the set of rules for requests; nil means [validate.Default].
	Edition *validate.Edition
	// ClearSecrets shows app secrets in full in answers. By default they are
	// masked as in the examples of both pages: "416************ab8".
	ClearSecrets bool
	// MaxBody is the longest request body in bytes; 0 means 64 KiB. A longer one
	// is answered like a body that is not JSON.
	MaxBody int64
	// MaxApps is how many apps an instance holds; 0 means 10,000. MaxAllApps is
	// how many all instances hold together; 0 means 50,000. A further create is
	// answered 403, APIG.3103.
	MaxApps, MaxAllApps int
	// Extended adds what official clients use beside the two pages: an X-Request-Id in
	// every answer, GET and PUT of one app, a new secret, and app codes.
	Extended bool
	// Instances are those that exist; of others nothing is created or listed, and the
	// answer is 404. None means that every instance exists.
	Instances []string
	// Page serves every path outside the API ("/v2/"); nil means a short pointer
	// to the API at "/" and 404 elsewhere.
	Page http.Handler
	// Log receives a record for each request: method, path, status, sizes and
	// duration; never a query, a header or a body. nil means no log.
	Log *slog.Logger
	// Alter changes the behaviour, each function what the one before it left.
	Alter []func(*Behaviour)
}

func (o Options) withDefaults() Options {
	if o.Token == "" && o.Keys.Access == "" {
		o.Token, o.Keys = DemoToken, DemoKeys()
	}
	def(&o.ForbiddenToken, DemoForbidden)
	def(&o.ForbiddenKeys, DemoForbiddenKeys())
	def(&o.MaxBody, defaultBody)
	def(&o.MaxApps, defaultApps)
	def(&o.MaxAllApps, defaultAllApps)
	if o.Edition == nil {
		o.Edition = validate.Default()
	}
	if o.Page == nil {
		o.Page = http.HandlerFunc(pointer)
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// def sets *v to d where it is zero.
func def[T comparable](v *T, d T) {
	var zero T
	if *v == zero {
		*v = d
	}
}
