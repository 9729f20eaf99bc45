package bench

import (
	"encoding/json"
	"fmt"
	"regexp"

	"github.com/go-playground/validator/v10"
	gojson "github.com/goccy/go-json"
	kaptinlin "github.com/kaptinlin/jsonschema"
	v5 "github.com/santhosh-tekuri/jsonschema/v5"
	v6 "github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/appgauge/appgauge/schemas"
)

// Peer is a library set up as somebody who knows it would: everything that can be
// prepared once is prepared before Check is called.
type Peer struct {
	Name string
	// Check takes the text of a create request to a verdict; nil is valid.
	Check func(text []byte) error
}

// Peers are the libraries that check a text.
func Peers() ([]Peer, error) {
	schema5, err := schemas.Compile(schemas.CreateRequest)
	if err != nil {
		return nil, err
	}
	schema6, err := compileV6()
	if err != nil {
		return nil, err
	}
	text, err := schemas.Read(schemas.CreateRequest)
	if err != nil {
		return nil, err
	}
	schemaK, err := kaptinlin.NewCompiler().Compile(text)
	if err != nil {
		return nil, err
	}
	structs, err := NewStructs()
	if err != nil {
		return nil, err
	}
	return []Peer{
		{"jsonschema5", func(text []byte) error { return checkV5(schema5, json.Unmarshal, text) }},
		{"gojson+jsonschema5", func(text []byte) error {
			return checkV5(schema5, func(text []byte, v any) error { return gojson.Unmarshal(text, v) }, text)
		}},
		{"jsonschema6", func(text []byte) error {
			var v any
			if err := json.Unmarshal(text, &v); err != nil {
				return err
			}
			return schema6.Validate(v)
		}},
		{"kaptinlin", func(text []byte) error {
			if r := schemaK.ValidateJSON(text); !r.IsValid() {
				return fmt.Errorf("%v", r.Errors)
			}
			return nil
		}},
		{"validator10", func(text []byte) error {
			var r StructRequest
			if err := json.Unmarshal(text, &r); err != nil {
				return err
			}
			return structs.Struct(&r)
		}},
	}, nil
}

func checkV5(schema *v5.Schema, unmarshal func([]byte, any) error, text []byte) error {
	var v any
	if err := unmarshal(text, &v); err != nil {
		return err
	}
	return schema.Validate(v)
}

func compileV6() (*v6.Schema, error) {
	text, err := schemas.Read(schemas.CreateRequest)
	if err != nil {
		return nil, err
	}
	var doc any
	if err := json.Unmarshal(text, &doc); err != nil {
		return nil, err
	}
	c := v6.NewCompiler()
	if err := c.AddResource("request.json", doc); err != nil {
		return nil, err
	}
	return c.Compile("request.json")
}

// StructRequest is a create request for go-playground/validator. Optional members
// are pointers, so that one that is absent is not one that is empty.
type StructRequest struct {
	Name      string  `json:"name" validate:"required,min=3,max=64,name"`
	Remark    *string `json:"remark" validate:"omitnil,max=255"`
	AppKey    *string `json:"app_key" validate:"omitnil,min=8,max=200,key"`
	AppSecret *string `json:"app_secret" validate:"omitnil,min=8,max=128,secret"`
}

// NewStructs makes go-playground/validator ready for [StructRequest].
func NewStructs() (*validator.Validate, error) {
	v := validator.New(validator.WithRequiredStructEnabled())
	for tag, pattern := range map[string]string{
		"name":   `^[A-Za-z][A-Za-z0-9_]*$`,
		"key":    `^[A-Za-z0-9][A-Za-z0-9_-]*$`,
		"secret": `^[A-Za-z0-9][A-Za-z0-9_!@#$%-]*$`,
	} {
		re := regexp.MustCompile(pattern)
		err := v.RegisterValidation(tag, func(f validator.FieldLevel) bool { return re.MatchString(f.Field().String()) })
		if err != nil {
			return nil, err
		}
	}
	return v, nil
}
