package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/dustin/go-humanize"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/internal/report"
)

// fixer is what validate --fix does before it checks.
type fixer struct {
	checker *apps.Checker
	options report.Options
	write   bool      // into the files; else the diff goes to out
	out     io.Writer // standard output

	fixes, files int
}

// fix fixes the inputs. What cannot be read is among those that it returns, to check,
// as a problem. The error says what could not be written.
func (f *fixer) fix(ctx context.Context, inputs []apps.Input) ([]apps.Input, error) {
	var errs []error
	out := make([]apps.Input, 0, len(inputs))
	for _, in := range inputs {
		fixed, p := f.checker.Fix(ctx, in)
		switch {
		case ctx.Err() != nil:
			return inputs, errors.Join(errs...)
		case p != nil && p.Kind == apps.TooLarge && in.Path != apps.Stdin:
			// A stream of any size can be checked, if not fixed.
			errs = append(errs, fmt.Errorf("%s was not fixed: it has more than %s; raise --max-document", in.Path, humanize.IBytes(uint64(p.Limit))))
			out = append(out, in)
			continue
		case p != nil:
			out = append(out, apps.Input{Path: in.Path, Problem: p})
			continue
		}
		out = append(out, in)
		if in.Path == apps.Stdin { // it cannot be read again
			f.checker.Stdin = bytes.NewReader(fixed.Old)
		}
		if fixed.Fixes == 0 {
			continue
		}
		if err := f.put(in.Path, fixed); err != nil {
			errs = append(errs, err)
			continue
		}
		f.fixes += fixed.Fixes
		f.files++
	}
	return out, errors.Join(errs...)
}

// put writes the fixed input, or the diff.
func (f *fixer) put(path string, fixed *apps.Fixed) error {
	switch {
	case !f.write:
		_, err := io.WriteString(f.out, report.Diff(f.options, path, fixed))
		return err
	case fixed.Packed:
		return fmt.Errorf("%s is compressed, and was not fixed: unpack it first", path)
	}
	if err := apps.Replace(path, fixed.New); err != nil {
		return fmt.Errorf("%s was not fixed: %w", path, err)
	}
	return nil
}

// summary says in a line what was done.
func (f *fixer) summary() string {
	switch {
	case f.fixes == 0:
		return "nothing to fix"
	case f.write:
		return fmt.Sprintf("%s in %s written", count(f.fixes, "fix"), count(f.files, "file"))
	}
	return fmt.Sprintf("%s in %s, not written; --write writes into the files", count(f.fixes, "fix"), count(f.files, "file"))
}

// count is n with its noun.
func count(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case noun == "fix":
		noun = "fixe"
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// problemsOnly shows what could not be checked, and no violation.
type problemsOnly struct{ *report.Writer }

func (problemsOnly) Result(*apps.Batch, *apps.Result) {}
