package conformance_test

import (
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance"
)

// TestBaseURL holds what is said of an address that is not a gateway's.
func TestBaseURL(t *testing.T) {
	for _, tt := range []struct{ url, want string }{
		{"localhost:8080", `the base URL "localhost:8080" has no scheme: write http://localhost:8080`},
		{"127.0.0.1:8080", "has no scheme: write http://127.0.0.1:8080"},
		{"apig.example.com", "has no scheme: write https://apig.example.com"},
		{"apig.example.com/edge", "has no scheme: write https://apig.example.com/edge"},
		{"https:/apig.example.com", "is not an http or https URL with a host"},
		{"ftp://apig.example.com", "is not an http or https URL with a host"},
		{"https://", "is not an http or https URL with a host"},
		{"https://x/v2/p1/apigw/instances/i1/apps",
			"holds the path of an operation: write https://x, and give the project ID p1 and the instance ID i1 apart from it"},
		{"http://x:80/edge/v2/p1/apigw/instances/i1",
			"write http://x:80/edge, and give the project ID p1 and the instance ID i1 apart from it"},
		{"http://user:secret@x", "may have no user, query or fragment"},
		{"http://x?limit=1", "may have no user, query or fragment"},
	} {
		_, err := (&conformance.Runner{BaseURL: tt.url, Token: "t"}).Run(t.Context())
		if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v; want …%s…", tt.url, err, tt.want)
		}
	}
}
