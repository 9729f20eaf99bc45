package bench_test

import (
	"bytes"
	"encoding/json"
	"io"
	"runtime"
	"testing"

	"github.com/appgauge/appgauge/bench"
	"github.com/appgauge/appgauge/schemas"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// The names of the benchmarks are those that cmd/ratios looks for.

// BenchmarkDecoded checks a valid create request that is decoded already.
func BenchmarkDecoded(b *testing.B) {
	var request struct{ Name, Remark, AppKey, AppSecret string }
	decode(b, &struct {
		Name      *string `json:"name"`
		Remark    *string `json:"remark"`
		AppKey    *string `json:"app_key"`
		AppSecret *string `json:"app_secret"`
	}{&request.Name, &request.Remark, &request.AppKey, &request.AppSecret})

	b.Run("appgauge", func(b *testing.B) {
		e := validate.Default()
		app := validate.App{
			validate.Name:      validate.Text(request.Name),
			validate.Remark:    validate.Text(request.Remark),
			validate.AppKey:    validate.Text(request.AppKey),
			validate.AppSecret: validate.Text(request.AppSecret),
		}
		b.ReportAllocs()
		for b.Loop() {
			if !e.Check(&app).Valid() {
				b.Fatal("not valid")
			}
		}
	})
	b.Run("jsonschema5", func(b *testing.B) {
		schema, err := schemas.Compile(schemas.CreateRequest)
		if err != nil {
			b.Fatal(err)
		}
		var v any
		decode(b, &v)
		b.ReportAllocs()
		for b.Loop() {
			if err := schema.Validate(v); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("validator10", func(b *testing.B) {
		structs, err := bench.NewStructs()
		if err != nil {
			b.Fatal(err)
		}
		var r bench.StructRequest
		decode(b, &r)
		b.ReportAllocs()
		for b.Loop() {
			if err := structs.Struct(&r); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func decode(b *testing.B, v any) {
	b.Helper()
	if err := json.Unmarshal([]byte(bench.Request), v); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkBytes takes the text of a valid create request to a verdict.
func BenchmarkBytes(b *testing.B) {
	peers, err := bench.Peers()
	if err != nil {
		b.Fatal(err)
	}
	text := []byte(bench.Request)
	b.Run("appgauge", func(b *testing.B) {
		e := validate.Default()
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if !document.Check(e, text).Valid() {
				b.Fatal("not valid")
			}
		}
	})
	for _, p := range peers {
		b.Run(p.Name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if err := p.Check(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkStream checks NDJSON with one worker a processor.
func BenchmarkStream(b *testing.B) {
	text, err := io.ReadAll(bench.Stream(16 << 20))
	if err != nil {
		b.Fatal(err)
	}
	lines := int64(bytes.Count(text, []byte("\n")))
	schema, err := schemas.Compile(schemas.CreateRequest)
	if err != nil {
		b.Fatal(err)
	}
	workers := runtime.GOMAXPROCS(0)
	for _, bm := range []struct {
		name  string
		check func(io.Reader) (n, invalid int64, err error)
	}{
		{"appgauge", func(r io.Reader) (int64, int64, error) { return bench.CheckStream(r, workers) }},
		{"jsonschema5", func(r io.Reader) (int64, int64, error) { return bench.CheckStreamV5(r, schema, workers) }},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				n, invalid, err := bm.check(bytes.NewReader(text))
				if n != lines || invalid != 0 || err != nil {
					b.Fatalf("%d apps, %d invalid, error %v; want %d apps, all valid", n, invalid, err, lines)
				}
			}
		})
	}
}
