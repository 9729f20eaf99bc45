package report

import (
	"fmt"
	"strings"
)

// recording says how much of the traffic was judged.
func (t *textReport) recording() {
	r := t.r.Recording
	where := ""
	if r.Places > 1 {
		where = fmt.Sprintf(", in %d instances", r.Places)
	}
	t.printf("traffic   %s judged%s\n", counted(int(r.Exchanges), "exchange"), where)
	var parts []string
	for _, p := range []struct {
		n    int64
		what string
	}{
		{r.PassedOver.Elsewhere, "to other hosts or paths"},
		{r.PassedOver.Undocumented, "on neither page, or from a cache"},
		{r.PassedOver.Repeated, "recorded twice"},
		{r.PassedOver.Unreadable, "not readable"},
		{r.PassedOver.Missed, "too quick to be judged"},
	} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	if len(parts) > 0 {
		t.printf("passed by %s\n", strings.Join(parts, ", "))
	}
}
