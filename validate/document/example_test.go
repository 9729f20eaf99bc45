package document_test

import (
	"fmt"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

func Example() {
	e := validate.Default()
	data := []byte(`{"name": "app_demo", "app_key": "key of the app"}`)
	for _, v := range document.Check(e, data) {
		fmt.Printf("bytes %d to %d: %s\n", v.Offset, v.End, e.Message(v, validate.English))
	}
	// Output:
	// bytes 36 to 37: app_key may not contain U+0020, only letters, digits, - and _
}

func ExampleAppendNode() {
	e := validate.Default()
	d := document.Parse([]byte(`[{"name": "app_demo"}, {"name": "x"}]`))
	for element := range d.Root().Children() {
		for _, v := range document.AppendNode(nil, e, element) {
			fmt.Printf("%s at %d in %s\n", v.Rule, v.Offset, element.Raw())
		}
	}
	// Output:
	// minLength at 33 in {"name": "x"}
}
