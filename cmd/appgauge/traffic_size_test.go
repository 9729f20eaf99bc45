package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dustin/go-humanize"
)

// TestTrafficSize holds that a recording of any size is checked in bounded memory.
// APPGAUGE_TRAFFIC_SIZE=1GB names another size.
func TestTrafficSize(t *testing.T) {
	size, most := uint64(20_000_000), int64(200<<20)
	if text := os.Getenv("APPGAUGE_TRAFFIC_SIZE"); text != "" {
		var err error
		if size, err = humanize.ParseBytes(text); err != nil {
			t.Fatal(err)
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(t.TempDir(), "appgauge")
	if err := os.Symlink(self, bin); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(bin, "conformance", "check", "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	began := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	n := writeHAR(in, int64(size))
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, &out)
	}
	if want := fmt.Sprintf("%d exchanges judged", n); !strings.Contains(out.String(), want) {
		t.Errorf("want %s:\n%s", want, &out)
	}
	used := maxRSS(cmd.ProcessState)
	t.Logf("%s in %.1f s, %s of memory", humanize.Bytes(size), time.Since(began).Seconds(), humanize.Bytes(uint64(used)))
	if used > most && !raceDetector {
		t.Errorf("took %s of memory, at most %s expected", humanize.IBytes(uint64(used)), humanize.IBytes(uint64(most)))
	}
}

// writeHAR writes a recording of about the size: a browser that loads pictures, and now
// and then creates an app and lists what there is. It returns how many exchanges are with
// the gateway.
func writeHAR(w io.Writer, size int64) (n int) {
	out := &counting{Writer: bufio.NewWriterSize(w, 1<<20)}
	const url = "https://apig.example.com/v2/p/apigw/instances/i/apps"
	picture := strings.Repeat("iVBORw0KGgo", 10_000)
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var apps []string
	entry := func(method, url, body, answer string, status int) {
		at = at.Add(20 * time.Millisecond)
		fmt.Fprintf(out, "%s\n{\"startedDateTime\":%q,\"time\":8,\"request\":{\"method\":%q,\"url\":%q,\"headers\":[{\"name\":\"X-Auth-Token\",\"value\":\"t0k3n\"},{\"name\":\"Content-Type\",\"value\":\"application/json\"}],\"bodySize\":%d,\"postData\":{\"mimeType\":\"application/json\",\"text\":%q}},\"response\":{\"status\":%d,\"headers\":[],\"content\":{\"size\":%d,\"text\":%q}}}",
			map[bool]string{false: "", true: ","}[out.n > 100], at.Format(time.RFC3339Nano), method, url, len(body), body, status, len(answer), answer)
	}
	io.WriteString(out, `{"log":{"version":"1.2","entries":[`)
	for i := 0; out.n < size; i++ {
		if i%5 == 0 {
			entry("GET", "https://www.example.com/picture.png", "", picture, 200)
		}
		name, id := fmt.Sprintf("app_%d", i), fmt.Sprintf("%032x", i)
		when := at.Format(time.RFC3339)
		app := fmt.Sprintf(`{"id":%q,"name":%q,"creator":"USER","update_time":%q,"register_time":%q,"app_key":"key-%s","app_secret":"a1************f0","status":1,"bind_num":0}`, id, name, when, when, id)
		entry("POST", url, fmt.Sprintf(`{"name":%q}`, name), app, 201)
		apps = append([]string{app}, apps[:min(len(apps), 19)]...)
		entry("GET", url+"?limit=20", "", fmt.Sprintf(`{"total":%d,"size":%d,"apps":[%s]}`, i+1, len(apps), strings.Join(apps, ",")), 200)
		n += 2
	}
	io.WriteString(out, "]}}")
	out.Writer.(*bufio.Writer).Flush()
	return n
}

// counting counts what is written.
type counting struct {
	io.Writer
	n int64
}

func (c *counting) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return c.Writer.Write(p)
}
