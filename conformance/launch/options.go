package launch

import (
	"io"
	"time"

	"github.com/appgauge/appgauge/validate"
)

// Options are what the flags of a run say. The zero value runs the whole suite
// against the built-in gateway.
type Options struct {
	// BaseURL is the gateway; empty is the built-in one.
	BaseURL               string
	ProjectID, InstanceID string
	TokenFile             string
	// TokenCommand is a shell command that prints the token.
	TokenCommand       string
	ForbiddenTokenFile string
	// AccessKey signs, with the secret key in the file; so do the forbidden ones.
	AccessKey, SecretKeyFile                   string
	ForbiddenAccessKey, ForbiddenSecretKeyFile string
	// AppBudget is how many apps may be created; 0 is
	// [result.DefaultAppBudget], and for the built-in gateway
	// [result.HandlerAppBudget].
	AppBudget    int
	Only, Skip   []string
	KnownFailing string // a file
	Expect       Expectations
	Edition      *validate.Edition
	Concurrency  int
	Rate         float64
	Timeout      time.Duration
	// Wait is how long to wait for the gateway to answer at all.
	Wait     time.Duration
	CAFile   string
	ReadOnly bool
	Keep     bool
	Seed     uint64
	Shard    string
	Ledger   string
	// Reports are "FORMAT=FILE"; the file "-" is standard output.
	Reports []string
	// Baseline is a JSON report of an earlier run, to compare with.
	Baseline string
	Strict   bool
	// Config is a file that names many gateways.
	Config  string
	Verbose bool
}

// Streams are a command's streams. Env looks a variable of the environment up,
// as os.LookupEnv does.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	Env      func(string) (string, bool)
	// Color says that Out shows colours, Terminal that Err is one.
	Color, Terminal bool
	// Width is how many characters of a line Out has room for; 0: it is no terminal.
	Width int
}
