package explore

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/engine"
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// Script is the sequence as a script of curl commands for bash, with values that were
// never sent. It shows every answer, and deletes its apps at the end. Tokens are read
// from the environment.
func (f *Found) Script() (string, error) {
	w := &scriptWriter{env: newEnv(f.settings, engine.NewNonce()), client: f.settings.masked().Client(probe.Options{}), out: &strings.Builder{}}
	w.env.symbolic = true
	c := &f.Case
	for i := range f.Sequence {
		s := &f.Sequence[i]
		fmt.Fprintf(w.out, "\necho %s\n", quoted(fmt.Sprintf("# %d. %s", i+1, s)))
		if err := w.step(s); err != nil {
			return "", err
		}
	}
	fmt.Fprintf(w.out, "\necho %s\n", quoted("# "+visible.Line(c.Findings[0].Text)))
	var head strings.Builder
	fmt.Fprintf(&head, scriptHead, commented(c.Findings[0].Text), c.Clauses[0], c.Level, f.Sequence.Requests())
	deleters, err := w.deleters()
	if err != nil {
		return "", err
	}
	head.WriteString(deleters)
	for _, function := range partFunctions {
		if name, _, _ := strings.Cut(function, "("); strings.Contains(w.out.String(), "$("+name+" ") {
			head.WriteString(function + "\n")
		}
	}
	return head.String() + w.out.String(), nil
}

const scriptHead = `#!/usr/bin/env bash
# %s
# It breaks the clause %s (%s). These %d requests show it.
#
# APPGAUGE_TOKEN is a token that may do everything, APPGAUGE_FORBIDDEN_TOKEN one that
# may do nothing. Every answer is shown; the apps are deleted at the end.
dir=$(mktemp -d)
created=()

# member NAME FILE: a member of the app in an answer
member() { grep -o "\"$1\" *: *\"[^\"]*\"" "$2" | head -n 1 | cut -d '"' -f 4; }

# Only what the listing shows to be an app of this script is deleted.
cleanup() {
	for app in "${created[@]}"; do "delete_${app%% *}" "${app#* }"; done
	rm -r "$dir"
}
trap cleanup EXIT
`

// partFunctions are the functions that a script has for parts of a text.
var partFunctions = []string{
	`start() { echo "${1:0:$((${#1} * 3 / 4))}"; }`,
	`middle() { echo "${1:$((${#1} / 4)):$((${#1} / 4))}"; }`,
	`end() { echo "${1:$((${#1} / 4))}"; }`,
	`other_case() { echo "${1~~}"; }`,
	`altered() { echo "${1%?}$(tr '0-8a-eg-yA-EG-Y9fzFZ' '1-9b-fh-zB-FH-Z8eyEY' <<<"${1: -1}")"; }`,
}

type scriptWriter struct {
	env    *env
	client *probe.Client
	out    *strings.Builder
	files  int
	places []probe.Place // where it creates
}

func (w *scriptWriter) step(s *Step) error {
	if s.Together != nil {
		return w.together(s.Together)
	}
	for range max(1, s.times()) {
		then, err := w.send(s)
		if err != nil {
			return err
		}
		w.out.WriteString(then)
	}
	return nil
}

// together writes the steps in lanes, which go on at the same time.
func (w *scriptWriter) together(steps Sequence) error {
	in := make([]strings.Builder, lanes(len(steps)))
	var after strings.Builder
	out := w.out
	defer func() { w.out = out }()
	for i := range steps {
		w.out = &in[i%len(in)]
		then, err := w.send(&steps[i])
		if err != nil {
			return err
		}
		after.WriteString(then)
	}
	for i := range in {
		if in[i].Len() > 0 {
			out.WriteString("{\n" + in[i].String() + "} &\n")
		}
	}
	out.WriteString("wait\n" + after.String())
	return nil
}

// times is how often the step is sent.
func (s *Step) times() int {
	if s.Create == nil {
		return 1
	}
	return s.Create.times()
}

