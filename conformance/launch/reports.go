package launch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/appgauge/appgauge/conformance/report"
	"github.com/appgauge/appgauge/conformance/result"
)

// sinks are the reports that were asked for. Their files are opened before the
// run, so that a wrong name does not cost the whole run its report.
type sinks struct {
	all    []sink
	stdout bool // one of them is standard output
}

type sink struct {
	file  string
	write report.Writer
	to    io.Writer
	close func() error
}

// stdout is what standard output is called.
const stdout = "standard output"

func openSinks(specs []string, s Streams) (*sinks, error) {
	out := &sinks{}
	for _, spec := range specs {
		format, file, ok := strings.Cut(spec, "=")
		if !ok || file == "" {
			return nil, errors.Join(fmt.Errorf("the report %q is not of the form FORMAT=FILE, such as json=report.json", spec), out.close())
		}
		write, err := report.For(format)
		if err != nil {
			return nil, errors.Join(err, out.close())
		}
		if file == "-" {
			out.all = append(out.all, sink{file: stdout, write: write, to: s.Out, close: func() error { return nil }})
			out.stdout = true
			continue
		}
		f, err := os.Create(file)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("the report cannot be written: %w", err), out.close())
		}
		out.all = append(out.all, sink{file: file, write: write, to: f, close: f.Close})
	}
	return out, nil
}

// write writes every report, also after one of them failed.
func (s *sinks) write(rep *result.Report) error {
	var errs []error
	for _, k := range s.all {
		var buf bytes.Buffer
		err := k.write(&buf, rep)
		if err == nil {
			err = k.rewind()
		}
		if err == nil {
			_, err = buf.WriteTo(k.to)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("the report %s could not be written: %w", k.file, err))
		}
	}
	return errors.Join(errs...)
}

// end shows the report as text, unless standard output is one of the sinks, writes it to
// all of them and returns its exit status. What more says after the text may be nil.
func (s *sinks) end(rep *result.Report, verbose bool, to Streams, more func() error) (int, error) {
	if !s.stdout {
		if err := report.Text(to.Out, rep, report.TextOptions{Color: to.Color, Verbose: verbose, Width: to.Width}); err != nil {
			return 0, err
		}
		if more != nil {
			if err := more(); err != nil {
				return 0, err
			}
		}
	}
	if err := s.write(rep); err != nil {
		return 0, err
	}
	return rep.ExitCode(), nil
}

// rewind makes the report take the place of an earlier one in the same file.
func (k *sink) rewind() error {
	f, ok := k.to.(*os.File)
	if !ok || k.file == stdout {
		return nil
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return f.Truncate(0)
}

func (s *sinks) close() error {
	var errs []error
	for _, k := range s.all {
		errs = append(errs, k.close())
	}
	return errors.Join(errs...)
}
