package rpc

import (
	"context"
	"fmt"
	"strconv"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/rpc/wire"
)

type runParams struct {
	BaseURL        text      `json:"baseURL,omitempty" jsonschema:"The gateway, one that the daemon may ask; if absent, the reference gateway of this program."`
	Token          text      `json:"token,omitempty" jsonschema:"A token that may do everything there."`
	ForbiddenToken text      `json:"forbiddenToken,omitempty" jsonschema:"A valid token without permission; if absent, what needs one is not tested."`
	ProjectID      text      `json:"projectId,omitempty" jsonschema:"The project ID of the path; if absent, a made-up one."`
	InstanceID     text      `json:"instanceId,omitempty" jsonschema:"The gateway ID of the path; if absent, a made-up one."`
	Run            globs     `json:"run,omitempty" jsonschema:"Run only the cases whose ID matches one of these; * stands for any text. If absent, all."`
	Skip           globs     `json:"skip,omitempty" jsonschema:"Leave out the cases whose ID matches one of these."`
	Edition        editionID `json:"edition,omitempty" jsonschema:"The rule set; if absent, the default one."`
	AppBudget      integer   `json:"appBudget,omitempty" jsonschema:"How many apps may be created; if absent, 40, and 600 in the reference gateway."`
	ReadOnly       truth     `json:"readOnly,omitempty" jsonschema:"Send nothing that could create an app."`
	Strict         truth     `json:"strict,omitempty" jsonschema:"What must be tested and could not be counts as failed."`
	Seed           integer   `json:"seed,omitempty" jsonschema:"Orders the cases; if absent, a random one, which the result tells."`
	Exchanges      truth     `json:"exchanges,omitempty" jsonschema:"Have the requests and answers of cases that passed in the result too."`
	Progress       text      `json:"progress,omitempty" jsonschema:"If given, notifications conformance/progress are sent, which repeat it. Over HTTP there are none."`
}

// RunProgress is the params of the notification conformance/progress.
type RunProgress struct {
	Progress string `json:"progress" jsonschema:"What the request had as its parameter progress."`
	Done     int    `json:"done" jsonschema:"How many cases are judged."`
	Total    int    `json:"total" jsonschema:"How many cases there are."`
	Stage    string `json:"stage" jsonschema:"What is being done."`
	Case     string `json:"case,omitempty" jsonschema:"The ID of the case that was just judged."`
	Verdict  string `json:"verdict,omitempty" jsonschema:"The verdict on it."`
}

// runConformance runs the suite. A run that is cancelled still deletes the apps
// that it created; the error then tells what became of them.
func runConformance(c call, p *runParams) (any, error) {
	runner, err := p.runner()
	if err != nil {
		return nil, err
	}
	if err := c.server.opt.mayAsk(runner.BaseURL); err != nil {
		return nil, err
	}
	select {
	case c.server.runs <- struct{}{}:
		defer func() { <-c.server.runs }()
	default:
		return nil, tooManyRuns(cap(c.server.runs))
	}
	if p.Progress != "" && !isOneWay(c.ctx) {
		runner.Progress = func(at conformance.Progress) {
			n := RunProgress{Progress: string(p.Progress), Done: at.Done, Total: at.Total, Stage: at.Stage}
			if at.Case != nil {
				n.Case, n.Verdict = at.Case.ID, at.Case.Verdict.String()
			}
			// A connection that is lost cancels the run by itself.
			_ = c.conn.Notify(c.ctx, "conformance/progress", n)
		}
	}
	found, err := runner.Run(c.ctx)
	if err != nil {
		return nil, err
	}
	if c.ctx.Err() != nil {
		return nil, &jsonrpc2.Error{Code: wire.CodeCancelled, Message: "Request cancelled", Data: new(encode(struct {
			Reason string      `json:"reason"`
			Apps   result.Apps `json:"apps"`
		}{"the run was cancelled; apps says what became of the apps that it created", found.Apps}))}
	}
	if found.Cases == nil {
		found.Cases = []result.CaseResult{} // all were left out
	}
	for i := range found.Cases {
		if r := &found.Cases[i]; r.Verdict == result.Pass && !bool(p.Exchanges) {
			r.Exchanges = nil
			for k := range r.Findings {
				r.Findings[k].Exchange = -1
			}
		}
	}
	return found, nil
}

func (p *runParams) runner() (*conformance.Runner, error) {
	r := &conformance.Runner{
		BaseURL: string(p.BaseURL), Token: string(p.Token), ForbiddenToken: string(p.ForbiddenToken),
		ProjectID: string(p.ProjectID), InstanceID: string(p.InstanceID),
		Only: p.Run, Skip: p.Skip, Edition: p.Edition.edition(),
		ReadOnly: bool(p.ReadOnly), Strict: bool(p.Strict),
	}
	if p.AppBudget != "" {
		n, err := strconv.ParseUint(string(p.AppBudget), 10, 31)
		if err != nil {
			return nil, &ParamError{Param: "appBudget", Expected: "a number of apps", Got: describe(encode(p.AppBudget))}
		}
		r.AppBudget = int(n)
	}
	if p.Seed != "" {
		n, err := strconv.ParseUint(string(p.Seed), 10, 64)
		if err != nil {
			return nil, &ParamError{Param: "seed", Expected: "an integer of 0 or more", Got: describe(encode(p.Seed))}
		}
		r.Seed = n
	}
	if r.BaseURL != "" {
		return r, nil
	}
	if r.Token != "" || r.ForbiddenToken != "" {
		return nil, &ParamError{Param: "baseURL", Expected: "the gateway that the token is for", Got: nothing}
	}
	r.Name = "built-in"
	r.Handler = gateway.New(gateway.Options{Edition: r.Edition})
	r.Token, r.ForbiddenToken = gateway.DemoToken, gateway.DemoForbidden
	if r.AppBudget == 0 {
		r.AppBudget = result.HandlerAppBudget
	}
	return r, nil
}

// tooManyRuns is the error of a run for which there is no room now.
func tooManyRuns(limit int) error {
	e := &jsonrpc2.Error{Code: wire.CodeLimit, Message: "Limit exceeded"}
	e.SetError(wire.Detail{
		Reason:  fmt.Sprintf("no more than %s of the suite may be under way at once; try again when one has ended", count(limit, "run")),
		Limit:   "runs",
		Allowed: int64(limit),
	})
	return e
}

// oneWay marks the context of a connection on which only answers can be sent.
type oneWay struct{}

func isOneWay(ctx context.Context) bool { return ctx.Value(oneWay{}) != nil }