// send writes the command that sends the step; then is what is to be done when its
// answer is there.
func (w *scriptWriter) send(s *Step) (then string, err error) {
	r, at := probe.Request{}, w.env.home
	switch {
	case s.Create != nil:
		r = w.env.create(s.Create)
	case s.List != nil:
		r = w.env.list(s.List)
	default:
		of := w.env.apps[s.Delete]
		r = probe.Request{Op: probe.OpDelete, ID: of.id, At: of.at}
	}
	if r.At != nil {
		at = *r.At
	}
	ex, err := w.client.Written(r)
	if err != nil {
		return "", err
	}
	w.files++
	file := fmt.Sprintf(`"$dir/%d"`, w.files)
	fmt.Fprintf(w.out, "%s >%s\n", bash(ex.Curl()), file)
	then = "cat " + file + "; echo\n"
	if s.Create == nil {
		return then, nil
	}
	place := slices.Index(w.places, at)
	if place < 0 {
		place = len(w.places)
		w.places = append(w.places, at)
	}
	then += fmt.Sprintf("id=$(member id %s); [ -z \"$id\" ] || created+=(\"%d $id\")\n", file, place)
	if app := s.Create.App; app != "" {
		then += fmt.Sprintf("%s_id=$id %s_key=$(member app_key %s)\n", app, app, file)
		w.env.apps[app] = symbols(app, r)
	}
	return then, nil
}

// deleters are the functions that delete an app of each place, if the listing shows it
// to be one of this script.
func (w *scriptWriter) deleters() (string, error) {
	var out strings.Builder
	for n, at := range w.places {
		list, err := w.client.Written(probe.Request{Op: probe.OpQuery, At: &at, Query: "id=APPGAUGE.1."})
		if err != nil {
			return "", err
		}
		del, err := w.client.Written(probe.Request{Op: probe.OpDelete, At: &at, ID: "APPGAUGE.1."})
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&out, "delete_%d() {\n\t%s | grep -qi %s &&\n\t%s >\"$dir/deleted\"\n}\n", n, bash(list.Curl()), w.env.nonce, bash(del.Curl()))
	}
	return out.String(), nil
}

// masked are the settings with the masks of tokens in their place.
func (s *Settings) masked() *engine.Settings {
	out := s.Settings
	if out.Auth.Token != "" {
		out.Auth.Token = result.MaskToken
	}
	if out.Auth.Forbidden != "" {
		out.Auth.Forbidden = result.MaskForbidden
	}
	return &out
}

// symbols stand for what only the answer to the creation tells.
func symbols(name string, r probe.Request) app {
	a := app{name: r.Name, id: "APPGAUGE." + name + "_id.", key: r.Key, at: r.At}
	if a.key == "" {
		a.key = "APPGAUGE." + name + "_key."
	}
	return a
}

// symbol is a place in a command where a variable is to be put, or a part of it.
var symbol = regexp.MustCompile(`^APPGAUGE\.([a-z0-9_]+)\.([a-z_]*)`)

// isSymbol reports whether the text stands for what only an answer tells.
func isSymbol(text string) bool { return strings.HasPrefix(text, "APPGAUGE.") }

// part is a part of what the symbol stands for.
func part(symbol, part string) string { return symbol + strings.ReplaceAll(part, " ", "_") }

// bash is the curl command with variables in the place of symbols, whatever quotes they
// stand in.
func bash(curl string) string {
	var out strings.Builder
	quote := "" // that is open: ', $' or "
	for i := 0; i < len(curl); i++ {
		if m := symbol.FindStringSubmatch(curl[i:]); m != nil && strings.HasPrefix(curl[i:], m[0]) {
			value := `"$` + m[1] + `"`
			if m[2] != "" {
				value = `"$(` + m[2] + ` ` + value + `)"`
			}
			closing := quote[max(0, len(quote)-1):]
			out.WriteString(closing + value + quote)
			i += len(m[0]) - 1
			continue
		}
		c := curl[i]
		out.WriteByte(c)
		switch {
		case c == '\\' && quote != "'" && i+1 < len(curl):
			i++
			out.WriteByte(curl[i])
		case quote != "" && c == quote[len(quote)-1]:
			quote = ""
		case quote == "" && c == '\'' && i > 0 && curl[i-1] == '$':
			quote = "$'"
		case quote == "" && (c == '\'' || c == '"'):
			quote = string(c)
		}
	}
	return out.String()
}

// quoted is a text as one word of a shell.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// commented is a text that cannot end a comment.
func commented(s string) string { return strings.ReplaceAll(visible.Line(s), "\n", " ") }
