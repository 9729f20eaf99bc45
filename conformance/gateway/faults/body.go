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

func bodyFaults() []row {
	return []row{
		{"body/empty-accepted", createBody, "create/body/empty-rejected", bodies(func(b []byte) []byte {
			if len(b) == 0 {
				return []byte(sample)
			}
			return b
		})},
		{"body/malformed-accepted", createBody, "create/body/malformed-rejected", bodies(func(b []byte) []byte {
			if !json.Valid(b) {
				return []byte(sample)
			}
			return b
		})},
		{"body/truncated-mended", createBody, "create/body/malformed-*", bodies(mend(`"}`, `}`, `"`))},
		{"body/trailing-comma-accepted", createBody, "create/body/malformed-*", bodies(func(b []byte) []byte {
			return bytes.ReplaceAll(b, []byte(",}"), []byte("}"))
		})},
		{"body/trailing-text-ignored", createBody, "create/body/malformed-*", bodies(func(b []byte) []byte {
			var raw json.RawMessage
			if json.NewDecoder(bytes.NewReader(b)).Decode(&raw) == nil {
				return raw
			}
			return b
		})},
		{"body/array-accepted", createBody, "create/body/array-rejected", bodies(func(b []byte) []byte {
			var elements []json.RawMessage
			if json.Unmarshal(b, &elements) == nil && len(elements) > 0 {
				return elements[0]
			}
			return b
		})},
		{"body/empty-array-accepted", createBody, "create/body/array-*", substitutes(`[]`)},
		{"body/string-accepted", createBody, "create/body/string-rejected", bodies(func(b []byte) []byte {
			var s string
			if json.Unmarshal(b, &s) == nil {
				return []byte(sample)
			}
			return b
		})},
		{"body/null-accepted", createBody, "create/body/null-rejected", substitutes(`null`)},
		{"body/number-accepted", createBody, "create/body/number-rejected", bodies(func(b []byte) []byte {
			var n float64
			if json.Unmarshal(b, &n) == nil && !bytes.Equal(bytes.TrimSpace(b), []byte("null")) {
				return []byte(sample)
			}
			return b
		})},
		{"body/empty-object-accepted", nameRequired, "create/name/required/missing-rejected", substitutes(`{}`)},
		{"body/unchecked-after-remark", createBody, "create/app_key/*-rejected", all(
			ignores(validate.AppKey, has(validate.Remark)), ignores(validate.AppSecret, has(validate.Remark)),
		)},
		{"body/only-name-checked", createInvalid, "create/*-rejected", all(
			ignores(validate.Remark, always), ignores(validate.AppKey, always), ignores(validate.AppSecret, always),
		)},
		{"body/escapes-refused", createBody, "create/body/escapes-accepted", refuses(validate.Name, func(d *gateway.Draft) bool {
			return bytes.Contains(d.Body, []byte(`\u`))
		})},
		{"body/space-refused", createBody, "create/body/whitespace-accepted", refuses(validate.Name, func(d *gateway.Draft) bool {
			var compact bytes.Buffer
			return json.Compact(&compact, d.Body) == nil && compact.Len() != len(d.Body)
		})},
		{"body/name-must-come-first", createBody, "create/body/member-order-accepted", refuses(validate.Name, func(d *gateway.Draft) bool {
			dec := json.NewDecoder(bytes.NewReader(d.Body))
			dec.Token()
			member, _ := dec.Token()
			return member != "name"
		})},
		{"body/all-members-refused", createBody, "create/*-accepted", refuses(validate.AppSecret, func(d *gateway.Draft) bool {
			return has(validate.Remark)(d) && has(validate.AppKey)(d) && has(validate.AppSecret)(d)
		})},
		{"body/over-512-bytes-refused", createBody, "create/remark/max-length/255-*-accepted", refuses(validate.Remark, func(d *gateway.Draft) bool {
			return len(d.Body) > 512
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
