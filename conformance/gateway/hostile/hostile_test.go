package hostile_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/hostile"
	"github.com/appgauge/appgauge/schemas"
)

const path = "/v2/p1/apigw/instances/i1/apps"

// request gives up after a short time and a megabyte, and does not follow
// redirects.
func request(base, method, path, body string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 400*time.Millisecond)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, base+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("X-Auth-Token", gateway.DemoToken)
	client := &http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	switch {
	case err != nil:
		return err
	case len(data) == 1<<20:
		return errors.New("the body is too long")
	case resp.Header.Get("X-Debug") != "" || len(resp.Header)+len(resp.Trailer) > 1000:
		return errors.New("the headers are not those of a gateway")
	}
	return look(method, resp.StatusCode, data)
}

// look says what is wrong with an answer to a good request.
func look(method string, status int, data []byte) error {
	want := map[string]int{"POST": 201, "GET": 200, "DELETE": 204}[method]
	if status != want {
		return fmt.Errorf("%s: status %d, want %d", method, status, want)
	}
	if status == 204 {
		return nil
	}
	name := map[int]string{201: schemas.CreateResponse, 200: schemas.ListResponse}[status]
	schema, err := schemas.Compile(name)
	if err != nil {
		return err
	}
	var v any
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(&v); err != nil {
		return err
	}
	if err := schema.Validate(v); err != nil {
		return err
	}
	for what, bad := range map[string]bool{
		"invalid UTF-8":      !utf8.Valid(data),
		"an escape":          regexp.MustCompile(`\\u(d|0)`).Match(data),
		"more than one text": dec.More(),
		"two ids":            regexp.MustCompile(`"id":[^,]*,"id":`).Match(data),
		"a strange id":       !regexp.MustCompile(`"id":"[0-9a-f]{32}"`).Match(data) && bytes.Contains(data, []byte(`"id"`)),
		"a clear secret":     bytes.Contains(data, []byte("s3cret")),
		"a long page":        bytes.Count(data, []byte(`"id"`)) > 10,
		"a large total":      bytes.Contains(data, []byte(`"total":9223372036854775807`)),
	} {
		if bad {
			return errors.New("the body has " + what)
		}
	}
	return nil
}

// TestHostile holds that each gateway is hostile, and that its server can stop
// all the same.
func TestHostile(t *testing.T) {
	var ids []string
	for _, h := range hostile.All() {
		ids = append(ids, h.ID)
		t.Run(h.ID, func(t *testing.T) {
			t.Parallel()
			srv := httptest.NewUnstartedServer(h.Handler(gateway.Options{}))
			srv.Config.ErrorLog = nil
			srv.Start()
			t.Log(trouble(t, srv.URL))
			stopped := make(chan struct{})
			go func() {
				srv.CloseClientConnections()
				srv.Close()
				close(stopped)
			}()
			select {
			case <-stopped:
			case <-time.After(10 * time.Second):
				t.Error("the server does not stop")
			}
		})
	}
	slices.Sort(ids)
	if n := len(slices.Compact(ids)); n != len(hostile.All()) {
		t.Errorf("%d ids for %d gateways", n, len(hostile.All()))
	}
}

// trouble sends requests until one goes wrong.
func trouble(t *testing.T, base string) error {
	for i := range 70 {
		if err := request(base, "POST", path, fmt.Sprintf(`{"name":"app_%d"}`, i)); err != nil {
			return err
		}
		if err := request(base, "GET", path+"?limit=2", ""); err != nil {
			return err
		}
		if i == 0 {
			if err := lies(base); err != nil {
				return err
			}
			// What is wrong with deletes and with errors.
			before, err := listed(base)
			if err != nil {
				return err
			}
			if err := request(base, "DELETE", path+"/"+before[0], ""); err != nil {
				return err
			}
			after, err := listed(base)
			if err == nil && slices.Contains(after, before[0]) {
				err = errors.New("the deleted app is still there")
			}
			if err != nil {
				return err
			}
			if err := refusal(base); err != nil {
				return err
			}
		}
	}
	t.Error("nothing went wrong")
	return nil
}

// lies looks for created apps that are not new ones, and for older apps that change.
func lies(base string) error {
	for i := range 3 {
		before, err := listed(base)
		if err != nil {
			return err
		}
		was, err := page(base)
		if err != nil {
			return err
		}
		id, err := created(base, fmt.Sprintf("app_lie_%d", i))
		if err != nil {
			return err
		}
		after, err := listed(base)
		if err != nil {
			return err
		}
		slices.Sort(after)
		is, err := page(base)
		switch {
		case err != nil:
			return err
		case slices.Contains(before, id):
			return errors.New("a created app has the ID of another")
		case len(slices.Compact(after)) != len(before)+1:
			return errors.New("IDs are not distinct")
		case !strings.Contains(is, items(was)):
			return errors.New("older apps have changed")
		}
	}
	return nil
}

// items are the apps of a page, without what ends it.
func items(page string) string {
	_, apps, _ := strings.Cut(page, `"apps":[`)
	return strings.TrimSuffix(apps, "]}")
}

// created is the ID of a new app.
func created(base, name string) (string, error) {
	text, err := answer(base, "POST", `{"name":"`+name+`"}`)
	if err != nil {
		return "", err
	}
	var app struct{ ID string }
	err = json.Unmarshal([]byte(text), &app)
	return app.ID, err
}

// listed are the ids of the first page.
func listed(base string) (ids []string, err error) {
	data, err := page(base)
	for _, m := range regexp.MustCompile(`"id":"([^"]*)"`).FindAllStringSubmatch(data, -1) {
		ids = append(ids, m[1])
	}
	return ids, err
}

// page is the text of the first page.
func page(base string) (string, error) { return answer(base, "GET", "") }

// answer is the text of an answer that comes soon and is no longer than a megabyte.
func answer(base, method, body string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 400*time.Millisecond)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, base+path, strings.NewReader(body))
	if err != nil {
		return "", err
	}
	req.Header.Set("X-Auth-Token", gateway.DemoToken)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if len(data) == 1<<20 {
		err = errors.New("the body is too long")
	}
	return string(data), err
}

// refusal looks for what is wrong with the answer to a bad request.
func refusal(base string) error {
	text, err := answer(base, "POST", "{}")
	const want = `{"error_code":"APIG.2011","error_msg":"Invalid parameter value,parameterName:name. Please refer to the support documentation"}`
	if err == nil && text != want {
		err = fmt.Errorf("error body %.100s", text)
	}
	return err
}

func TestLookup(t *testing.T) {
	if h, ok := hostile.Lookup("body/endless"); !ok || h.Does == "" {
		t.Errorf("Lookup: %v, %t", h, ok)
	}
	if _, ok := hostile.Lookup("body"); ok {
		t.Error("an unknown gateway is found")
	}
}
