package gateway_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

const apps = "/v2/p1/apigw/instances/i1/apps"

// call sends a request with the demo token, unless header has another.
func call(t *testing.T, h http.Handler, method, target, body string, header ...string) (int, http.Header, string) {
	t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("X-Auth-Token", gateway.DemoToken)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Header(), w.Body.String()
}

// create creates an app that must be accepted.
func create(t *testing.T, h http.Handler, target, body string) map[string]any {
	t.Helper()
	status, _, answer := call(t, h, "POST", target, body)
	if status != 201 {
		t.Fatalf("create %s: %d %s", body, status, answer)
	}
	return object(t, answer)
}

func object(t *testing.T, text string) map[string]any {
	t.Helper()
	var o map[string]any
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return o
}

func TestCreate(t *testing.T) {
	h := gateway.New(gateway.Options{})
	status, header, body := call(t, h, "POST", apps, `{"name":"app_demo","remark":"a<b> \"é\" 😀"}`)
	got := regexp.MustCompile(`[0-9a-f]{32}`).ReplaceAllString(body, "HEX")
	got = regexp.MustCompile(`"[0-9a-f]{3}\*{12}[0-9a-f]{3}"`).ReplaceAllString(got, `"MASKED"`)
	got = regexp.MustCompile(`"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z"`).ReplaceAllString(got, `"TIME"`)
	want := `{"creator":"USER","update_time":"TIME","app_key":"HEX","name":"app_demo","remark":"a<b> \"é\" 😀",` +
		`"id":"HEX","app_secret":"MASKED","register_time":"TIME","status":1,"app_type":"apig"}`
	if status != 201 || header.Get("Content-Type") != "application/json" {
		t.Errorf("status %d, type %q", status, header.Get("Content-Type"))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
}

// TestAnswers has one row for every documented error and for the answers beside
// the pages.
func TestAnswers(t *testing.T) {
	e, _ := validate.Lookup("2025-12-zh")
	h := gateway.New(gateway.Options{MaxBody: 400})
	zh := gateway.New(gateway.Options{Edition: e})
	named := func(param string) string {
		return `{"error_code":"APIG.2011","error_msg":"Invalid parameter value,parameterName:` + param +
			`. Please refer to the support documentation"}`
	}
	unauthorized := `{"error_code":"APIG.1002","error_msg":"Incorrect token or token resolution failed"}`
	forbidden := `{"error_code":"APIG.1005","error_msg":"No permissions to request this method"}`
	tests := []struct {
		name           string
		h              http.Handler
		method, target string
		body           string
		token          string
		status         int
		want           string
	}{
		{name: "no name", method: "POST", body: `{}`, status: 400, want: named("name")},
		{name: "not JSON", method: "POST", body: `{`, status: 400, want: named("body")},
		{name: "empty", method: "POST", status: 400, want: named("body")},
		{name: "array", method: "POST", body: `[{"name":"app_demo"}]`, status: 400, want: named("body")},
		{name: "invalid UTF-8", method: "POST", body: "{\"name\":\"app_demo\",\"remark\":\"\xff\"}", status: 400, want: ""},
		{name: "too long", method: "POST", body: `{"name":"app_demo"}` + strings.Repeat(" ", 400), status: 400, want: named("body")},
		{name: "wrong type", method: "POST", body: `{"name":"app_demo","remark":1}`, status: 400, want: named("remark")},
		{name: "first in table order", method: "POST", body: `{"app_secret":"","app_key":"","name":"app_demo"}`, status: 400, want: named("app_key")},
		{name: "duplicate", method: "POST", body: `{"name":"app_demo","name":"app_demo"}`, status: 400, want: named("name")},
		{name: "Chinese name", method: "POST", body: `{"name":"应用_一"}`, status: 400, want: named("name")},
		{name: "Chinese name where allowed", h: zh, method: "POST", body: `{"name":"应用_一"}`, status: 201},
		{name: "null is absent", method: "POST", body: `{"name":"app_demo","remark":null,"app_key":null}`, status: 201},
		{name: "unknown member", method: "POST", body: `{"name":"app_demo","tags":[{}]}`, status: 201},

		{name: "limit no integer", method: "GET", target: apps + "?limit=ten", status: 400, want: named("limit")},
		{name: "offset no integer", method: "GET", target: apps + "?offset=1.5", status: 400, want: named("offset")},
		{name: "status no integer", method: "GET", target: apps + "?status=valid", status: 400, want: named("status")},
		{name: "nothing there", method: "GET", target: apps + "?name=nothing", status: 200, want: `{"total":0,"size":0,"apps":[]}`},

		{name: "no token", method: "GET", token: "-", status: 401, want: unauthorized},
		{name: "wrong token", method: "GET", token: "demo-toke", status: 401, want: unauthorized},
		{name: "token before body", method: "POST", body: "{", token: "x", status: 401, want: unauthorized},
		{name: "token before query", method: "GET", target: apps + "?limit=x", token: "x", status: 401, want: unauthorized},
		{name: "no permission", method: "POST", body: "{", token: gateway.DemoForbidden, status: 403, want: forbidden},
		{name: "no permission to delete", method: "DELETE", target: apps + "/x", token: gateway.DemoForbidden, status: 403, want: forbidden},

		{name: "delete unknown", method: "DELETE", target: apps + "/x", status: 404, want: `{"error_code":"APIG.3004","error_msg":"App x does not exist"}`},
		{name: "method", method: "PUT", status: 405},
		{name: "method on an app", method: "GET", target: apps + "/x", status: 405},
		{name: "unknown path", method: "GET", target: "/v2/p1/apigw/instances/i1/app", status: 404},
		{name: "empty segment", method: "GET", target: "/v2//apigw/instances/i1/apps", status: 404},
		{name: "slash at the end", method: "GET", target: apps + "/", status: 404},
		{name: "pointer", method: "GET", target: "/", status: 200},
		{name: "no page", method: "GET", target: "/x", status: 404},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.h == nil {
				tt.h = h
			}
			if tt.target == "" {
				tt.target = apps
			}
			var header []string
			if tt.token != "" {
				header = []string{"X-Auth-Token", strings.TrimPrefix(tt.token, "-")}
			}
			status, head, body := call(t, tt.h, tt.method, tt.target, tt.body, header...)
			if status != tt.status {
				t.Errorf("status %d, want %d; body %s", status, tt.status, body)
			}
			if tt.want != "" {
				if diff := cmp.Diff(tt.want, body); diff != "" {
					t.Errorf("body (-want +got):\n%s", diff)
				}
			}
			if (head.Get("Allow") != "") != (status == 405) {
				t.Errorf("status %d with Allow %q", status, head.Get("Allow"))
			}
		})
	}
}

