package watch_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/watch"
)

func TestClient(t *testing.T) {
	srv := httptest.NewServer(gateway.New(gateway.Options{}))
	defer srv.Close()

	client := &http.Client{Transport: watch.Test(t, watch.Options{})}
	req, _ := http.NewRequest("POST", srv.URL+"/v2/my-project/apigw/instances/my-instance/apps", strings.NewReader(`{"name":"app_demo"}`))
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Auth-Token", gateway.DemoToken)
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
}
