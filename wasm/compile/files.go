package compile

import "github.com/appgauge/appgauge/validate"

// Files are the generated files of every edition, by their path below the
// folder that holds them: "2023-11/rules.wasm". The npm package is built from
// them, and hosts may embed them.
func Files() (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, e := range validate.Editions() {
		for name, compile := range map[string]func(*validate.Edition) ([]byte, error){
			"rules.wasm":      JSString,
			"rules-utf8.wasm": UTF8,
			"rules.js":        JavaScript,
			"reader.js":       JavaScriptReader,
			"zh.js":           Chinese,
			"gate.wasm":       Gate,
		} {
			content, err := compile(e)
			if err != nil {
				return nil, err
			}
			files[e.ID+"/"+name] = content
		}
	}
	return files, nil
}
