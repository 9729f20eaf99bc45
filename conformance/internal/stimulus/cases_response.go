package stimulus

import (
	"slices"

	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// basics are the specimens that cases look at which any app would do for.
var basics = [...]string{"minimal", "full"}

// createResponseCases look at the answers to all creations.
func (c *catalog) createResponseCases() {
	seen := func(t *T) {
		if len(t.Answered()) == 0 {
			t.Doubt("no creation was answered with an app")
		}
	}
	look := func(id, title string, specimens []string, judge func(*T), watch ...Watch) {
		k := Case{ID: id, Title: title, Specimens: specimens, Likes: c.everySpecimen(), Watch: watch, Judge: judge}
		for _, w := range watch {
			if !slices.Contains(k.Clauses, w.Clause) {
				k.Clauses = append(k.Clauses, w.Clause)
			}
		}
		c.add(k)
	}
	for _, m := range memberChecks("create") {
		look("create/response/"+m.id, "in the answer to a creation, "+m.member+" is "+m.about, basics[:], seen, m.watch)
	}
	for _, field := range []string{"name", "remark", "app_key"} {
		look("create/response/"+field+"/echo", "the answer repeats "+field+" exactly as sent", basics[:], seen, Watch{"create/response/echo", []string{field + "/echo"}})
	}
	look("create/response/remark/absent-stays-absent", "an app created without a remark has none", []string{"minimal"}, func(t *T) { t.Need("minimal") },
		Watch{"create/response/echo", []string{"remark/absent"}})
	look("create/response/app_secret/echo", "a secret that is not masked is the one that was sent", []string{"full"}, func(t *T) {
		if t.clearSecrets() == 0 {
			t.Note(result.Pass, nil, "no secret is shown in clear, which is lawful: there is nothing to compare")
		}
	}, Watch{"create/response/secret-echo", []string{"echo"}})
	look("create/response/body/json-object", "the body of every 201 is one JSON object", basics[:], func(t *T) {
		if !slices.ContainsFunc(t.Planted(), func(p *Planted) bool { return p.Exchange != nil && p.Err == nil && p.Exchange.Status/100 == 2 }) {
			t.Doubt("no creation was answered 201")
		}
	}, Watch{"create/response/id", []string{"body"}})
	for _, member := range []string{"app_key", "app_secret"} {
		look("create/generated/"+member+"-present", "an app that is created without "+member+" gets one, unless secrets are hidden", []string{"minimal"}, func(t *T) {
			if !slices.ContainsFunc(t.Answered(), func(a Seen) bool { _, sent := a.From.Draft.Text(member); return !sent }) {
				t.Doubt("no app was created without %s", member)
			}
		}, Watch{"create/response/" + member, []string{"present", "not-empty"}})
	}
	for _, member := range []string{"register_time", "update_time"} {
		look("create/response/"+member+"/now", member+" of a created app is the time of its creation", basics[:], seen, Watch{"create/response/" + member, []string{"now"}})
	}
	look("create/response/update_time/not-before-registration", "an app is not updated before it is registered", basics[:], seen,
		Watch{"create/response/update_time-order", []string{"order"}})
	for _, member := range []string{"app_key", "app_secret"} {
		look("create/generated/"+member+"-valid", "an "+member+" that the gateway makes up keeps to the rules for one", []string{"minimal"}, seen,
			Watch{"create/response/" + member + "-valid", []string{"rule"}})
	}
	look("create/generated/app_key-not-from-request", "what the gateway makes up is neither the app's name nor its other secret", []string{"minimal"}, seen,
		Watch{"create/keys-unique", []string{"derived"}})
	c.uniqueCases()
}

// clearSecrets counts the apps whose secret came back in clear.
func (t *T) clearSecrets() int {
	n := 0
	for _, a := range t.Answered() {
		if s := a.App.Text("app_secret"); s != "" && !oracle.Masked(&t.Setting().Edition.Fields[validate.AppSecret], s) {
			n++
		}
	}
	return n
}
