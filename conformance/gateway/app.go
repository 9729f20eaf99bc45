package gateway

import (
	"crypto/rand"
	"encoding/hex"
	"time"
)

// App is a stored app. A stored app is not changed: a change is a new App.
type App struct {
	ID, Name, Key, Secret string
	// Remark is the description; HasRemark tells an empty one from none.
	Remark    string
	HasRemark bool
	// GivenKey and GivenSecret tell what the caller sent from what was generated.
	GivenKey, GivenSecret bool
	Created               time.Time
	Creator               string
	Status                int64
	// Updated is when the app last changed; zero if it never did.
	Updated time.Time
	// Codes are the app's codes, oldest first: see [Options.Extended].
	Codes []Code
	// BindNum is the number of bound APIs: query-apps, Table 5, bind_num.
	BindNum int
}

// showApp has the members of the example answers, in their order: create-app,
// Table 4, and query-apps, Table 5.
func (b *Behaviour) showApp(x *Exchange, a *App) *Object {
	m := make([]Member, 0, 12)
	updated := a.Updated
	if updated.IsZero() {
		updated = a.Created
	}
	if x.Op == List {
		m = append(m, Member{"bind_num", a.BindNum})
	}
	m = append(m, Member{"creator", a.Creator}, Member{"update_time", b.ShowTime(updated)}, Member{"app_key", a.Key}, Member{"name", a.Name})
	if a.HasRemark {
		m = append(m, Member{"remark", a.Remark})
	}
	m = append(m, Member{"id", a.ID}, Member{"app_secret", b.ShowSecret(a.Secret)}, Member{"register_time", b.ShowTime(a.Created)},
		Member{"status", a.Status}, Member{"app_type", "apig"})
	return &Object{Members: m}
}

func showTime(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// mask hides a secret as the examples do: the first and the last three
// characters stand, and twelve stars between them, whatever the length.
func mask(secret string) string {
	const stars = "************"
	if len(secret) < 8 {
		return stars
	}
	return secret[:3] + stars + secret[len(secret)-3:]
}

// randomHex is an id, key or secret in the form of the examples: 32 hex digits.
func randomHex() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
