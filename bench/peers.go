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
	"github.com/appgauge/appgauge/schemas/pattern"
	"github.com/appgauge/appgauge/validate"
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
	Name      string  `json:"name"`
	Remark    *string `json:"remark"`
	AppKey    *string `json:"app_key"`
	AppSecret *string `json:"app_secret"`
}

// NewStructs makes go-playground/validator ready for [StructRequest]. Its rules are
// what one would write into the tags, as
//
//	Name string `validate:"required,min=3,max=64,name"`
//
// but come from the table of rules, and so do the regular expressions.
func NewStructs() (*validator.Validate, error) {
	v := validator.New(validator.WithRequiredStructEnabled())
	rules := map[string]string{}
	for id, member := range [validate.NumFields]string{"Name", "Remark", "AppKey", "AppSecret"} {
		f := &validate.Default().Fields[id]
		rule := "omitnil"
		if f.Required {
			rule = "required"
		}
		if f.Min > 0 {
			rule += fmt.Sprintf(",min=%d", f.Min)
		}
		rule += fmt.Sprintf(",max=%d", f.Max)
		if f.Chars != nil {
			text, err := pattern.Of(f)
			if err != nil {
				return nil, err
			}
			re, err := regexp.Compile(text)
			if err != nil {
				return nil, err
			}
			rule += "," + f.Name
			err = v.RegisterValidation(f.Name, func(l validator.FieldLevel) bool { return re.MatchString(l.Field().String()) })
			if err != nil {
				return nil, err
			}
		}
		rules[member] = rule
	}
	v.RegisterStructValidationMapRules(rules, StructRequest{})
	return v, nil
}
