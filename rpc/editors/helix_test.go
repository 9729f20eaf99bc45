package editors

import (
	"slices"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
)

// Helix is in no registry that the tests use, so it is not run here: the
// configuration is held against what its documentation says of the keys, with the
// types that it gives them.
func TestHelix(t *testing.T) {
	t.Parallel()
	type fileType struct{ Glob string }
	var config struct {
		LanguageServer map[string]struct {
			Command string
			Args    []string
			Config  map[string]string
		} `toml:"language-server"`
		Language []struct {
			Name            string
			Scope           string
			FileTypes       []fileType `toml:"file-types"`
			Grammar         string
			LanguageServers []string `toml:"language-servers"`
		}
	}
	meta, err := toml.DecodeFile("helix/languages.toml", &config)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range meta.Undecoded() {
		t.Errorf("Helix does not have the key %s", key)
	}
	server := config.LanguageServer["appgauge"]
	if diff := cmp.Diff([]string{"appgauge", "lsp"}, append([]string{server.Command}, server.Args...)); diff != "" {
		t.Errorf("command (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]string{"edition": "", "locale": ""}, server.Config); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
	var names []string
	for _, l := range config.Language {
		names = append(names, l.Name)
		if !slices.Contains(l.LanguageServers, "appgauge") {
			t.Errorf("the language %s does not use the server", l.Name)
		}
	}
	if diff := cmp.Diff([]string{"json", "ndjson"}, names); diff != "" {
		t.Errorf("languages (-want +got):\n%s", diff)
	}
}
