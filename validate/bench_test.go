package validate_test

import (
	"testing"

	"github.com/appgauge/appgauge/validate"
)

// typical has every member, with generated credentials as gateways make them.
var typical = validate.App{
	validate.Name:      validate.Text("app_demo"),
	validate.Remark:    validate.Text("Demo app"),
	validate.AppKey:    validate.Text("ee8f878c252747028f07eb116c2cd91b"),
	validate.AppSecret: validate.Text("416ccd1a4ef94b8fa2b6b1b0e1f40ab8"),
}

func BenchmarkCheck(b *testing.B) {
	invalid := typical
	invalid[validate.Name] = validate.Text("1-app")
	for _, bm := range []struct {
		name string
		app  validate.App
	}{{"valid", typical}, {"invalid", invalid}} {
		b.Run(bm.name, func(b *testing.B) {
			e := validate.Default()
			b.ReportAllocs()
			for b.Loop() {
				e.Check(&bm.app)
			}
		})
	}
}
