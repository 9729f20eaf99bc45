package schemas_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/appgauge/appgauge/schemas"
	"github.com/appgauge/appgauge/validate"
)

// Check a decoded request by the rules of the current pages.
func ExampleCompile() {
	schema, err := schemas.Compile(schemas.CreateRequest)
	if err != nil {
		panic(err)
	}
	var request any
	if err := json.Unmarshal([]byte(`{"name": "1st_app", "remark": null}`), &request); err != nil {
		panic(err)
	}
	var invalid *jsonschema.ValidationError
	if errors.As(schema.Validate(request), &invalid) {
		for _, cause := range invalid.Causes {
			fmt.Println(cause.InstanceLocation, cause.Message)
		}
	}
	// Output: /name does not match pattern '^[A-Za-z][A-Za-z0-9_]*$'
}

// An older edition still allows no AppKey beyond 64 characters.
func ExampleIn() {
	older, _ := validate.Lookup("2023-04")
	text, err := schemas.Read(schemas.In(older, schemas.CreateRequest))
	if err != nil {
		panic(err)
	}
	var schema struct {
		Properties map[string]struct{ MaxLength int }
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		panic(err)
	}
	fmt.Println(schema.Properties["app_key"].MaxLength)
	// Output: 64
}

func ExampleRead_unknown() {
	_, err := schemas.Read("create-app.requests")
	var unknown *schemas.NotFoundError
	if errors.As(err, &unknown) {
		fmt.Println(unknown.Nearest)
	}
	// Output: create-app.request
}
