package signing

import (
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/signer"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/request"
)

var update = flag.Bool("update", false, "rewrite testdata/signatures.json at the root")

const golden = "../../testdata/signatures.json"

// vector is a signed request as it arrived at a server.
type vector struct {
	Client string      `json:"client"`
	About  string      `json:"about"`
	Method string      `json:"method"`
	Target string      `json:"target"` // path and query
	Host   string      `json:"host"`
	Header http.Header `json:"header"` // what is signed, and the signature
	Body   string      `json:"body,omitempty"`
	// Verifies is false if the client signs another request than it sends.
	Verifies bool `json:"verifies"`
}

const (
	access = "AKEXAMPLE+/=7"
	secret = "secret key + / = é"
	date   = "20260304T050607Z"
)

// odd is a request that is not easily brought into a canonical form.
type odd struct {
	About, Method, Path string
	Query               map[string]any
	Header              map[string]string
	Body                any
	nodeEscapes         bool // the Node SDK escapes the path twice
}

func odds() []odd {
	const apps = "/v2/p/apigw/instances/i/apps"
	return []odd{
		{About: "nothing but the path", Method: "GET", Path: apps},
		{About: "a slash at the end", Method: "GET", Path: apps + "/"},
		{About: "parameters in another order than sorted", Method: "GET", Path: apps, Query: map[string]any{"status": 1, "limit": 20, "name": "a", "app_key": "k"}},
		{About: "reserved characters in the query", Method: "GET", Path: apps, Query: map[string]any{"name": "a b&c=d+e/f?g:h@i,j;k'l(m)n*o!p$q~r-s_t.u#v[w]x%y%41z"}},
		{About: "a query beyond ASCII", Method: "GET", Path: apps, Query: map[string]any{"name": "é中💻", "na\u00efve": "x"}},
		{About: "an empty value", Method: "GET", Path: apps, Query: map[string]any{"name": "", "id": "x"}},
		{About: "several values", Method: "GET", Path: apps, Query: map[string]any{"name": []string{"b", "a", "B", "a b"}}},
		{About: "a name that sorts before its upper case", Method: "GET", Path: apps, Query: map[string]any{"b": "1", "B": "2", "a_": "3", "a-": "4", "aa": "5"}},
		{About: "a path that must be escaped", Method: "GET", Path: "/v2/p q/apigw/instances/é中/apps", nodeEscapes: true},
		{About: "a path of reserved characters", Method: "GET", Path: "/v2/p/apigw/instances/a:b@c,d;e=f+g&h!i$j'k(l)m*n~o/apps", nodeEscapes: true},
		{About: "headers of its own", Method: "GET", Path: apps, Header: map[string]string{"X-Odd": "a, b;  c", "x-lower": "e", "Z-Last": "z"}},
		{About: "a body", Method: "POST", Path: apps, Body: map[string]string{"name": "app_demo"}},
		{About: "a body beyond ASCII", Method: "POST", Path: apps, Body: map[string]string{"name": "app_demo", "remark": "é中💻 <b>&amp; \"q\" \\ \n\u2028"}},
		{About: "an empty body", Method: "PUT", Path: apps + "/id/app-codes"},
		{About: "a deletion", Method: "DELETE", Path: apps + "/id"},
	}
}

// recorder answers 200 to everything, and keeps what came.
type recorder struct {
	mu   sync.Mutex
	seen []vector
}

func (r *recorder) ServeHTTP(w http.ResponseWriter, in *http.Request) {
	body, _ := io.ReadAll(in.Body)
	v := vector{Method: in.Method, Target: in.RequestURI, Host: in.Host, Header: http.Header{}, Body: string(body)}
	signature := in.Header.Get("Authorization")
	for _, part := range strings.Split(signature, ", ") {
		names, ok := strings.CutPrefix(part, "SignedHeaders=")
		for _, name := range strings.Split(names, ";") {
			if values := in.Header.Values(name); ok && len(values) > 0 {
				v.Header[http.CanonicalHeaderKey(name)] = values
			}
		}
	}
	v.Header["Authorization"] = []string{signature}
	r.mu.Lock()
	r.seen = append(r.seen, v)
	r.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	io.WriteString(w, "{}")
}

// host is what the recorded requests are addressed to, whatever the port was.
const host = "gateway.example.com"

// TestVectors holds testdata/signatures.json to what the official clients sign, and sends,
// of requests that are odd in many ways.
func TestVectors(t *testing.T) {
	r := &recorder{}
	srv := httptest.NewServer(r)
	defer srv.Close()
	var got []vector
	take := func(client string, escaped func(odd) bool, from []odd) {
		if len(r.seen) != len(from) {
			t.Fatalf("%s: %d requests came, not %d", client, len(r.seen), len(from))
		}
		for i, v := range r.seen {
			v.Client, v.About, v.Verifies = client, from[i].About, !escaped(from[i])
			got = append(got, v)
		}
		r.seen = nil
	}
	all := odds()
	for _, o := range all {
		byGo(t, srv.URL, o)
	}
	take("go", func(odd) bool { return false }, all)
	var requests []nodeRequest
	for _, o := range all {
		header := map[string]string{"X-Sdk-Date": date, "host": host}
		for name, value := range o.Header {
			header[name] = value
		}
		requests = append(requests, nodeRequest{Method: o.Method, Path: o.Path, Query: o.Query, Header: header, Body: o.Body})
	}
	for i, a := range byNode(t, nodeInput{Endpoint: srv.URL, Access: access, Secret: secret, Project: "p", Requests: requests}) {
		if a.Status != 200 {
			t.Errorf("node: %s: %+v", all[i].About, a)
		}
	}
	take("node", func(o odd) bool { return o.nodeEscapes }, all)

	text, err := json.MarshalIndent(got, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, append(text, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(text)+"\n"); diff != "" {
		t.Errorf("%s is not what the official clients send; run go test -update (-want +got):\n%s", golden, diff)
	}
}

// byGo sends the request by the core of the official Go SDK.
func byGo(t *testing.T, endpoint string, o odd) {
	t.Helper()
	b := request.NewHttpRequestBuilder().WithEndpoint("http://"+host).WithMethod(o.Method).WithPath(o.Path).AddHeaderParam("X-Sdk-Date", date).
		AddHeaderParam("X-Project-Id", "p").AddHeaderParam("Accept", "application/json")
	for name, value := range o.Query {
		b.AddQueryParam(name, reflect.ValueOf(value))
	}
	for name, value := range o.Header {
		b.AddHeaderParam(name, value)
	}
	if o.Body != nil {
		b.AddHeaderParam("Content-Type", "application/json").WithBody("", o.Body)
	}
	req := b.Build()
	header, err := signer.Sign(req, access, secret)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range header {
		req.AddHeaderParam(name, value)
	}
	sent, err := req.ConvertRequest()
	if err != nil {
		t.Fatal(err)
	}
	sent.Host = host
	sent.URL.Host = strings.TrimPrefix(endpoint, "http://")
	resp, err := http.DefaultClient.Do(sent)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 200 {
		t.Fatal(resp.Status)
	}
}
