package gateway

import (
	"crypto/rand"
	"encoding/hex"
	"strings"
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
	// BindNum is the number of bound APIs: query-apps, Table 5, bind_num.
	BindNum int
}

// showApp has the members of the example answers, in their order: create-app,
// Table 4, and query-apps, Table 5.
func (b *Behaviour) showApp(x *Exchange, a *App) *Object {
	o := &Object{Members: make([]Member, 0, 12)}
	if x.Op == List {
		o.Set("bind_num", a.BindNum)
	}
	o.Set("creator", a.Creator)
	o.Set("update_time", b.ShowTime(a.Created))
	o.Set("app_key", a.Key)
	o.Set("name", a.Name)
	if a.HasRemark {
		o.Set("remark", a.Remark)
	}
	o.Set("id", a.ID)
	o.Set("app_secret", b.ShowSecret(a.Secret))
	o.Set("register_time", b.ShowTime(a.Created))
	o.Set("status", a.Status)
	o.Set("app_type", "apig")
	return o
}

func showTime(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// mask hides a secret as the examples do: the first and the last three
// characters stand, and twelve stars between them, whatever the length.
func mask(secret string) string {
	if len(secret) < 8 {
		return strings.Repeat("*", 12)
	}
	return secret[:3] + strings.Repeat("*", 12) + secret[len(secret)-3:]
}

// randomHex is an id, key or secret in the form of the examples: 32 hex digits.
func randomHex() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
