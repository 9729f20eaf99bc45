package launch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/schollz/progressbar/v3"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// ExploreOptions are what the flags of an exploration say.
type ExploreOptions struct {
	Options
	// For is how long sequences are made up.
	For time.Duration
	// Corpus is the directory of what was found; "" is none.
	Corpus                            string
	SecondInstanceID, SecondProjectID string
	// Reset is a shell command that puts the gateway back to where it was at first.
	Reset string
}

// Explore plays random sequences, and writes the reports, the script and the Go test of
// what they show.
func Explore(ctx context.Context, o ExploreOptions, s Streams) (status int, err error) {
	e := conformance.Exploration{For: o.For, SecondInstanceID: o.SecondInstanceID, SecondProjectID: o.SecondProjectID}
	if o.For == 0 {
		e.For = -1 // only what the corpus has
	}
	if o.Corpus != "" {
		if e.First, err = readCorpus(o.Corpus); err != nil {
			return 0, err
		}
		if err := makeCorpus(o.Corpus); err != nil {
			return 0, err
		}
	}
	sinks, err := openSinks(o.Reports, s)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, sinks.close()) }()
	r, release, err := o.runner(ctx, s)
	if err != nil {
		return 0, err
	}
	if o.BaseURL == "" {
		fmt.Fprintf(s.Err, "exploring the built-in reference gateway at %s; --base-url names another\n", r.BaseURL)
		o.ownGateway(r, &e)
	}
	if o.Reset != "" {
		e.Reset = func(ctx context.Context) error { return reset(ctx, o.Reset) }
	}
	bar := newCoverageBar(s, o.For)
	e.Seen = bar.update
	d, err := r.Explore(ctx, e)
	bar.clear()
	if err = errors.Join(err, release()); err != nil {
		return 0, err
	}
	return o.tell(d, len(e.First), sinks, s)
}

// ownGateway fills in what the built-in gateway has: it holds whatever it is asked for.
func (o *ExploreOptions) ownGateway(r *conformance.Runner, e *conformance.Exploration) {
	id := func(given, own, without string) string {
		switch {
		case given != "":
			return given
		case own != "":
			return conformance.OtherID(own)
		}
		return conformance.OtherID(without)
	}
	e.SecondInstanceID = id(e.SecondInstanceID, r.InstanceID, result.DefaultInstanceID)
	e.SecondProjectID = id(e.SecondProjectID, r.ProjectID, result.DefaultProjectID)
}

// reset runs the command.
func reset(ctx context.Context, command string) error {
	out, err := exec.CommandContext(ctx, "sh", "-c", command).CombinedOutput()
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("--reset failed: %w: %s", err, visible.Line(string(out[:min(len(out), 500)])))
	}
	return nil
}

// mostScripts is how many findings are printed as scripts and tests; a corpus has all.
const mostScripts = 3

func (o *ExploreOptions) tell(d *conformance.Discoveries, first int, sinks *sinks, s Streams) (int, error) {
	if o.Corpus != "" {
		if err := keep(o.Corpus, d); err != nil {
			return 0, err
		}
	}
	rep := result.NewReport(d.Result)
	return sinks.end(rep, o.Verbose, s, func() error { return o.tellFound(s.Out, d, first) })
}

func (o *ExploreOptions) tellFound(w io.Writer, d *conformance.Discoveries, first int) error {
	c := &d.Coverage
	fmt.Fprintf(w, "\nseen: %d of %d traits, %s classes of values and states, %s pairs of them; seed %d\n",
		c.Traits, c.TraitsOf, humanize.Comma(int64(c.Classes)), humanize.Comma(int64(c.Pairs)), d.Result.Seed)
	if first > 0 {
		fmt.Fprintf(w, "replayed first: %d of the corpus %s\n", first, o.Corpus)
	}
	for i := range d.Found[:min(len(d.Found), mostScripts)] {
		f := &d.Found[i]
		script, err := f.Script()
		if err != nil {
			return err
		}
		test, err := f.GoTest()
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "\n--- %s, as a script: %s\n%s\n--- and as a Go test\n%s", f.Case.ID, visible.Line(f.Case.Title), script, test)
	}
	if more := len(d.Found) - mostScripts; more > 0 {
		fmt.Fprintf(w, "\n%d more findings have a script and a test, which --corpus DIR keeps\n", more)
	}
	if o.Corpus != "" && len(d.Found) > 0 {
		fmt.Fprintf(w, "\nkept in %s, to be replayed first next time\n", o.Corpus)
	}
	return nil
}

// coverageBar shows on a terminal what was seen so far; elsewhere it shows nothing.
type coverageBar struct {
	bar   *progressbar.ProgressBar
	begun time.Time
}

func newCoverageBar(s Streams, d time.Duration) *coverageBar {
	if !s.Terminal {
		return &coverageBar{}
	}
	return &coverageBar{begun: time.Now(), bar: progressbar.NewOptions(max(1, int(d.Seconds())),
		progressbar.OptionSetWriter(s.Err),
		progressbar.OptionSetPredictTime(false),
		progressbar.OptionThrottle(50*time.Millisecond),
		progressbar.OptionFullWidth(),
		progressbar.OptionClearOnFinish(),
	)}
}

func (b *coverageBar) update(e conformance.Explored) {
	if b.bar == nil {
		return
	}
	c := &e.Coverage
	text := fmt.Sprintf("%s sequences: %d/%d traits, %d classes, %s pairs", humanize.Comma(int64(c.Sequences)), c.Traits, c.TraitsOf, c.Classes, humanize.Comma(int64(c.Pairs)))
	if e.Found > 0 {
		text += fmt.Sprintf(", %d found", e.Found)
	}
	if e.Doing != "" {
		text += ", " + e.Doing
	}
	b.bar.Describe(text)
	_ = b.bar.Set(min(int(time.Since(b.begun).Seconds()), b.bar.GetMax()-1)) // a terminal that cannot be written to shows no bar
}

func (b *coverageBar) clear() {
	if b.bar != nil {
		_ = b.bar.Clear()
	}
}