func TestList(t *testing.T) {
	h := gateway.New(gateway.Options{})
	for i := range 30 {
		create(t, h, apps, fmt.Sprintf(`{"name":"app_%d","app_key":"key_%d_key"}`, i, i))
	}
	odd := create(t, h, apps, `{"name":"odd_app_1"}`)
	create(t, h, "/v2/p2/apigw/instances/i1/apps", `{"name":"other_project"}`)
	create(t, h, "/v2/p1/apigw/instances/i2/apps", `{"name":"other_instance"}`)
	tests := []struct {
		query string
		total int
		want  string // names; "…" between first and last of more than three
	}{
		{"", 31, "app_0 … app_19"},
		{"limit=0", 31, "app_0 … app_19"},
		{"limit=501", 31, "app_0 … odd_app_1"},
		{"limit=2&offset=-5", 31, "app_0 app_1"},
		{"limit=2&offset=30", 31, "odd_app_1"},
		{"offset=31", 31, ""},
		{"offset=9223372036854775807&limit=9223372036854775807", 31, ""},
		{"name=app_2", 11, "app_2 … app_29"},
		{"name=app_2&precise_search=name", 1, "app_2"},
		{"name=app_2&precise_search=id", 11, "app_2 … app_29"},
		{"name=APP_2", 0, ""},
		{"name=app_2&offset=9", 11, "app_28 app_29"},
		{"app_key=key_7_key", 1, "app_7"},
		{"app_key=key_7_ke", 0, ""},
		{"app_key=key_7_key&name=app_8", 0, ""},
		{"id=" + odd["id"].(string), 1, "odd_app_1"},
		{"id=" + odd["id"].(string) + "&name=odd&status=1&creator=USER", 1, "odd_app_1"},
		{"status=1&creator=USER&limit=1", 31, "app_0"},
		{"status=0", 0, ""},
		{"creator=MARKET", 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.query, func(t *testing.T) {
			status, _, body := call(t, h, "GET", apps+"?"+tt.query, "")
			if status != 200 {
				t.Fatalf("status %d: %s", status, body)
			}
			var got struct {
				Total, Size int
				Apps        []struct {
					Name    string
					BindNum *int `json:"bind_num"`
				}
			}
			if err := json.Unmarshal([]byte(body), &got); err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, a := range got.Apps {
				names = append(names, a.Name)
				if a.BindNum == nil || *a.BindNum != 0 {
					t.Errorf("%s: bind_num is not 0", a.Name)
				}
			}
			if len(names) > 3 {
				names = []string{names[0], "…", names[len(names)-1]}
			}
			if diff := cmp.Diff(tt.want, strings.Join(names, " ")); diff != "" {
				t.Errorf("apps (-want +got):\n%s", diff)
			}
			if got.Total != tt.total || got.Size != len(got.Apps) {
				t.Errorf("total %d, size %d of %d apps; want total %d", got.Total, got.Size, len(got.Apps), tt.total)
			}
		})
	}
}

