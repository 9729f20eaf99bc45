package stimulus

import (
	"fmt"
	"net/http"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
)

// createErrorCases look at the bodies of all refusals.
func (c *catalog) createErrorCases() {
	for _, status := range []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden} {
		for _, k := range errorChecks(status) {
			c.add(Case{
				ID: fmt.Sprintf("create/error/%s/%d-%s", k.member, status, k.id), Title: fmt.Sprintf("creating: in the body of a %d, %s", status, k.about),
				Clauses: k.clauses("create", status), Specimens: []string{"full"}, Control: "full",
				Needs: result.Needs{Forbidden: status == http.StatusForbidden},
				Act: func(t *T) {
					g := t.Gen("full")
					d := g.DraftOf("full")
					r := d.Create()
					switch status {
					case http.StatusBadRequest:
						r = d.WithText("name", "1"+g.nonce).Create()
					case http.StatusUnauthorized:
						r.Auth.Kind = probe.CredMissing
					case http.StatusForbidden:
						r.Auth.Kind = probe.CredForbidden
					}
					t.Try(r)
				},
				Judge: func(t *T) {
					own := t.Tried()[0]
					if own.Err != nil {
						t.refused(own, refusal{})
					}
					t.errorBody(own.Exchange, status, k)
					for _, other := range t.scene.Trials {
						for _, a := range other.Tried {
							if a.Err == nil && a.Exchange.Status == status && t.Verdict() == result.Pass {
								t.errorBody(a.Exchange, status, k)
							}
						}
					}
				},
			})
		}
	}
}

// errorCheck judges one member of an error answer.
type errorCheck struct {
	id, member, clause, about string
	check                     func(t *T, ex *probe.Exchange, body probe.Object)
}

func (k errorCheck) clauses(op string, status int) []string {
	out := []string{fmt.Sprintf("%s/error/%d/%s", op, status, k.clause)}
	if k.clause == "code" {
		out = append(out, out[0]+"-documented")
	}
	return out
}

func errorChecks(status int) []errorCheck {
	var out []errorCheck
	for _, member := range []string{"error_code", "error_msg"} {
		out = append(out,
			errorCheck{"present", member, member, member + " is there, and not empty", func(t *T, ex *probe.Exchange, body probe.Object) {
				switch {
				case body.Get(member) == nil:
					t.Fail(ex, "the body of a %d has no %s", status, member).Path = "$." + member
				case body.Get(member) == "":
					t.Fail(ex, "the body of a %d has an empty %s", status, member).Path = "$." + member
				}
			}},
			errorCheck{"type", member, member, member + " is a string", func(t *T, ex *probe.Exchange, body probe.Object) {
				if v := body.Get(member); v != nil {
					if _, ok := v.(string); !ok {
						t.Fail(ex, "%s is %s, not a string", member, probe.KindOf(v)).Path = "$." + member
					}
				}
			}})
	}
	want := DocumentedCode(fmt.Sprint(status))
	return append(out, errorCheck{"value", "error_code", "code", "error_code is " + want, func(t *T, ex *probe.Exchange, body probe.Object) {
		got, _ := body.Get("error_code").(string)
		if got == want || got == "" {
			return
		}
		for _, other := range []string{"400", "401", "403", "500"} {
			if got == DocumentedCode(other) {
				t.Fail(ex, "the error code of a %d is %s, which the pages give to a %s", status, got, other).Path = "$.error_code"
				return
			}
		}
		t.Warn(ex, "the error code of a %d is %s, not the documented %s", status, got, want).Path = "$.error_code"
	}})
}

// errorBody judges the body of an answer of the status.
func (t *T) errorBody(ex *probe.Exchange, status int, k errorCheck) {
	if ex.Status != status {
		t.Doubt("answered %d, so that no %d was seen", ex.Status, status)
	}
	v, err := ex.JSON()
	if err != nil {
		t.Fail(ex, "the body of a %d is no usable JSON: %v", status, err)
		return
	}
	body, ok := v.(probe.Object)
	if !ok {
		t.Fail(ex, "the body of a %d is %s, not an object", status, probe.KindOf(v))
		return
	}
	k.check(t, ex, body)
}

// listErrorCases look at the bodies of refused listings.
func (c *catalog) listErrorCases() {
	for _, status := range []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden} {
		for _, k := range errorChecks(status) {
			c.add(Case{
				ID: fmt.Sprintf("list/error/%s/%d-%s", k.member, status, k.id), Title: fmt.Sprintf("listing: in the body of a %d, %s", status, k.about),
				Clauses: k.clauses("list", status), Needs: result.Needs{Forbidden: status == http.StatusForbidden},
				Judge: func(t *T) {
					requests := []probe.Request{{Op: probe.OpQuery, Query: "limit=abc"}, {Op: probe.OpQuery, Query: "offset=abc"}, {Op: probe.OpQuery, Query: "status=abc"}}
					switch status {
					case http.StatusUnauthorized:
						requests = []probe.Request{{Op: probe.OpQuery, Auth: probe.Credential{Kind: probe.CredMissing}}, {Op: probe.OpQuery, Auth: probe.Credential{Kind: probe.CredEmpty}}}
						for _, w := range WrongTokens(t.Setting().Token) {
							requests = append(requests, probe.Request{Op: probe.OpQuery, Auth: probe.Credential{Kind: probe.CredWrong, Value: w.Token}})
						}
					case http.StatusForbidden:
						requests = []probe.Request{{Op: probe.OpQuery, Auth: probe.Credential{Kind: probe.CredForbidden}}}
					}
					for _, r := range requests {
						if t.Verdict() == result.Pass {
							t.errorBody(t.Send(r), status, k)
						}
					}
				},
			})
		}
	}
}
