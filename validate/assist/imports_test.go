package assist_test

import (
	"testing"

	"github.com/appgauge/appgauge/validate/internal/diet"
)

// TestImports pins what the editor's part is made of; see the core's test.
func TestImports(t *testing.T) {
	diet.Check(t,
		"github.com/appgauge/appgauge/validate", "github.com/appgauge/appgauge/validate/document",
		"strconv", "unicode/utf8")
}
