package bench_test

import (
	"strings"
	"testing"

	"github.com/appgauge/appgauge/bench"
	"github.com/appgauge/appgauge/schemas"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// TestPeersAgree holds that all peers do the same work: that they accept and refuse
// the same requests, at every limit and character rule.
func TestPeersAgree(t *testing.T) {
	peers, err := bench.Peers()
	if err != nil {
		t.Fatal(err)
	}
	// The shortest and the longest text of a field, with n characters more.
	fields := validate.Default().Fields
	shortest := func(id validate.FieldID, n int) string { return strings.Repeat("x", fields[id].Min+n) }
	longest := func(id validate.FieldID, n int) string { return strings.Repeat("x", fields[id].Max+n) }
	remark := func(n int) string { return strings.Repeat("é", fields[validate.Remark].Max+n) }
	for _, tt := range []struct {
		text  string
		valid bool
	}{
		{bench.Request, true},
		{`{"name":"app_demo"}`, true},
		{`{"name":"` + longest(validate.Name, 0) + `","remark":"` + remark(0) + `","app_key":"` + longest(validate.AppKey, 0) + `","app_secret":"` + longest(validate.AppSecret, 0) + `"}`, true},
		{`{"name":"` + shortest(validate.Name, 0) + `","remark":"","app_key":"` + shortest(validate.AppKey, 0) + `","app_secret":"` + shortest(validate.AppSecret, 0) + `"}`, true},
		{`{"name":"app_demo","app_key":"0-_xxxxx","app_secret":"0_-!@#$%"}`, true},
		{`{}`, false},
		{`{"name":1}`, false},
		{`{"name":"app_demo"`, false},
		{`{"name":"` + shortest(validate.Name, -1) + `"}`, false},
		{`{"name":"` + longest(validate.Name, 1) + `"}`, false},
		{`{"name":"1app"}`, false},
		{`{"name":"app-demo"}`, false},
		{`{"name":"app_demo","remark":"` + remark(1) + `"}`, false},
		{`{"name":"app_demo","app_key":""}`, false},
		{`{"name":"app_demo","app_key":"` + shortest(validate.AppKey, -1) + `"}`, false},
		{`{"name":"app_demo","app_key":"` + longest(validate.AppKey, 1) + `"}`, false},
		{`{"name":"app_demo","app_key":"-xxxxxxxx"}`, false},
		{`{"name":"app_demo","app_key":"xxxxxxxx!"}`, false},
		{`{"name":"app_demo","app_secret":"` + shortest(validate.AppSecret, -1) + `"}`, false},
		{`{"name":"app_demo","app_secret":"` + longest(validate.AppSecret, 1) + `"}`, false},
		{`{"name":"app_demo","app_secret":"xxxxxxxx^"}`, false},
	} {
		if got := document.Check(validate.Default(), []byte(tt.text)).Valid(); got != tt.valid {
			t.Errorf("appgauge: valid %t, want %t: %s", got, tt.valid, tt.text)
		}
		for _, p := range peers {
			if err := p.Check([]byte(tt.text)); (err == nil) != tt.valid {
				t.Errorf("%s: error %v, want valid %t: %s", p.Name, err, tt.valid, tt.text)
			}
		}
	}
}

// TestStreamsAgree holds that both ways over a stream see the same apps.
func TestStreamsAgree(t *testing.T) {
	text := `{"name":"app_demo"}` + "\n{}\n" + bench.Request + "\n{\n" + `{"name":"app_demo"}`
	schema, err := schemas.Compile(schemas.CreateRequest)
	if err != nil {
		t.Fatal(err)
	}
	n, invalid, err := bench.CheckStream(strings.NewReader(text), 2)
	if n != 5 || invalid != 2 || err != nil {
		t.Errorf("appgauge: %d apps, %d invalid, error %v; want 5, 2", n, invalid, err)
	}
	n, invalid, err = bench.CheckStreamV5(strings.NewReader(text), schema, 2)
	if n != 5 || invalid != 2 || err != nil {
		t.Errorf("jsonschema5: %d apps, %d invalid, error %v; want 5, 2", n, invalid, err)
	}
}
