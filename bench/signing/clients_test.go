package signing

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	apig "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/apig/v2"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/apig/v2/model"

	"github.com/appgauge/appgauge/conformance/gateway"
)

const instance = "instance-one"

func server(t *testing.T) string {
	srv := httptest.NewServer(gateway.New(gateway.Options{Extended: true, Instances: []string{instance}}))
	t.Cleanup(srv.Close)
	return srv.URL
}

func client(t *testing.T, url, access, secret string) *apig.ApigClient {
	t.Helper()
	credentials, err := basic.NewCredentialsBuilder().WithAk(access).WithSk(secret).WithProjectId("project-one").SafeBuild()
	if err != nil {
		t.Fatal(err)
	}
	hc, err := core.NewHcHttpClientBuilder().WithEndpoints([]string{url}).WithCredential(credentials).SafeBuild()
	if err != nil {
		t.Fatal(err)
	}
	return apig.NewApigClient(hc)
}

// TestGoSDK keeps apps by the official Go SDK: it creates, lists by each filter, reads,
// updates, resets a secret, adds and removes app codes, and deletes.
func TestGoSDK(t *testing.T) {
	url := server(t)
	keys := gateway.DemoKeys()
	c := client(t, url, keys.Access, keys.Secret)
	remark, key := "é中 & <b> ~", "Key-of_the_app-1"
	var ids []string
	for i := range 3 {
		body := &model.AppCreate{Name: fmt.Sprintf("app_%d", i), Remark: &remark}
		if i == 0 {
			body.AppKey = &key
		}
		made, err := c.CreateAnAppV2(&model.CreateAnAppV2Request{InstanceId: instance, Body: body})
		if err != nil {
			t.Fatal(err)
		}
		if made.HttpStatusCode != 201 || *made.Remark != remark {
			t.Errorf("created: %v", made)
		}
		ids = append(ids, *made.Id)
	}
	creator, exact, one, status, none := "USER", "name", "app_1", model.GetListAppsV2RequestStatusEnum().E_1, "no & such=name~"
	offset, limit := int64(1), int32(1)
	for name, tt := range map[string]struct {
		request model.ListAppsV2Request
		total   int64
		size    int32
	}{
		"all":        {model.ListAppsV2Request{}, 3, 3},
		"page":       {model.ListAppsV2Request{Offset: &offset, Limit: &limit}, 3, 1},
		"id":         {model.ListAppsV2Request{Id: &ids[1]}, 1, 1},
		"name":       {model.ListAppsV2Request{Name: &one}, 1, 1},
		"exact name": {model.ListAppsV2Request{Name: &one, PreciseSearch: &exact}, 1, 1},
		"odd name":   {model.ListAppsV2Request{Name: &none}, 0, 0},
		"app_key":    {model.ListAppsV2Request{AppKey: &key}, 1, 1},
		"status":     {model.ListAppsV2Request{Status: &status}, 3, 3},
		"creator":    {model.ListAppsV2Request{Creator: &creator}, 3, 3},
		"everything": {model.ListAppsV2Request{Id: &ids[0], AppKey: &key, Status: &status, Creator: &creator, Limit: &limit}, 1, 1},
	} {
		tt.request.InstanceId = instance
		got, err := c.ListAppsV2(&tt.request)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got.Total != tt.total || got.Size != tt.size {
			t.Errorf("%s: total %d, size %d; want %d, %d", name, got.Total, got.Size, tt.total, tt.size)
		}
	}

	shown, err := c.ShowDetailsOfAppV2(&model.ShowDetailsOfAppV2Request{InstanceId: instance, AppId: ids[0]})
	if err != nil || *shown.Name != "app_0" || *shown.AppKey != key || shown.UpdateTime == nil {
		t.Errorf("shown: %v, %v", shown, err)
	}
	updated, err := c.UpdateAppV2(&model.UpdateAppV2Request{InstanceId: instance, AppId: ids[0], Body: &model.AppCreate{Name: "app_other"}})
	if err != nil || *updated.Name != "app_other" {
		t.Errorf("updated: %v, %v", updated, err)
	}
	fresh := "sAnother_secret1"
	if reset, err := c.ResettingAppSecretV2(&model.ResettingAppSecretV2Request{InstanceId: instance, AppId: ids[0], Body: &model.AppResetCreate{AppSecret: &fresh}}); err != nil || *reset.Id != ids[0] {
		t.Errorf("secret: %v, %v", reset, err)
	}
	code, err := c.CreateAppCodeV2(&model.CreateAppCodeV2Request{InstanceId: instance, AppId: ids[0], Body: &model.AppCodeCreate{AppCode: strings.Repeat("c", 64)}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.CreateAppCodeAutoV2(&model.CreateAppCodeAutoV2Request{InstanceId: instance, AppId: ids[0]}); err != nil {
		t.Error(err)
	}
	if _, err := c.DeleteAppCodeV2(&model.DeleteAppCodeV2Request{InstanceId: instance, AppId: ids[0], AppCodeId: *code.Id}); err != nil {
		t.Error(err)
	}
	if codes, err := c.ListAppCodesV2(&model.ListAppCodesV2Request{InstanceId: instance, AppId: ids[0]}); err != nil || codes.Total != 1 || len(*codes.AppCodes) != 1 {
		t.Errorf("codes: %v, %v", codes, err)
	}
	for _, id := range ids {
		if _, err := c.DeleteAppV2(&model.DeleteAppV2Request{InstanceId: instance, AppId: id}); err != nil {
			t.Error(err)
		}
	}
	refused := map[string]string{}
	note := func(what string, err error) {
		if e, ok := err.(*sdkerr.ServiceResponseError); ok && len(e.RequestId) == 32 {
			refused[what] = fmt.Sprint(e.StatusCode, " ", e.ErrorCode)
		} else {
			refused[what] = fmt.Sprint(err)
		}
	}
	_, err = c.ShowDetailsOfAppV2(&model.ShowDetailsOfAppV2Request{InstanceId: instance, AppId: ids[0]})
	note("a deleted app", err)
	_, err = c.ListAppsV2(&model.ListAppsV2Request{InstanceId: "nowhere"})
	note("an unknown instance", err)
	_, err = c.CreateAnAppV2(&model.CreateAnAppV2Request{InstanceId: instance, Body: &model.AppCreate{Name: "1"}})
	note("an invalid name", err)
	_, err = client(t, url, keys.Access, "another secret").ListAppsV2(&model.ListAppsV2Request{InstanceId: instance})
	note("another secret key", err)
	forbidden := gateway.DemoForbiddenKeys()
	_, err = client(t, url, forbidden.Access, forbidden.Secret).ListAppsV2(&model.ListAppsV2Request{InstanceId: instance})
	note("no permission", err)
	want := map[string]string{
		"a deleted app": "404 APIG.3004", "an unknown instance": "404 APIG.3030", "an invalid name": "400 APIG.2011",
		"another secret key": "401 APIG.1002", "no permission": "403 APIG.1005",
	}
	if diff := cmp.Diff(want, refused); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
}

// TestNodeSDK keeps an app by the core of the official Node SDK.
func TestNodeSDK(t *testing.T) {
	const apps = "/v2/project-one/apigw/instances/" + instance + "/apps"
	keys := gateway.DemoKeys()
	type step struct {
		nodeRequest
		want string // status, and a member of the body
	}
	list := func(total int, query map[string]any) step {
		return step{nodeRequest{Method: "GET", Path: apps, Query: query}, fmt.Sprint("200 total ", total)}
	}
	steps := []step{
		{nodeRequest{Method: "POST", Path: apps, Body: map[string]any{"name": "app_node", "remark": "é中 & <b>", "app_key": "Key-of_the_app-1"}}, "201 name app_node"},
		list(1, nil), list(1, map[string]any{"name": "node"}), list(0, map[string]any{"name": "no & such=name~ é"}), list(1, map[string]any{"name": "app_node", "precise_search": "name"}),
		list(1, map[string]any{"app_key": "Key-of_the_app-1"}), list(1, map[string]any{"status": 1, "creator": "USER"}), list(0, map[string]any{"id": "none"}),
		list(1, map[string]any{"offset": 0, "limit": 501}),
		{nodeRequest{Method: "GET", Path: apps + "/{id}"}, "200 name app_node"},
		{nodeRequest{Method: "PUT", Path: apps + "/{id}", Body: map[string]any{"name": "app_other"}}, "200 name app_other"},
		{nodeRequest{Method: "PUT", Path: apps + "/secret/{id}", Body: map[string]any{"app_secret": "sAnother_secret1"}}, "200 name app_other"},
		{nodeRequest{Method: "DELETE", Path: apps + "/{id}"}, "204"},
		list(0, nil),
	}
	in := nodeInput{Endpoint: server(t), Access: keys.Access, Secret: keys.Secret, Project: "project-one"}
	for _, s := range steps {
		in.Requests = append(in.Requests, s.nodeRequest)
	}
	answers := byNode(t, in)
	for i, s := range steps {
		got := fmt.Sprint(answers[i].Status)
		if parts := strings.Fields(s.want); len(parts) == 3 {
			got = fmt.Sprint(got, " ", parts[1], " ", answers[i].Body[parts[1]])
		}
		if got != s.want {
			t.Errorf("%s %s %v: %s, want %s (%v)", s.Method, s.Path, s.Query, got, s.want, answers[i].Body)
		}
	}
	in.Secret, in.Requests = "another secret", in.Requests[1:2]
	if a := byNode(t, in)[0]; a.Status != 401 {
		t.Errorf("another secret key: %+v", a)
	}
}

// TestTerraformProvider is about the provider's resource itself, which calls an SDK of its
// own. TestExtended of the gateway makes the same requests.
func TestTerraformProvider(t *testing.T) {
	t.Skip("neither github.com/huaweicloud/terraform-provider-huaweicloud nor its github.com/chnsz/golangsdk can be had as a Go module: the resource was not run")
}
