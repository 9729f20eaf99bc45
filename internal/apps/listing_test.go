package apps_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/schemas"
)

// listed is an app as a listing has it (query-apps, Example Responses).
const listed = `{"bind_num":0,"creator":"USER","update_time":"2020-08-03T13:09:13Z","app_key":"ee8f878c252747028f07eb116c2cd91b",
	"name":"app_demo","remark":"Demo app","id":"356de8eb7a8742168586e5daf5339965","app_secret":"416************ab8",
	"register_time":"2020-08-03T13:09:13Z","status":1,"app_type":"apig"}`

func TestListing(t *testing.T) {
	tests := []struct {
		name, text string
		apps       int64
		want       string
	}{
		{name: "as the page shows it", text: `{"total":2,"size":2,"apps":[` + listed + `,` + listed + `]}`, apps: 2},
		{name: "empty", text: `{"total":0,"size":0,"apps":[]}`},
		{name: "what is null or left out", apps: 2,
			text: `{"apps":[{"name":"app_demo","remark":null,"app_secret":null},{"name":"app_demo","app_secret":""}]}`},
		{name: "apps that are not valid, by their places", apps: 3,
			text: `{"apps":[{"name":"app_demo"},{"id":"1","name":"x"},{"nmae":"app_demo","app_key":"k"}]}`,
			want: "-:1:48 name minLength app=1 in=\"{\\\"id\\\":\\\"1\\\",\\\"name\\\":\\\"x\\\"}\"\n" +
				"-:1:52 name required app=2 in=\"{\\\"nmae\\\":\\\"app_demo\\\",\\\"app_key\\\":\\\"k\\\"}\"\n" +
				"-:1:82 app_key minLength app=2 in=\"{\\\"nmae\\\":\\\"app_demo\\\",\\\"app_key\\\":\\\"k\\\"}\"\n" +
				"-:1:53 nmae unknown app=2 in=\"{\\\"nmae\\\":\\\"app_demo\\\",\\\"app_key\\\":\\\"k\\\"}\"\n"},
		{name: "pages one after another", text: `{"apps":[` + listed + `]}` + "\n" + `{"apps":[{"name":"x"}]}`, apps: 2,
			want: "-:4:19 name minLength app=0 in=\"{\\\"name\\\":\\\"x\\\"}\"\n"},
		{name: "broken after the apps", text: `{"apps":[{"name":"x"}],}`, apps: 1,
			want: "-:1:19 name minLength app=0 in=\"{\\\"name\\\":\\\"x\\\"}\"\n" +
				"-:1:24  syntax app=-1 in=\"{\\\"apps\\\":[{\\\"name\\\":\\\"x\\\"}],}\"\n"},
		{name: "an app with a member of that name", text: `{"name":"app_demo","apps":[{}]}`, apps: 1,
			want: "-:1:20 apps unknown app=-1 in=\"{\\\"name\\\":\\\"app_demo\\\",\\\"apps\\\":[{}]}\"\n"},
		{name: "apps that are not an array", text: `{"apps":{}}`, apps: 1,
			want: "-:1:1 name required app=-1 in=\"{\\\"apps\\\":{}}\"\n-:1:2 apps unknown app=-1 in=\"{\\\"apps\\\":{}}\"\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, tally := check(t, &apps.Checker{Form: apps.JSON}, strings.NewReader(tt.text))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if tally.Apps != tt.apps {
				t.Errorf("%d apps, want %d", tally.Apps, tt.apps)
			}
		})
	}
}

// TestListedMembers holds that no documented member of a listing's app is unknown: the
// members are those of the schema, and of nothing else.
func TestListedMembers(t *testing.T) {
	text, err := schemas.Read("query-apps.200")
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Properties struct {
			Apps struct {
				Items struct{ Properties map[string]any }
			}
		}
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	members := schema.Properties.Apps.Items.Properties
	if len(members) == 0 {
		t.Fatalf("no members in the schema:\n%s", text)
	}
	app := map[string]any{"name": "app_demo", "odd": 1}
	for name := range members {
		if !slices.Contains([]string{"name", "remark", "app_key", "app_secret"}, name) {
			app[name] = 1
		}
	}
	listing, err := json.Marshal(map[string]any{"apps": []any{app}})
	if err != nil {
		t.Fatal(err)
	}
	got, _ := check(t, &apps.Checker{Form: apps.JSON}, strings.NewReader(string(listing)))
	if n := strings.Count(got, "unknown"); n != 1 || !strings.Contains(got, " odd unknown ") {
		t.Errorf("want one unknown member, odd:\n%s", got)
	}
}
