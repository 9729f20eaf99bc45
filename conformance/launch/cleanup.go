package launch

import (
	"context"
	"errors"
	"fmt"

	"github.com/appgauge/appgauge/conformance"
)

// Cleanup deletes what a ledger lists. The status is 3 if anything may be left.
func Cleanup(ctx context.Context, o Options, s Streams) (status int, err error) {
	if o.Ledger == "" {
		return 0, errors.New("no ledger: name it by --ledger; a run that leaves apps behind tells its ledger's name")
	}
	roots, err := readRoots(o.CAFile)
	if err != nil {
		return 0, err
	}
	r := &conformance.Runner{
		BaseURL: o.BaseURL, Concurrency: o.Concurrency, Rate: o.Rate, Timeout: o.Timeout, RootCAs: roots,
	}
	if r.Token, err = token(ctx, o.TokenFile, o.TokenCommand, tokenVariable, s.Env); err != nil {
		return 0, err
	}
	if r.Token == "" {
		return 0, fmt.Errorf("no token: give one by --token-file, --token-command or %s", tokenVariable)
	}
	apps, err := r.Cleanup(ctx, o.Ledger)
	if err != nil {
		return 0, err
	}
	fmt.Fprintf(s.Out, "%d of %d apps deleted\n", apps.Deleted, apps.Created)
	for _, l := range apps.Left {
		fmt.Fprintf(s.Out, "left: app %s %s: %s\n", l.ID, l.Name, l.Why)
	}
	if len(apps.Left) > 0 {
		return 3, nil
	}
	return 0, nil
}
