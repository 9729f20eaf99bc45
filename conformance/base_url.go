package conformance

import (
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
)

// checkBaseURL refuses what is not the address of a gateway, and says what it should be
// instead, as far as that can be made out.
func checkBaseURL(text string) error {
	bad := func(format string, args ...any) error {
		return &result.UsageError{Problem: fmt.Sprintf("the base URL %q ", text) + fmt.Sprintf(format, args...)}
	}
	u, err := url.Parse(text)
	known := err == nil && (u.Scheme == "http" || u.Scheme == "https")
	if !known && !strings.Contains(text, "://") {
		if u, err := url.Parse("//" + text); err == nil && u.Hostname() != "" && u.User == nil {
			return bad("has no scheme: write %s", scheme(u.Hostname())+"://"+text)
		}
	}
	if !known || u.Host == "" {
		return bad("is not an http or https URL with a host")
	}
	if u.RawQuery != "" || u.Fragment != "" || u.User != nil { // which may be secret
		return &result.UsageError{Problem: "the base URL may have no user, query or fragment: the operations' paths are appended to it"}
	}
	before, rest, ok := strings.Cut(u.Path, "/v2/")
	if p := strings.Split(rest, "/"); ok && len(p) >= 4 && p[1] == "apigw" && p[2] == "instances" {
		u.Path = before
		return bad("holds the path of an operation: write %s, and give the project ID %s and the instance ID %s apart from it", u, p[0], p[3])
	}
	return nil
}

// scheme is the scheme that a host is most likely to speak.
func scheme(host string) string {
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return "http"
	}
	return "https"
}
