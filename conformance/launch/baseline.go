package launch

import (
	"fmt"
	"io"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// readBaseline reads the report of an earlier run; without a file there is none.
func readBaseline(file string) (*result.Report, error) {
	if file == "" {
		return nil, nil
	}
	rep, err := readReport(file)
	if err != nil {
		return nil, fmt.Errorf("there is nothing to compare with: %w", err)
	}
	return rep, nil
}

// compare compares the report with the earlier one, if there is one, and says which
// gateways that does not have.
func compare(rep, earlier *result.Report, file string, w io.Writer) {
	if earlier == nil {
		return
	}
	if missing := rep.CompareWith(earlier); len(missing) > 0 {
		fmt.Fprintf(w, "%s has nothing to compare with of %s\n", file, visible.Line(strings.Join(missing, ", ")))
	}
}
