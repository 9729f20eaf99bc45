package assist_test

import (
	"fmt"

	"github.com/appgauge/appgauge/validate/assist"
)

func Example() {
	s := assist.Source{Text: `{"name": "my app"}`}
	for _, d := range s.Diagnostics() {
		fmt.Printf("%d to %d: %s (%s)\n", d.Start, d.End, d.Message, d.Code)
	}
	for _, f := range s.Fixes(12, 12) {
		fmt.Printf("%s: %s\n", f.Title, assist.Apply(s.Text, f.Edits))
	}
	// Output:
	// 12 to 13: name may not contain U+0020, only letters, digits and _ (name.charset)
	// Remove the characters that name may not contain: {"name": "myapp"}
	// Replace the characters that name may not contain by _: {"name": "my_app"}
}
