package conformance

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
)

// CheckExpect checks what a [Runner] is to expect of traits. A name that no trait has,
// and an empty value, are a [*result.UsageError].
func CheckExpect(expect map[string]string) error {
	names := oracle.TraitNames()
	for _, name := range slices.Sorted(maps.Keys(expect)) {
		switch {
		case !slices.Contains(names, name):
			return &result.UsageError{Problem: fmt.Sprintf("there is no trait %q; the traits are %s", name, strings.Join(names, ", "))}
		case expect[name] == "":
			return &result.UsageError{Problem: fmt.Sprintf("no value is expected of the trait %s: give one, such as %s=VALUE", name, name)}
		}
	}
	return nil
}
