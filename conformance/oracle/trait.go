package oracle

import (
	"slices"
	"strconv"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// The names of the traits.
const (
	traitNames      = "second-app-of-a-name"
	traitKeys       = "second-app-of-an-app-key"
	traitSearch     = "name-search"
	traitSecretMade = "secret-at-creation"
	traitSecretList = "secret-in-listings"
	traitEmpty      = "empty-optional-text"
	traitNull       = "null-optional-member"
	traitMember     = "unknown-or-repeated-member"
	traitParameter  = "unknown-or-repeated-parameter"
	traitInteger    = "value-that-is-not-an-integer"
	traitFirst      = "asked-first"
	traitRemark     = "remark-if-none-was-sent"
	traitLimits     = "limits"
	traitPlace      = "unknown-project-or-instance"
	traitOthers     = "apps-of-others"
)

var questions = []struct{ name, question string }{
	{traitNames, "may two apps have the same name"},
	{traitKeys, "may two apps have the same AppKey"},
	{traitSearch, "which names does the parameter name match without precise_search"},
	{traitSecretMade, "how is app_secret shown in the answer to a creation"},
	{traitSecretList, "how is app_secret shown in listings"},
	{traitEmpty, "what becomes of an optional text sent as \"\""},
	{traitNull, "what becomes of an optional member sent as null"},
	{traitMember, "what becomes of an unknown or repeated member"},
	{traitParameter, "what becomes of an unknown or repeated parameter"},
	{traitInteger, "what becomes of a query value that is not an integer, or has more than 32 bits"},
	{traitFirst, "what is judged first, the token or the content"},
	{traitRemark, "how is a remark shown that was not sent"},
	{traitLimits, "which limits are there, and how are they told"},
	{traitPlace, "how is a project or instance answered that does not exist"},
	{traitOthers, "does the instance hold apps of others"},
}

// traits are what was learned.
type traits struct {
	seen map[string]map[string]bool
	// search are the ways in which names may be searched that no answer ruled out.
	search []search
	// secrets counts in how many apps a secret of the same value was shown.
	secrets map[string]int
}

func (t *traits) init() {
	t.seen = map[string]map[string]bool{}
	t.search = slices.Clone(searches[:])
	t.secrets = map[string]int{}
}

func (t *traits) learn(name, value string) {
	if t.seen[name] == nil {
		t.seen[name] = map[string]bool{}
	}
	t.seen[name][value] = true
}

// Traits are what was learned, in the order of the questions.
func (o *Oracle) Traits() []result.Trait {
	o.mu.Lock()
	defer o.mu.Unlock()
	// While several ways are possible, none of them has been seen.
	if len(o.traits.search) == 1 {
		o.traits.seen[traitSearch] = map[string]bool{o.traits.search[0].name: true}
	}
	var out []result.Trait
	for _, q := range questions {
		t := result.Trait{Name: q.name, Question: q.question}
		for v := range o.traits.seen[q.name] {
			t.Values = append(t.Values, v)
		}
		slices.Sort(t.Values)
		out = append(out, t)
	}
	return out
}

// limit learns that a request was refused for its size, or for there having been
// enough.
func (t *traits) limit(status, size int) {
	if status == 413 {
		t.learn(traitLimits, "a body of "+strconv.Itoa(size)+" bytes is refused with 413")
		return
	}
	t.learn(traitLimits, "throttles with "+strconv.Itoa(status))
}

// learnTaken learns that a value is refused because another app has it.
func (o *Oracle) learnTaken(d *draft, name, key bool, status int) {
	if name {
		o.traits.learn(traitNames, "refused with "+strconv.Itoa(status))
	}
	if key && !name {
		o.traits.learn(traitKeys, "refused with "+strconv.Itoa(status))
		o.foldKeys = o.foldKeys || !slices.ContainsFunc(o.made, func(a *app) bool { return a.view.key == d.texts[validate.AppKey] })
	}
}

// learnCreated learns from the answer to a creation that is not a plain one.
func (o *Oracle) learnCreated(d *draft, body jsonvalue.Object) {
	name, key := o.taken(d)
	if name {
		o.traits.learn(traitNames, "accepted")
	}
	if key {
		o.traits.learn(traitKeys, "accepted")
	}
	for _, what := range d.open {
		if trait := openTraits[what]; trait != "" {
			o.traits.learn(trait, acceptedAs[trait])
		}
	}
	if d.states[validate.Remark] == absent {
		v, present := body.Look("remark")
		switch {
		case !present:
			o.traits.learn(traitRemark, "absent")
		case v == nil:
			o.traits.learn(traitRemark, "null")
		case v == "":
			o.traits.learn(traitRemark, `""`)
		}
	}
}

func (o *Oracle) learnRefused(d *draft) {
	for _, what := range d.open {
		if trait := openTraits[what]; trait != "" {
			o.traits.learn(trait, "refused")
		}
	}
}

var openTraits = map[string]string{
	"a repeated member":               traitMember,
	"an unknown member":               traitMember,
	"an optional member that is null": traitNull,
	"an optional text that is empty":  traitEmpty,
}

var acceptedAs = map[string]string{traitMember: "accepted", traitNull: "taken as absent", traitEmpty: "accepted"}

// secret learns how secrets are shown.
func (t *traits) secret(f *validate.Field, op, s string, isText, present bool) {
	trait := traitSecretMade
	if op == "list" {
		trait = traitSecretList
	}
	switch {
	case !present:
		t.learn(trait, "absent")
	case !isText:
		t.learn(trait, "null")
	case Masked(f, s):
		t.learn(trait, "masked")
	default:
		t.learn(trait, "clear")
	}
	if isText && op == "create" && len(t.secrets) < 5000 {
		t.secrets[s]++
	}
}

// constantSecret reports whether a value is shown for one app after another: it is a
// mask, whatever it looks like.
func (t *traits) constantSecret(s string) bool { return t.secrets[s] > 2 }
