package document_test

import (
	"testing"

	"github.com/appgauge/appgauge/validate/internal/diet"
)

// TestImports pins what the reader is made of; see the core's test.
func TestImports(t *testing.T) {
	diet.Check(t, "github.com/appgauge/appgauge/validate", "unicode/utf8", "unsafe")
}
