package probe

import (
	"io"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
)

// What is wrong inside an app costs that app; what is wrong around the apps, the page.
func TestReadListing(t *testing.T) {
	for _, k := range []struct {
		name, body string
		problem    string
		member     bool
		ids        []string
		flaws      map[int][]jsonvalue.Flaw
	}{
		{name: "an ordinary page", body: `{"total":2,"apps":[{"id":"a"},{"id":"b"}]}`, ids: []string{"a", "b"}},
		{name: "half a surrogate pair in one app", body: `{"total":2,"apps":[{"id":"a"},{"id":"b","remark":"x\ud83dy"}]}`, ids: []string{"a", "b"},
			flaws: map[int][]jsonvalue.Flaw{1: {{Path: "$.apps[1].remark", What: "has half a surrogate pair"}}}},
		{name: "invalid UTF-8 in two", body: "{\"apps\":[{\"id\":\"a\",\"name\":\"\xff\"},{\"id\":\"b\",\"name\":\"\xff\"}]}", ids: []string{"a", "b"},
			flaws: map[int][]jsonvalue.Flaw{0: {{Path: "$.apps[0].name", What: "is not valid UTF-8"}}, 1: {{Path: "$.apps[1].name", What: "is not valid UTF-8"}}}},
		{name: "a member twice in one", body: `{"apps":[{"id":"a","id":"b"}]}`, ids: []string{"b"},
			flaws: map[int][]jsonvalue.Flaw{0: {{Path: "$.apps[0].id", What: "is there twice"}}}},
		{name: "the list twice", body: `{"apps":[],"apps":[]}`, problem: "the body is no usable JSON: $.apps is there twice"},
		{name: "a flawed member around the list", body: `{"apps":[],"note":"\ud800"}`, problem: "the body is no usable JSON: $.note has half a surrogate pair"},
		{name: "no app", body: `{"apps":[1,{"id":"a"}]}`, ids: []string{"", "a"}},
		{name: "null for no apps", body: `{"apps":null}`, ids: []string{}},
		{name: "no list", body: `{"apps":{}}`, problem: "no array apps", member: true},
		{name: "no object", body: `[]`, problem: "the body is an array, not an object"},
		{name: "no JSON", body: `{"apps":[`, problem: "the body is no usable JSON: the JSON text ends too early"},
		{name: "too many", body: `{"apps":` + items(jsonvalue.MaxItems+1, "{}") + `}`,
			problem: "the body is not usable: a list in it has more than 1000 items, and was not read further"},
	} {
		c := clientOf(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, k.body) })
		for range 2 { // also if it was read before
			ex, err := c.Do(t.Context(), Request{Op: OpQuery})
			if err != nil {
				t.Fatal(err)
			}
			l, problem, member := ReadListing(ex, nil)
			if problem != k.problem || member != k.member {
				t.Errorf("%s: problem %q, %t; want %q, %t", k.name, problem, member, k.problem, k.member)
			}
			if k.problem != "" {
				continue
			}
			if diff := cmp.Diff(k.ids, l.IDs()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", k.name, diff)
			}
			if diff := cmp.Diff(k.flaws, l.Flaws); diff != "" {
				t.Errorf("%s: flaws (-want +got):\n%s", k.name, diff)
			}
		}
	}
}

// An answer with a flaw can be read, but is no JSON.
func TestFlawedAnswer(t *testing.T) {
	c := clientOf(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusCreated)
		io.WriteString(w, `{"id":"a","remark":"\ud83d"}`)
	})
	ex, err := c.Do(t.Context(), Request{Op: OpCreate, Body: "{}"})
	if err != nil {
		t.Fatal(err)
	}
	if id := ex.Object().Text("id"); id != "a" {
		t.Errorf("id %q", id)
	}
	if _, err := ex.JSON(); err == nil || err.Error() != "$.remark has half a surrogate pair" {
		t.Errorf("%v", err)
	}
}
