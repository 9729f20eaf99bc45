package page

import (
	"strconv"
	"strings"
)

// choose picks the shortest coding of bodies that an Accept-Encoding header allows
// (RFC 9110, section 12.5.3). Preferences among the allowed ones are not looked at:
// who can read several gains most by the shortest. "identity" is always there.
func choose(accept string, bodies map[string][]byte) string {
	best := "identity"
	for _, part := range strings.Split(accept, ",") {
		coding, params, _ := strings.Cut(part, ";")
		coding = strings.ToLower(strings.TrimSpace(coding))
		body, ok := bodies[coding]
		if ok && !refused(params) && len(body) < len(bodies[best]) {
			best = coding
		}
	}
	return best
}

// refused reports whether a coding's parameters give it the weight 0.
func refused(params string) bool {
	name, value, _ := strings.Cut(params, "=")
	if strings.ToLower(strings.TrimSpace(name)) != "q" {
		return false
	}
	weight, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	return err == nil && weight == 0
}
