package launch

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"os"

	"github.com/goccy/go-yaml"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/report"
	"github.com/appgauge/appgauge/conformance/result"
)

// runner is the Runner that the options ask for. release must be called when it
// is no longer used.
func (o *Options) runner(ctx context.Context, s Streams) (r *conformance.Runner, release func() error, err error) {
	release = func() error { return nil }
	part, err := shard(o.Shard, s.Env)
	if err != nil {
		return nil, nil, err
	}
	known, err := readKnown(o.KnownFailing)
	if err != nil {
		return nil, nil, err
	}
	if err := conformance.CheckExpect(o.Expect); err != nil {
		return nil, nil, err
	}
	roots, err := readRoots(o.CAFile)
	if err != nil {
		return nil, nil, err
	}
	r = &conformance.Runner{
		BaseURL: o.BaseURL, ProjectID: o.ProjectID, InstanceID: o.InstanceID,
		Edition: o.Edition, AppBudget: o.AppBudget, Only: o.Only, Skip: o.Skip, Known: known, Expect: o.Expect,
		Concurrency: o.Concurrency, Rate: o.Rate, Timeout: o.Timeout, Wait: o.Wait, RootCAs: roots,
		ReadOnly: o.ReadOnly, Keep: o.Keep, Strict: o.Strict, Seed: o.Seed, Shard: part, Ledger: o.Ledger,
	}
	if err := o.credentials(ctx, r, s); err != nil {
		return nil, nil, err
	}
	if o.BaseURL != "" {
		if !given(r) {
			return nil, nil, fmt.Errorf("no token and no access key for %s: %s", o.BaseURL, howToGive)
		}
		return r, release, nil
	}
	switch {
	case o.TokenFile != "" || o.TokenCommand != "":
		return nil, nil, errors.New("the built-in gateway has a token of its own: give --base-url, or leave the token out")
	case o.AccessKey != "" || o.SecretKeyFile != "":
		return nil, nil, errors.New("the built-in gateway has keys of its own: give --base-url, or leave the keys out")
	case r.Token != "":
		// It is for a gateway somewhere, and a green run of another would mislead.
		return nil, nil, fmt.Errorf("%s is set, but no gateway is named: give --base-url, or unset the variable to test the built-in gateway", tokenVariable)
	case r.Keys != conformance.Keys{}:
		return nil, nil, fmt.Errorf("%s is set, but no gateway is named: give --base-url, or unset the variable to test the built-in gateway", accessVariable)
	}
	r.Token, r.Keys = gateway.DemoToken, conformance.Keys(gateway.DemoKeys())
	if o.ForbiddenTokenFile == "" {
		r.ForbiddenToken = gateway.DemoForbidden
	}
	r.Name = report.BuiltinName
	if r.AppBudget == 0 {
		r.AppBudget = result.HandlerAppBudget
	}
	r.BaseURL, release, err = builtin(ctx, r.Edition)
	if err != nil {
		return nil, nil, fmt.Errorf("the built-in gateway cannot be served: %w", err)
	}
	return r, release, nil
}

// readRoots is the system's certificate authorities and those of the file.
func readRoots(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the CA file cannot be read: %w", err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(text) {
		return nil, fmt.Errorf("the CA file %s holds no certificate in PEM form", file)
	}
	return pool, nil
}

// readKnown reads a file of known failures, a list of their case, reason and
// expires; without a file there are none.
func readKnown(file string) ([]result.KnownFailure, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the known failures cannot be read: %w", err)
	}
	var known []result.KnownFailure
	if err := yaml.UnmarshalWithOptions(text, &known, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("%s is no list of known failures: %s", file, yaml.FormatError(err, false, true))
	}
	if len(known) == 0 {
		return nil, fmt.Errorf("%s lists nothing; leave the flag out where nothing is known to fail", file)
	}
	return known, nil
}
