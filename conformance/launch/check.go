package launch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/har"
	"github.com/appgauge/appgauge/conformance/traffic"
)

// Check judges the traffic that the archives hold: files, folders of them, or "-",
// standard input.
func Check(ctx context.Context, names []string, o Options, s Streams) (status int, err error) {
	files, err := archives(names)
	if err != nil {
		return 0, err
	}
	sinks, err := openSinks(o.Reports, s)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, sinks.close()) }()
	spool, err := har.NewSpool()
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, spool.Close()) }()

	c := &check{spool: spool, several: len(files) > 1}
	var problems []error
	for _, file := range files {
		if err := c.read(ctx, file, s); err != nil {
			var no *har.NotHARError
			if errors.As(err, &no) && len(files) == 1 {
				return 0, fmt.Errorf("%s: %w", file, err)
			}
			problems = append(problems, fmt.Errorf("%s: %w", file, err))
		}
		if ctx.Err() != nil {
			break
		}
	}
	judge := traffic.New(traffic.Options{
		Edition: o.Edition, BaseURL: o.BaseURL, Sources: files, Tokens: traffic.Tokens{Removed: !c.credentials},
		Again: "appgauge conformance check " + strings.Join(names, " "),
	})
	judge.PassOver(c.passed)
	judge.Unreadable(c.unreadable)
	if err := spool.Each(func(ex *traffic.Exchange) error {
		judge.Observe(ex)
		return ctx.Err()
	}); err != nil && ctx.Err() == nil {
		return 0, err
	}
	judge.Flush()
	if ctx.Err() != nil {
		problems = append(problems, errors.New("the check was interrupted"))
	}
	rep := judge.Report(errors.Join(problems...))
	for _, p := range problems {
		fmt.Fprintf(s.Err, "appgauge: %v\n", p)
	}
	return sinks.end(rep, o.Verbose, s, nil)
}

// check is what the archives hold.
type check struct {
	spool              *har.Spool
	several            bool
	passed, unreadable int64
	credentials        bool // any request of a gateway carries one
}

// read puts the archive's exchanges on the spool.
func (c *check) read(ctx context.Context, file string, s Streams) (err error) {
	in := s.In
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return cmp.Or(errors.Unwrap(err), err)
		}
		defer f.Close()
		in = f
	}
	name := ""
	if c.several {
		name = file + ", "
	}
	passed, err := har.Read(readerOf(ctx, in), traffic.Relevant, func(e *har.Entry) error {
		if e.Problem != "" {
			c.unreadable++
			return nil
		}
		e.Where = fmt.Sprintf("%sentry %d, line %d", name, e.Number, e.Line)
		c.credentials = c.credentials || traffic.HasCredential(e.Header)
		return c.spool.Add(e.Exchange)
	})
	c.passed += passed
	return err
}

// readerOf is a reader that ends when ctx does.
func readerOf(ctx context.Context, in io.Reader) io.Reader { return &ctxReader{ctx, in} }

type ctxReader struct {
	ctx context.Context
	in  io.Reader
}

func (r *ctxReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.in.Read(p)
}

// archives are the files that the names stand for; of a folder, the archives in it.
func archives(names []string) ([]string, error) {
	var out []string
	for _, name := range names {
		if name == "-" {
			out = append(out, name)
			continue
		}
		info, err := os.Stat(name)
		if err != nil {
			return nil, fmt.Errorf("the recording cannot be read: %w", err)
		}
		if !info.IsDir() {
			out = append(out, name)
			continue
		}
		before := len(out)
		err = filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && (strings.HasSuffix(path, ".har") || strings.HasSuffix(path, ".har.gz")) {
				out = append(out, path)
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("the recordings cannot be read: %w", err)
		}
		if len(out) == before {
			return nil, fmt.Errorf("the folder %s has no recording: no file ends in .har or .har.gz", name)
		}
	}
	if n := slices.Index(out, "-"); n >= 0 && slices.Contains(out[n+1:], "-") {
		return nil, errors.New("standard input is named twice")
	}
	return out, nil
}
