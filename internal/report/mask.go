package report

import (
	"bytes"
	"slices"
	"sort"

	"github.com/appgauge/appgauge/internal/apps"
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// mask is a part of a text that is not shown: from the byte start up to, not
// including, end.
type mask struct{ start, end int }

// masked reports whether one of masks, in ascending order, holds i.
func masked(masks []mask, i int) bool {
	n := sort.Search(len(masks), func(n int) bool { return masks[n].end > i })
	return n < len(masks) && masks[n].start <= i
}

// masksFor hides what an app should keep to itself: the values of secret members,
// and also those of members that are not documented and of elements that are no
// apps, for they may be misspelt secrets, or passwords that somebody put there.
func masksFor(e *validate.Edition, r *apps.Result) []mask {
	m := masker{edition: e, text: r.Text, hidden: map[int]bool{}}
	m.node(r.Node(), r.App < 0)
	if broken(r) {
		m.broken(r.Start, r.End)
	}
	slices.SortFunc(m.masks, func(a, b mask) int { return a.start - b.start })
	return merge(m.masks)
}

// broken reports whether the text of r is no JSON. The list of offences may have
// been cut, so the tree is asked as well.
func broken(r *apps.Result) bool {
	syntax := len(r.Violations) > 0 && r.Violations[0].Rule == validate.RuleSyntax
	return syntax || !r.Node().Exists() || !r.Node().Valid()
}

// redact hides the names of members that stand where a text is masked: in a broken
// document a secret may be taken for a name.
func redact(vs validate.Violations, masks []mask) validate.Violations {
	out := slices.Clone(vs)
	for i := range out {
		if v := &out[i]; v.Field != "" && masked(masks, v.Offset) && (v.Rule == validate.RuleUnknown || v.Rule == validate.RuleDuplicate) {
			v.Field = "****"
		}
	}
	return out
}

type masker struct {
	edition *validate.Edition
	text    []byte
	masks   []mask
	// hidden has the offsets at which the names of secret members end whose value
	// is surely all hidden.
	hidden map[int]bool
}

// node hides the scalars below n, unless clear.
func (m *masker) node(n document.Node, clear bool) {
	if !n.Exists() {
		return
	}
	container := false
	for child := range n.Children() {
		container = true
		if child.IsMember() {
			m.node(child, m.shown(child.Name()))
			if m.whole(child) {
				m.hidden[child.NameContent().End] = true
			}
		} else {
			m.node(child, false)
		}
	}
	if !container && !clear {
		m.add(n.Content())
	}
}

// shown reports whether the values of members of this name are shown.
func (m *masker) shown(name string) bool {
	id, documented := m.edition.Field(name)
	return documented && !m.edition.Fields[id].Secret
}

// whole reports whether the value of n is a scalar of which nothing can be left
// outside of n, even where the text around it is broken.
func (m *masker) whole(n document.Node) bool {
	if k := n.Kind(); k == validate.Array || k == validate.Object || !n.Valid() || !n.Closed() {
		return false
	}
	rest := bytes.TrimLeft(m.text[n.Span().End:], " \t")
	return len(rest) == 0 || bytes.IndexByte([]byte(",}\r\n"), rest[0]) >= 0
}

// broken hides what may be a secret where the text from lo to hi is no JSON and
// the tree may have cut a value short: from the end of a secret member's name to
// the end of its line.
func (m *masker) broken(lo, hi int) {
	for id := range m.edition.Fields {
		f := &m.edition.Fields[id]
		if !f.Secret {
			continue
		}
		for i := lo; i < hi; {
			at := bytes.Index(m.text[i:hi], []byte(f.Name))
			if at < 0 {
				break
			}
			start := i + at + len(f.Name)
			if m.hidden[start] {
				i = start
				continue
			}
			end := hi
			if n := bytes.IndexByte(m.text[start:hi], '\n'); n >= 0 {
				end = start + n
			}
			m.add(document.Span{Start: start, End: end})
			i = end
		}
	}
}

func (m *masker) add(s document.Span) {
	if s.Start < s.End {
		m.masks = append(m.masks, mask{s.Start, s.End})
	}
}

// merge joins sorted masks that overlap.
func merge(masks []mask) []mask {
	out := masks[:0]
	for _, m := range masks {
		if n := len(out); n > 0 && m.start <= out[n-1].end {
			out[n-1].end = max(out[n-1].end, m.end)
			continue
		}
		out = append(out, m)
	}
	return out
}
