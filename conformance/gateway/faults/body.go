package faults

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// sample is a valid create request, read where another one was sent.
const sample = `{"name":"app_default"}`

func bodyFaults() []Fault {
	return []Fault{
		{"body/empty-accepted", design, createBody, must, "", "create/body/empty-rejected", bodies(func(b []byte) []byte {
			if len(b) == 0 {
				return []byte(sample)
			}
			return b
		})},
		{"body/malformed-accepted", design, createBody, must, "", "create/body/malformed-rejected", bodies(func(b []byte) []byte {
			if !json.Valid(b) {
				return []byte(sample)
			}
			return b
		})},
		{"body/truncated-mended", design, createBody, must, "", "create/body/malformed-*", bodies(mend(`"}`, `}`, `"`))},
		{"body/trailing-comma-accepted", design, createBody, must, "", "create/body/malformed-*", bodies(func(b []byte) []byte {
			return bytes.ReplaceAll(b, []byte(",}"), []byte("}"))
		})},
		{"body/trailing-text-ignored", design, createBody, must, "", "create/body/malformed-*", bodies(func(b []byte) []byte {
			var raw json.RawMessage
			if json.NewDecoder(bytes.NewReader(b)).Decode(&raw) == nil {
				return raw
			}
			return b
		})},
		{"body/array-accepted", design, createBody, must, "", "create/body/array-rejected", bodies(func(b []byte) []byte {
			var elements []json.RawMessage
			if json.Unmarshal(b, &elements) == nil && len(elements) > 0 {
				return elements[0]
			}
			return b
		})},
		{"body/empty-array-accepted", design, createBody, must, "", "create/body/array-*", substitutes(`[]`)},
		{"body/string-accepted", design, createBody, must, "", "create/body/string-rejected", bodies(func(b []byte) []byte {
			var s string
			if json.Unmarshal(b, &s) == nil {
				return []byte(sample)
			}
			return b
		})},
		{"body/null-accepted", design, createBody, must, "", "create/body/null-rejected", substitutes(`null`)},
		{"body/number-accepted", design, createBody, must, "", "create/body/number-rejected", bodies(func(b []byte) []byte {
			var n float64
			if json.Unmarshal(b, &n) == nil && !bytes.Equal(bytes.TrimSpace(b), []byte("null")) {
				return []byte(sample)
			}
			return b
		})},
		{"body/empty-object-accepted", design, nameRequired, must, "", "create/name/required/missing-rejected", substitutes(`{}`)},
		{"body/unchecked-after-remark", design, createBody, must, "", "create/app_key/*-rejected", all(
			ignores(validate.AppKey, has(validate.Remark)), ignores(validate.AppSecret, has(validate.Remark)),
		)},
		{"body/only-name-checked", design, createInvalid, must, "", "create/*-rejected", all(
			ignores(validate.Remark, always), ignores(validate.AppKey, always), ignores(validate.AppSecret, always),
		)},
		{"body/escapes-refused", design, createBody, must, "", "create/body/escapes-accepted", refuses(validate.Name, func(d *gateway.Draft) bool {
			return bytes.Contains(d.Body, []byte(`\u`))
		})},
		{"body/space-refused", design, createBody, must, "", "create/body/whitespace-accepted", refuses(validate.Name, func(d *gateway.Draft) bool {
			var compact bytes.Buffer
			return json.Compact(&compact, d.Body) == nil && compact.Len() != len(d.Body)
		})},
		{"body/name-must-come-first", design, createBody, must, "", "create/body/member-order-accepted", refuses(validate.Name, func(d *gateway.Draft) bool {
			dec := json.NewDecoder(bytes.NewReader(d.Body))
			dec.Token()
			member, _ := dec.Token()
			return member != "name"
		})},
		{"body/all-members-refused", design, createBody, must, "", "create/*-accepted", refuses(validate.AppSecret, func(d *gateway.Draft) bool {
			return has(validate.Remark)(d) && has(validate.AppKey)(d) && has(validate.AppSecret)(d)
		})},
		{"body/over-512-bytes-refused", design, createBody, must, "", "create/remark/max-length/255-*-accepted", refuses(validate.Remark, func(d *gateway.Draft) bool {
			return len(d.Body) > 512
		})},

		{"pages/body-empty-201", pages, clause("create-app, Table 3, name", "mandatory"), must,
			"A POST with an empty body (length 0) gets 201 with defaults.",
			"create/body/empty-rejected", bodies(func(b []byte) []byte {
				if len(b) == 0 {
					return []byte(sample)
				}
				return b
			})},
		{"pages/body-form-accepted-without-name", pages, clause("create-app, Table 3, name", "mandatory"), must,
			"A body that does not parse as JSON is taken as an empty object with a default name: 201.",
			"create/body/malformed-rejected", bodies(func(b []byte) []byte {
				if !json.Valid(b) {
					return []byte(sample)
				}
				return b
			})},
	}
}

// substitutes reads the sample where one text was sent.
func substitutes(text string) alter {
	return bodies(func(b []byte) []byte {
		if string(bytes.TrimSpace(b)) == text {
			return []byte(sample)
		}
		return b
	})
}

// mend completes a broken text by the first ending that makes it JSON.
func mend(endings ...string) func([]byte) []byte {
	return func(b []byte) []byte {
		if json.Valid(b) {
			return b
		}
		for _, end := range endings {
			if mended := append(slices.Clone(b), end...); json.Valid(mended) {
				return mended
			}
		}
		return b
	}
}

// unquoted is the text of a JSON string.
func unquoted(raw json.RawMessage) (string, bool) {
	var s *string
	if json.Unmarshal(raw, &s) != nil || s == nil {
		return "", false
	}
	return *s, true
}
