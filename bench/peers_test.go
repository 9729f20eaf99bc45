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
	x := func(n int) string { return strings.Repeat("x", n) }
	for _, tt := range []struct {
		text  string
		valid bool
	}{
		{bench.Request, true},
		{`{"name":"app_demo"}`, true},
		{`{"name":"` + x(64) + `","remark":"` + strings.Repeat("é", 255) + `","app_key":"` + x(200) + `","app_secret":"` + x(128) + `"}`, true},
		{`{"name":"xxx","remark":"","app_key":"0-_xxxxx","app_secret":"0_-!@#$%"}`, true},
		{`{}`, false},
		{`{"name":1}`, false},
		{`{"name":"app_demo"`, false},
		{`{"name":"xx"}`, false},
		{`{"name":"` + x(65) + `"}`, false},
		{`{"name":"1app"}`, false},
		{`{"name":"app-demo"}`, false},
		{`{"name":"app_demo","remark":"` + strings.Repeat("é", 256) + `"}`, false},
		{`{"name":"app_demo","app_key":""}`, false},
		{`{"name":"app_demo","app_key":"xxxxxxx"}`, false},
		{`{"name":"app_demo","app_key":"` + x(201) + `"}`, false},
		{`{"name":"app_demo","app_key":"-xxxxxxxx"}`, false},
		{`{"name":"app_demo","app_key":"xxxxxxxx!"}`, false},
		{`{"name":"app_demo","app_secret":"` + x(129) + `"}`, false},
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
