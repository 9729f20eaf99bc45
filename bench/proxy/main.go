// Proxy measures what appgauge conformance proxy costs: the rate of requests through it,
// and through a bare httputil.ReverseProxy, to the reference gateway, all in processes of
// their own, and prints the ratio.
//
//	go run ./proxy                # from bench/
//	go run ./proxy -seconds 10 -connections 32 -rounds 5
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
)

func main() {
	seconds := flag.Float64("seconds", 3, "how long each measurement takes")
	connections := flag.Int("connections", 16, "requests under way at once")
	rounds := flag.Int("rounds", 5, "how often each is measured, in turn")
	bare := flag.String("bare", "", "serve the bare proxy to this URL")
	flag.Parse()
	if *bare != "" {
		serveBare(*bare)
		return
	}
	if err := measure(time.Duration(*seconds*float64(time.Second)), *connections, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, "proxy:", err)
		os.Exit(1)
	}
}

// serveBare serves a proxy that does nothing but pass on, with as good a transport.
func serveBare(to string) {
	target, err := url.Parse(to)
	if err != nil {
		panic(err)
	}
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DisableCompression, t.MaxIdleConns, t.MaxIdleConnsPerHost = true, 0, 1024
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Fprintf(os.Stderr, "listening on http://%s\n", ln.Addr())
	panic(http.Serve(ln, &httputil.ReverseProxy{Transport: t, Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) }}))
}

func measure(d time.Duration, connections, rounds int) error {
	srv := httptest.NewServer(gateway.New(gateway.Options{}))
	defer srv.Close()
	dir, err := os.MkdirTemp("", "appgauge-proxy-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	self, err := os.Executable()
	if err != nil {
		return err
	}
	appgauge := filepath.Join(dir, "appgauge")
	if out, err := exec.Command("go", "build", "-C", "..", "-o", appgauge, "./cmd/appgauge").CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, out)
	}
	const collection = "/v2/p/apigw/instances/i/apps"
	for i := range 20 {
		if _, err := send(http.DefaultClient, "POST", srv.URL+collection, fmt.Sprintf(`{"name":"app_%03d"}`, i)); err != nil {
			return err
		}
	}
	names := []string{"bare httputil.ReverseProxy", "appgauge conformance proxy"}
	commands := [][]string{{self, "-bare", srv.URL}, {appgauge, "conformance", "proxy", "--to", srv.URL, "--listen", "127.0.0.1:0"}}
	rates := make([][]float64, len(commands))
	for range rounds {
		for i, command := range commands {
			rate, err := rateThrough(command, collection+"?limit=20", d, connections)
			if err != nil {
				return fmt.Errorf("%s: %w", names[i], err)
			}
			rates[i] = append(rates[i], rate)
		}
	}
	for i, name := range names {
		slices.Sort(rates[i])
		fmt.Printf("%-28s %8.0f requests a second (median of %d)\n", name, rates[i][rounds/2], rounds)
	}
	fmt.Printf("%-28s %8.2f\n", "ratio", rates[1][rounds/2]/rates[0][rounds/2])
	return nil
}

// rateThrough starts a proxy and measures the rate of requests through it.
func rateThrough(command []string, path string, d time.Duration, connections int) (float64, error) {
	cmd := exec.Command(command[0], command[1:]...)
	out, err := cmd.StderrPipe()
	if err != nil {
		return 0, err
	}
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	defer func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return 0, err
	}
	go io.Copy(io.Discard, out)
	base := strings.TrimRight(strings.Fields(strings.TrimPrefix(line, "listening on "))[0], ",")
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections}}
	defer client.CloseIdleConnections()
	var n atomic.Int64
	var failed atomic.Value
	var wg sync.WaitGroup
	load := func(until time.Time) {
		for range connections {
			wg.Go(func() {
				for time.Now().Before(until) {
					if _, err := send(client, "GET", base+path, ""); err != nil {
						failed.Store(err)
						return
					}
					n.Add(1)
				}
			})
		}
		wg.Wait()
	}
	load(time.Now().Add(d / 5)) // warm up
	n.Store(0)
	began := time.Now()
	load(began.Add(d))
	if err, ok := failed.Load().(error); ok {
		return 0, err
	}
	return float64(n.Load()) / time.Since(began).Seconds(), nil
}

func send(c *http.Client, method, url, body string) (int, error) {
	req, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	req.Header.Set("X-Auth-Token", gateway.DemoToken)
	req.Header.Set("Content-Type", "application/json")
	res, err := c.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return 0, err
	}
	if res.StatusCode/100 != 2 {
		return 0, fmt.Errorf("answered %s", res.Status)
	}
	return res.StatusCode, nil
}
