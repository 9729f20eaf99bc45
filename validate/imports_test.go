package validate_test

import (
	"testing"

	"github.com/appgauge/appgauge/validate/internal/diet"
)

// TestImports pins what the core is made of. A browser pays for each package
// that is added here, and for whatever that one imports.
func TestImports(t *testing.T) { diet.Check(t, "strconv", "unicode/utf8") }
