package lsp

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/appgauge/appgauge/rpc/lsp/protocol"
	"github.com/appgauge/appgauge/rpc/position"
	"github.com/appgauge/appgauge/validate"
)

// with returns the settings changed by what a client says, and in sentences what
// in it made no sense. raw is {"edition": ID, "locale": TAG}, of which both may
// be missing, null or empty; where it was found is named by from.
func (c settings) with(from string, raw json.RawMessage) (settings, []string) {
	if isNull(raw) {
		return c, nil
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(raw, &members) != nil {
		return c, []string{fmt.Sprintf(`%s must be an object such as {"edition": %q, "locale": "en"}`, from, validate.Default().ID)}
	}
	var complaints []string
	text := func(name, allowed string, set func(string) bool) {
		var value string
		if raw := members[name]; !isNull(raw) && (json.Unmarshal(raw, &value) != nil || value != "" && !set(value)) {
			complaints = append(complaints, fmt.Sprintf("%s: %s is %s, but must be one of %s", from, name, raw, allowed))
		}
	}
	text("edition", editionIDs(), func(id string) bool {
		e, ok := validate.Lookup(id)
		if ok {
			c.edition = e
		}
		return ok
	})
	text("locale", "en, zh", func(tag string) bool {
		l, ok := localeOf(tag)
		if ok {
			c.locale = l
		}
		return ok
	})
	return c, complaints
}

// localeOf finds the locale for a tag such as "zh-Hans-CN", "zh_CN.UTF-8" or "EN".
func localeOf(tag string) (validate.Locale, bool) {
	language, _, _ := strings.Cut(strings.ToLower(tag), "-")
	language, _, _ = strings.Cut(language, "_")
	return validate.ParseLocale(language)
}

func editionIDs() string {
	var ids []string
	for _, e := range validate.Editions() {
		ids = append(ids, e.ID)
	}
	return strings.Join(ids, ", ")
}

// encodingOption is what the initialization options say of what this client's
// characters count. It is for clients that cannot negotiate and yet do not count
// UTF-16 units: Vim's ALE takes a character for a byte.
func encodingOption(raw json.RawMessage) (position.Encoding, bool) {
	var options struct{ PositionEncoding string }
	if json.Unmarshal(raw, &options) != nil {
		return 0, false
	}
	return position.ParseEncoding(options.PositionEncoding)
}

// configure asks the client for its settings, where it can tell them.
func (s *server) configure(conn *jsonrpc2.Conn) {
	if s.client.Workspace.Configuration {
		go s.askConfiguration(conn)
	}
}

// askConfiguration waits for the client.
func (s *server) askConfiguration(conn *jsonrpc2.Conn) {
	params := protocol.ConfigurationParams{Items: []protocol.ConfigurationItem{{Section: source}}}
	var sections []json.RawMessage
	if err := conn.Call(s.ctx, protocol.MethodConfiguration, params, &sections); err != nil {
		if s.ctx.Err() == nil {
			s.log(conn, protocol.MessageWarning, "the client's settings cannot be read: "+reason(err))
		}
		return
	}
	if len(sections) > 0 {
		s.setConfiguration(conn, sections[0])
	}
}

// setConfiguration takes over the client's settings, and judges every document
// anew where they differ from those before.
func (s *server) setConfiguration(conn *jsonrpc2.Conn, raw json.RawMessage) {
	s.mu.Lock()
	before := s.settings
	var complaints []string
	s.settings, complaints = s.base.with("the setting "+source, raw)
	changed := s.settings != before
	var uris []protocol.DocumentURI
	for uri, d := range s.docs {
		if changed {
			d.snapshot = nil
			uris = append(uris, uri)
		}
	}
	s.mu.Unlock()
	s.complain(conn, complaints)
	switch {
	case !changed:
	case !s.client.pulls():
		s.push.want(uris...)
	case s.client.Workspace.Diagnostics.RefreshSupport:
		go s.refresh(conn)
	}
}

// refresh has the client pull all diagnostics anew.
func (s *server) refresh(conn *jsonrpc2.Conn) {
	if err := conn.Call(s.ctx, protocol.MethodDiagnosticRefresh, nil, nil); err != nil && s.ctx.Err() == nil {
		s.log(conn, protocol.MessageWarning, "the client did not ask for diagnostics by the new settings: "+reason(err))
	}
}

// complain shows messages to whoever wrote the settings.
func (s *server) complain(conn *jsonrpc2.Conn, messages []string) {
	for _, m := range messages {
		s.notify(conn, protocol.MethodShowMessage, protocol.ShowMessageParams{Type: protocol.MessageWarning, Message: source + ": " + m})
	}
}