// TestListedAsCreated compares a created app with the same app listed.
func TestListedAsCreated(t *testing.T) {
	h := gateway.New(gateway.Options{ClearSecrets: true})
	for _, body := range []string{
		`{"name":"app_demo"}`,
		`{"name":"app_demo","remark":"","app_key":"Key-1_key","app_secret":"Se_-!@#$%"}`,
	} {
		made := create(t, h, apps, body)
		made["bind_num"] = 0.0
		_, _, listed := call(t, h, "GET", apps+"?id="+made["id"].(string), "")
		if diff := cmp.Diff([]any{made}, object(t, listed)["apps"]); diff != "" {
			t.Errorf("created %s, then listed (-created +listed):\n%s", body, diff)
		}
	}
}

func TestDelete(t *testing.T) {
	h := gateway.New(gateway.Options{})
	id := create(t, h, apps, `{"name":"app_demo"}`)["id"].(string)
	if status, _, _ := call(t, h, "DELETE", "/v2/p1/apigw/instances/i2/apps/"+id, ""); status != 404 {
		t.Errorf("delete in another instance: %d, want 404", status)
	}
	for _, want := range []int{204, 404} {
		if status, _, body := call(t, h, "DELETE", apps+"/"+id, ""); status != want {
			t.Errorf("delete: %d %s, want %d", status, body, want)
		}
	}
	if _, _, body := call(t, h, "GET", apps, ""); body != `{"total":0,"size":0,"apps":[]}` {
		t.Errorf("the app is still listed: %s", body)
	}
}

func TestRoom(t *testing.T) {
	h := gateway.New(gateway.Options{MaxApps: 2, MaxAllApps: 3})
	other := "/v2/p1/apigw/instances/i2/apps"
	for i, step := range []struct {
		target string
		want   int
	}{{apps, 201}, {apps, 201}, {apps, 403}, {other, 201}, {other, 403}} {
		status, _, body := call(t, h, "POST", step.target, `{"name":"app_demo"}`)
		if status != step.want || status == 403 && object(t, body)["error_code"] != "APIG.3103" {
			t.Errorf("create %d: %d %s, want %d", i, status, body, step.want)
		}
	}
}

// TestConcurrent creates, lists and deletes at once, and counts.
func TestConcurrent(t *testing.T) {
	h := gateway.New(gateway.Options{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				id := create(t, h, apps, `{"name":"app_demo"}`)["id"].(string)
				if _, _, body := call(t, h, "GET", apps+"?id="+id, ""); !strings.HasPrefix(body, `{"total":1,"size":1,`) {
					t.Errorf("created, but listed as %s", body)
				}
				if id[0] < '8' {
					call(t, h, "DELETE", apps+"/"+id, "")
				}
			}
		})
	}
	wg.Wait()
	_, _, body := call(t, h, "GET", apps+"?limit=500", "")
	list := object(t, body)
	seen := map[any]bool{}
	for _, a := range list["apps"].([]any) {
		id := a.(map[string]any)["id"].(string)
		if id[0] < '8' || seen[id] {
			t.Errorf("%s was deleted, or is listed twice", id)
		}
		seen[id] = true
	}
	if int(list["total"].(float64)) != len(seen) {
		t.Errorf("total %v, but %d apps", list["total"], len(seen))
	}
}

// TestLog holds that a log tells what happened and no secret.
func TestLog(t *testing.T) {
	var log bytes.Buffer
	h := gateway.New(gateway.Options{Token: "s3cret-token", Log: slog.New(slog.NewTextHandler(&log, nil))})
	call(t, h, "POST", apps, `{"name":"app_demo","app_key":"s3cret-key","app_secret":"s3cret-secret"}`, "X-Auth-Token", "s3cret-token")
	call(t, h, "GET", apps+"?app_key=s3cret-key", "", "X-Auth-Token", "s3cret-other")
	if got := log.String(); strings.Contains(got, "s3cret") || !strings.Contains(got, "status=201") || !strings.Contains(got, "status=401") {
		t.Errorf("log:\n%s", got)
	}
}

func TestPage(t *testing.T) {
	page := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "page "+r.URL.Path) })
	h := gateway.New(gateway.Options{Page: page})
	for _, path := range []string{"/", "/app.js"} {
		if _, _, body := call(t, h, "GET", path, ""); body != "page "+path {
			t.Errorf("%s: %q", path, body)
		}
	}
}
