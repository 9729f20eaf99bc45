package faults

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// authPageFaults are the faults of origin [FromPages] on tokens, in the words of
// their author.
func authPageFaults() []pageRow {
	return []pageRow{
		{
			"pages/auth-list-unknown-accepted",
			"query-apps, Table 3, X-Auth-Token", "mandatory; status code 401",
			"A list with any non-empty X-Auth-Token gets 200; an absent header gets 401.",
			"list/auth/wrong-401",
			admits(list, 401, func(x *gateway.Exchange) bool { return x.Token() != "" }),
		},
		{
			"pages/auth-create-unknown-accepted",
			"create-app, Table 2, X-Auth-Token", "mandatory; status code 401",
			"A create with any token of 16 or more characters gets 201.",
			"create/auth/wrong-401",
			admits(create, 401, func(x *gateway.Exchange) bool { return len(x.Token()) >= 16 }),
		},
		{
			"pages/auth-token-prefix-compare",
			"create-app, Table 2, X-Auth-Token", "mandatory; status code 401",
			"Only the length of the known token is compared: the good token with one more character appended is accepted on both operations.",
			"*/auth/wrong-401",
			tokenSeen(func(x *gateway.Exchange, good string) string {
				if strings.HasPrefix(x.Token(), good) {
					return good
				}
				return x.Token()
			}),
		},
		{
			"pages/auth-query-parameter-accepted",
			"query-apps, Table 3, X-Auth-Token", "mandatory; status code 401",
			"Any value of a query parameter X-Auth-Token replaces the header: without header, ?X-Auth-Token=x gets 200.",
			"*/auth/*",
			admitsBoth(401, func(x *gateway.Exchange) bool { return x.Query().Has("X-Auth-Token") }),
		},
		{
			"pages/auth-create-missing-400",
			"create-app, Table 2, X-Auth-Token", "mandatory; status code 401",
			"A create with a valid body and without a token gets 400 naming X-Auth-Token.",
			"create/auth/missing-401",
			func(b *gateway.Behaviour) {
				next := b.Authorize
				b.Authorize = func(x *gateway.Exchange) *answer {
					if a := next(x); a == nil || x.Op != create || x.Token() != "" {
						return a
					}
					return invalid("X-Auth-Token")
				}
			},
		},
		{
			"pages/auth-no-token-large-body-accepted",
			"create-app, Table 2, X-Auth-Token", "mandatory; status code 401",
			"With a body over 512 bytes, sent chunked or not, the token is not checked: a valid create without a token gets 201.",
			"create/auth/missing-401",
			admits(create, 0, func(x *gateway.Exchange) bool {
				body, err := x.Body()
				return err == nil && len(body) > 512
			}),
		},
		{
			"pages/auth-forbidden-create-accepted",
			"create-app, Status code 403", "a token without permission is refused",
			"A create with the token without permission gets 201; list with it gets 403.",
			"create/auth/forbidden-403",
			admits(create, 403, nil),
		},
		{
			"pages/auth-forbidden-list-accepted",
			"query-apps, Status code 403", "a token without permission is refused",
			"A list with the token without permission gets 200 with all apps; create with it gets 403.",
			"list/auth/forbidden-403",
			admits(list, 403, nil),
		},
	}
}

// admitsBoth is [admits] for both operations.
func admitsBoth(status int, when func(*gateway.Exchange) bool) alter {
	return all(admits(create, status, when), admits(list, status, when))
}
