package world

import (
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
)

func TestForbids(t *testing.T) {
	const nonce = "qzvjkxwp"
	app := func(members ...string) jsonvalue.Object {
		var o jsonvalue.Object
		for i := 0; i < len(members); i += 2 {
			o = append(o, jsonvalue.Member{Name: members[i], Value: members[i+1]})
		}
		return o
	}
	mine := app("id", "7", "name", "ag_qzvjkxwp_x")
	for _, k := range []struct {
		name string
		e    evidence
		want string // a part of the reason; "" is that it may be deleted
	}{
		{"announced and listed", evidence{id: "7", nonce: nonce, announced: true, read: true, listed: mine}, ""},
		{"listed under the nonce, announced by nothing", evidence{id: "7", nonce: nonce, read: true, listed: mine}, ""},
		{"announced, and not listed", evidence{id: "7", nonce: nonce, announced: true, read: true}, ""},
		{"announced, and the listing cannot be read", evidence{id: "7", nonce: nonce, announced: true}, ""},
		{"announced by a ledger, and the listing cannot be read", evidence{id: "7", nonce: nonce, announced: true, hearsay: true}, "the ledger alone"},
		{"announced by a ledger, and not listed", evidence{id: "7", nonce: nonce, announced: true, hearsay: true, read: true}, ""},
		{"neither announced nor listed", evidence{id: "7", nonce: nonce, read: true}, "no answer announced it"},
		{"there before", evidence{id: "7", nonce: nonce, announced: true, before: true, read: true, listed: mine}, "before the run"},
		{"another app of this ID", evidence{id: "7", nonce: nonce, name: "abc", announced: true, read: true, listed: app("name", "theirs")}, "another app"},
		{"a short name of ours, with the nonce in the remark", evidence{id: "7", nonce: nonce, name: "abc", announced: true, listed: app("name", "abc", "remark", "qzvjkxwp shortest")}, ""},
		{"another name, with the nonce in the remark", evidence{id: "7", nonce: nonce, announced: true, listed: app("name", "12345678", "remark", "Demo app qzvjkxwp")}, ""},
		{"another name, with the nonce in the remark, announced by nothing", evidence{id: "7", nonce: nonce, listed: app("name", "12345678", "remark", "Demo app qzvjkxwp")}, "another app"},
		{"a short name that somebody else has", evidence{id: "7", nonce: nonce, name: "abc", announced: true, listed: app("name", "abc", "remark", "x")}, "another app"},
		{"a long name of ours", evidence{id: "7", nonce: nonce, name: "ABCDEFGHabcdefgh_", announced: true, listed: app("name", "ABCDEFGHabcdefgh_")}, ""},
		{"a nonce too short to tell anything", evidence{id: "7", nonce: "a", listed: app("name", "a_b")}, "another app"},
		{"an ID that several creations got", evidence{id: "7", nonce: nonce, announced: true, shared: true}, "several creations"},
		{"no ID", evidence{nonce: nonce, announced: true, listed: mine}, "it is empty"},
		{"a dot segment", evidence{id: "..", nonce: nonce, announced: true, listed: mine}, "dot segment"},
		{"a path", evidence{id: "../../x", nonce: nonce, announced: true, listed: mine}, "it holds /"},
		{"an escape", evidence{id: "%2e%2e", nonce: nonce, announced: true, listed: mine}, "it holds %"},
		{"10 KB", evidence{id: strings.Repeat("a", 10<<10), nonce: nonce, announced: true, listed: mine}, "more than 256"},
	} {
		got := k.e.forbids()
		if k.want == "" && got != "" || k.want != "" && !strings.Contains(got, k.want) {
			t.Errorf("%s: %q, want %q", k.name, got, k.want)
		}
	}
}
