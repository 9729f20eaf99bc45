package witness

import (
	"net/http"
	"strings"
	"time"
)

// signedAt is the time of the signatures below, and of the gateway.
func signedAt() time.Time { return time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC) }

// signatures sends requests that are signed with the demo keys, rightly and wrongly. The
// digits were made once, by another program than the gateway.
func signatures(c *Client) {
	const (
		access = "demo-access-key"
		listed = "866c7870b00084b81be9ee12ea5e8261015bb55b9631dc8b3e99074c19d3e14d"
		odd    = "d5f45cb3b541364808b4cd21906be03667456aeb40a910698e894b26c67589a4"
		old    = "343ef7f70884abb7f27742ab3adc4a37b7119764a2b4f38e7fb40fb3f0631ad2" // twenty minutes
		future = "a4b9ddd7685469232b94e08958760673f95c4a47f6390d601dc943d4acdcd3b3"
		posted = "7c46033a3b6ce143a22eac68267e78744d37f240def4a8f22011dda71e60c6a2"
		hashed = "17a853fd646cd3babfd1f32af7f710cf654ed48bba244f29d460f2c409f97548"

		body     = `{"name":"app_signed","remark":"é中"}`
		bodyHash = "5d1206fe7c1486e3477e095fd7f77b870b692d1582267cc4838eef833d6f8021"
	)
	ask := func(method, query, body, access, digits string, late time.Duration, hash string) {
		names := "x-sdk-date"
		header := http.Header{"X-Sdk-Date": {signedAt().Add(late).Format("20060102T150405Z")}}
		if hash != "" {
			names = "x-sdk-content-sha256;x-sdk-date"
			header.Set("X-Sdk-Content-Sha256", hash)
		}
		header.Set("Authorization", "SDK-HMAC-SHA256 Access="+access+", SignedHeaders="+names+", Signature="+digits)
		status, answer := c.send(request{method: method, path: home, query: query, body: body, token: "-", header: header})
		c.note("%s %s %s %s -> %d %s", method, query, body, header, status, answer)
	}
	ask("GET", "", "", access, listed, 0, "")
	ask("GET", "name=a", "", access, listed, 0, "")
	ask("GET", "name=a~b/c+d&limit=1", "", access, odd, 0, "")
	ask("GET", "", "", access, old, -20*time.Minute, "")
	ask("GET", "", "", access, future, 20*time.Minute, "")
	ask("GET", "", "", "nobody-s-access-key", listed, 0, "")
	ask("GET", "", "", access, listed[:63]+"e", 0, "")
	ask("GET", "", "", access, strings.Repeat("0", 64), 0, "")
	ask("POST", "", body, access, posted, 0, "")
	ask("POST", "", body+" ", access, posted, 0, "")
	ask("POST", "", body, access, hashed, 0, bodyHash)
	ask("POST", "", body+" ", access, hashed, 0, bodyHash)
}
