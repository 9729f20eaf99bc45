package traits

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/appgauge/appgauge/conformance/gateway"
)

// secrets are how app_secret is shown: the reference gateway masks it as the
// examples do.
func secrets() []Trait {
	const (
		dimension = "app_secret in answers"
		form      = "The tables say AppSecret, String; that it is masked is seen in the examples only."
		absent    = "The tables list the members of an answer without saying that each is always there; a secret may be kept back."
	)
	shownAs := func(f func(string) string) alter {
		return func(b *gateway.Behaviour) { b.ShowSecret = f }
	}
	any := func(*gateway.Exchange, *gateway.App) bool { return true }
	in := func(op gateway.Op) func(*gateway.Exchange, *gateway.App) bool {
		return func(x *gateway.Exchange, _ *gateway.App) bool { return x.Op == op }
	}
	isGenerated := func(_ *gateway.Exchange, a *gateway.App) bool { return !a.GivenSecret }
	return []Trait{
		{ID: "secret/clear", Dimension: dimension, Why: form, Does: "Secrets are shown in full.", Alter: shownAs(func(s string) string { return s })},
		{ID: "secret/stars-only", Dimension: dimension, Why: form, Does: "Secrets are shown as six stars.", Alter: shownAs(func(string) string { return "******" })},
		{ID: "secret/masked-by-length", Dimension: dimension, Why: form, Does: "A mask is as long as the secret.", Alter: shownAs(func(s string) string { return s[:1] + strings.Repeat("*", len(s)-1) })},
		{ID: "secret/first-4", Dimension: dimension, Why: form, Does: "The first four characters of a secret are shown, and an ellipsis.", Alter: shownAs(func(s string) string { return s[:4] + "…" })},
		{ID: "secret/word", Dimension: dimension, Why: form, Does: "Secrets are shown as [hidden].", Alter: shownAs(func(string) string { return "[hidden]" })},
		{ID: "secret/digest", Dimension: dimension, Why: form, Does: "A digest of a secret is shown.", Alter: shownAs(func(s string) string { return fmt.Sprintf("sha256:%.8x", sha256.Sum256([]byte(s))) })},
		{ID: "secret/once", Dimension: dimension, Why: form, Does: "A secret is shown in full when it is created, and masked in listings.", Alter: clearAtCreation},
		{ID: "secret/once-then-absent", Dimension: dimension, Why: absent, Does: "A secret is shown in full when it is created, and listings have no app_secret.", Alter: all(clearAtCreation, without(in(gateway.List)))},
		{ID: "secret/once-then-null", Dimension: dimension, Why: absent, Does: "A secret is shown in full when it is created, and null in listings.", Alter: all(clearAtCreation, null(in(gateway.List)))},
		{ID: "secret/null", Dimension: dimension, Partial: true, Why: absent, Does: "app_secret is always null.", Alter: null(any)},
		{ID: "secret/null-in-listings", Dimension: dimension, Why: absent, Does: "app_secret is null in listings.", Alter: null(in(gateway.List))},
		{ID: "secret/absent", Dimension: dimension, Partial: true, Why: absent, Does: "No answer has an app_secret.", Alter: without(any)},
		{ID: "item/app-secret-missing", Dimension: dimension, Why: absent, Does: "Listings have no app_secret.", Alter: without(in(gateway.List))},
		{ID: "created/app-secret-missing", Dimension: dimension, Why: absent, Does: "The answer to a create has no app_secret.", Alter: without(in(gateway.Create))},
		{ID: "created/app-secret-empty", Dimension: dimension, Excludes: []string{emptySecret}, Why: form, Does: "app_secret is empty in the answer to a create.", Alter: emptied(in(gateway.Create))},
		{ID: "item/app-secret-empty", Dimension: dimension, Excludes: []string{emptySecret}, Why: form, Does: "app_secret is empty in listings.", Alter: emptied(in(gateway.List))},
		{ID: "pages/create-secret-null", Dimension: dimension, Why: absent, Does: "app_secret is null in the answer to a create.", Alter: null(in(gateway.Create))},
		{ID: "generated/secret-missing", Dimension: dimension, Why: absent, Does: "No answer has a generated app_secret.", Alter: without(isGenerated)},
		{ID: "generated/secret-null", Dimension: dimension, Why: absent, Does: "A generated app_secret is null in every answer.", Alter: null(isGenerated)},
	}
}

func clearAtCreation(b *gateway.Behaviour) {
	showsIn(func(x *gateway.Exchange, a *gateway.App, o *gateway.Object) {
		if x.Op == gateway.Create {
			o.Set("app_secret", a.Secret)
		}
	})(b)
}

// emptied hides a secret by showing an empty text.
func emptied(when func(*gateway.Exchange, *gateway.App) bool) alter {
	return showsIn(func(x *gateway.Exchange, a *gateway.App, o *gateway.Object) {
		if when(x, a) {
			o.Set("app_secret", "")
		}
	})
}

func without(when func(*gateway.Exchange, *gateway.App) bool) alter {
	return showsIn(func(x *gateway.Exchange, a *gateway.App, o *gateway.Object) {
		if when(x, a) {
			o.Delete("app_secret")
		}
	})
}

func null(when func(*gateway.Exchange, *gateway.App) bool) alter {
	return showsIn(func(x *gateway.Exchange, a *gateway.App, o *gateway.Object) {
		if when(x, a) {
			o.Set("app_secret", nil)
		}
	})
}
