package launch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/report"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
	"github.com/appgauge/appgauge/validate"
)

// fleetFile names many gateways. Paths in it are relative to it.
type fleetFile struct {
	// Parallel is how many gateways are tested at once; 0 is 4.
	Parallel int            `yaml:"parallel"`
	Gateways []fleetGateway `yaml:"gateways"`
}

// fleetGateway is one gateway of a fleet. What it leaves out is as the flags say.
type fleetGateway struct {
	Name               string  `yaml:"name"`
	BaseURL            string  `yaml:"base-url"`
	ProjectID          string  `yaml:"project-id"`
	InstanceID         string  `yaml:"instance-id"`
	TokenFile          string  `yaml:"token-file"`
	TokenCommand       string  `yaml:"token-command"`
	TokenEnv           string  `yaml:"token-env"`
	ForbiddenTokenFile string  `yaml:"forbidden-token-file"`
	ForbiddenTokenEnv  string  `yaml:"forbidden-token-env"`
	AccessKey          string  `yaml:"access-key"`
	SecretKeyFile      string  `yaml:"secret-key-file"`
	ForbiddenAccessKey string  `yaml:"forbidden-access-key"`
	ForbiddenSecretKey string  `yaml:"forbidden-secret-key-file"`
	CAFile             string  `yaml:"ca-file"`
	Edition            string  `yaml:"edition"`
	AppBudget          *int    `yaml:"app-budget"`
	Rate               float64 `yaml:"rate"`
	KnownFailing       string  `yaml:"known-failing"`
	ReadOnly           bool    `yaml:"read-only"`
	// Expect adds to what the flags expect, and overrides it.
	Expect Expectations `yaml:"expect"`
}

// defaultParallel is how many gateways are tested at once.
const defaultParallel = 4

func readFleet(file string) (*fleetFile, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the configuration cannot be read: %w", err)
	}
	var f fleetFile
	if err := yaml.UnmarshalWithOptions(text, &f, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("%s is no configuration of gateways: %s", file, yaml.FormatError(err, false, true))
	}
	if len(f.Gateways) == 0 {
		return nil, fmt.Errorf("%s names no gateways", file)
	}
	if f.Parallel < 0 {
		return nil, fmt.Errorf("%s: parallel may not be negative", file)
	}
	if f.Parallel == 0 {
		f.Parallel = defaultParallel
	}
	names := map[string]bool{}
	for i := range f.Gateways {
		g := &f.Gateways[i]
		switch {
		case g.BaseURL == "":
			return nil, fmt.Errorf("%s: gateway %d (%q) has no base-url", file, i+1, g.Name)
		case g.Name == "":
			g.Name = g.BaseURL
		}
		if g.Name == report.BuiltinName {
			return nil, fmt.Errorf("%s: %q is the name of the built-in gateway; call gateway %d something else", file, g.Name, i+1)
		}
		if names[g.Name] {
			return nil, fmt.Errorf("%s: two gateways are called %q", file, g.Name)
		}
		names[g.Name] = true
		for _, path := range []*string{&g.TokenFile, &g.ForbiddenTokenFile, &g.SecretKeyFile, &g.ForbiddenSecretKey, &g.CAFile, &g.KnownFailing} {
			if *path != "" && !filepath.IsAbs(*path) {
				*path = filepath.Join(filepath.Dir(file), *path)
			}
		}
	}
	return &f, nil
}

// runFleet runs the suite against every gateway of the configuration. Whatever
// goes wrong with one, the others are tested.
func runFleet(ctx context.Context, o Options, s Streams) (*result.Report, error) {
	if o.BaseURL != "" || o.Ledger != "" {
		return nil, errors.New("--config names the gateways: leave --base-url and --ledger out")
	}
	fleet, err := readFleet(o.Config)
	if err != nil {
		return nil, err
	}
	runners := make([]*conformance.Runner, len(fleet.Gateways))
	for i, g := range fleet.Gateways {
		if runners[i], err = g.runner(ctx, o, s); err != nil {
			return nil, fmt.Errorf("gateway %q: %w", g.Name, err)
		}
	}
	results := make([]*result.Result, len(runners))
	errs := make([]error, len(runners))
	slots := make(chan struct{}, fleet.Parallel)
	var wg sync.WaitGroup
	for i, r := range runners {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			if results[i], errs[i] = r.Run(ctx); errs[i] != nil {
				errs[i] = fmt.Errorf("gateway %q: %w", fleet.Gateways[i].Name, errs[i])
				return
			}
			if s.Terminal {
				fmt.Fprintf(s.Err, "%s: %s\n", visible.Line(results[i].Target.Label()), results[i].Conclusion)
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return result.NewReport(results...), nil
}

// runner is the Runner for one gateway of the fleet.
func (g fleetGateway) runner(ctx context.Context, o Options, s Streams) (*conformance.Runner, error) {
	o.BaseURL, o.ProjectID, o.InstanceID = g.BaseURL, g.ProjectID, g.InstanceID
	def(&o.CAFile, g.CAFile)
	def(&o.KnownFailing, g.KnownFailing)
	if g.AppBudget != nil {
		if *g.AppBudget < 1 {
			return nil, errors.New("app-budget must be a number from 1 up; read-only is the run that creates no app")
		}
		o.AppBudget = *g.AppBudget
	}
	def(&o.Rate, g.Rate)
	o.ReadOnly = o.ReadOnly || g.ReadOnly
	o.Expect = o.Expect.with(g.Expect)
	switch {
	case g.TokenFile != "" || g.TokenCommand != "":
		o.AccessKey, o.SecretKeyFile = "", ""
		o.TokenFile, o.TokenCommand = g.TokenFile, g.TokenCommand
	case g.TokenEnv != "":
		o.AccessKey, o.SecretKeyFile = "", ""
		o.TokenFile, o.TokenCommand = "", ""
		if text, _ := s.Env(g.TokenEnv); text == "" {
			return nil, fmt.Errorf("no token for %s: %s, which token-env names, is not set", g.BaseURL, g.TokenEnv)
		}
	}
	if g.ForbiddenTokenFile != "" {
		o.ForbiddenTokenFile = g.ForbiddenTokenFile
	}
	if g.AccessKey != "" {
		o.AccessKey, o.SecretKeyFile = g.AccessKey, g.SecretKeyFile
	}
	if g.ForbiddenAccessKey != "" {
		o.ForbiddenAccessKey, o.ForbiddenSecretKeyFile = g.ForbiddenAccessKey, g.ForbiddenSecretKey
	}
	if g.Edition != "" {
		e, ok := validate.Lookup(g.Edition)
		if !ok {
			return nil, fmt.Errorf("there is no edition %q", g.Edition)
		}
		o.Edition = e
	}
	env := s.Env
	s.Env = func(name string) (string, bool) {
		switch {
		case name == tokenVariable && g.TokenEnv != "":
			return env(g.TokenEnv)
		case name == forbiddenVariable && g.ForbiddenTokenEnv != "":
			return env(g.ForbiddenTokenEnv)
		}
		return env(name)
	}
	r, _, err := o.runner(ctx, s)
	if err != nil {
		return nil, err
	}
	r.Name = g.Name
	return r, nil
}

// def sets what the flags say to what the gateway's entry says, if it says
// anything.
func def[T comparable](flag *T, entry T) {
	var zero T
	if entry != zero {
		*flag = entry
	}
}
