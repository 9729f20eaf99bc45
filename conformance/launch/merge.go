package launch

import (
	"errors"
	"fmt"
	"os"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/report"
	"github.com/appgauge/appgauge/conformance/result"
)

// Merge joins the JSON reports in the files and writes the reports on the whole.
func Merge(files []string, o Options, s Streams) (status int, err error) {
	var parts []*result.Report
	for _, file := range files {
		rep, err := readReport(file)
		if err != nil {
			return 0, err
		}
		parts = append(parts, rep)
	}
	rep, err := conformance.Merge(parts...)
	if err != nil {
		return 0, err
	}
	earlier, err := readBaseline(o.Baseline)
	if err != nil {
		return 0, err
	}
	compare(rep, earlier, o.Baseline, s.Err)
	sinks, err := openSinks(o.Reports, s)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, sinks.close()) }()
	return sinks.end(rep, o.Verbose, s, nil)
}

func readReport(file string) (*result.Report, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("the report cannot be read: %w", err)
	}
	defer f.Close()
	rep, err := report.ReadJSON(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return rep, nil
}
