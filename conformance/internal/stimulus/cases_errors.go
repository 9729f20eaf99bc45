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
		for _, k := range errorChecks("create", status) {
			c.add(Case{
				ID: fmt.Sprintf("create/error/%s/%d-%s", k.member, status, k.id), Title: fmt.Sprintf("creating: in the body of a %d, %s", status, k.about),
				Clauses: k.clauses(), Specimens: []string{"full"}, Control: "full", Watch: k.watch,
				Needs: result.Needs{Forbidden: status == http.StatusForbidden},
				Act: func(t *T) {
					g := t.Gen(t.trial.Case.ID)
					d := g.twin("full", "")
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
						t.refused(own)
					}
					t.sawStatus(own.Exchange, status)
				},
			})
		}
	}
}

// sawStatus ends the case if the answer, whose body it is about, has another status.
func (t *T) sawStatus(ex *probe.Exchange, status int) {
	t.Record(ex)
	if ex.Status != status {
		t.Doubt("answered %d, so that no %d was seen", ex.Status, status)
	}
}

// errorCheck is one thing about the members of an error answer.
type errorCheck struct {
	id, member, about string
	watch             []Watch
}

func (k errorCheck) clauses() []string {
	var out []string
	for _, w := range k.watch {
		out = append(out, w.Clause)
	}
	return out
}

func errorChecks(op string, status int) []errorCheck {
	clause := func(name string) string { return fmt.Sprintf("%s/error/%d/%s", op, status, name) }
	var out []errorCheck
	for _, member := range []string{"error_code", "error_msg"} {
		out = append(out,
			errorCheck{"present", member, member + " is there, and not empty", []Watch{{clause(member), []string{"present"}}}},
			errorCheck{"type", member, member + " is a string", []Watch{{clause(member), []string{"type"}}}})
	}
	return append(out, errorCheck{"value", "error_code", "error_code is that of the example", []Watch{
		{clause("code"), []string{"value"}}, {clause("code-documented"), []string{"value"}},
	}})
}

// listErrorCases look at the bodies of refused listings.
func (c *catalog) listErrorCases() {
	for _, status := range []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden} {
		for _, k := range errorChecks("list", status) {
			c.add(Case{
				ID: fmt.Sprintf("list/error/%s/%d-%s", k.member, status, k.id), Title: fmt.Sprintf("listing: in the body of a %d, %s", status, k.about),
				Clauses: k.clauses(), Watch: k.watch, Needs: result.Needs{Forbidden: status == http.StatusForbidden},
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
					t.Each(len(requests), func(t *T, i int) {
						ex := t.ask(requests[i])
						if status == http.StatusBadRequest && ex.Status == http.StatusOK {
							t.Note(result.Pass, ex, "answered 200, as it may be: no listing is refused, and there is no body to judge")
							return
						}
						t.sawStatus(ex, status)
					})
				},
			})
		}
	}
}
