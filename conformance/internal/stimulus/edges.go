package stimulus

import (
	"fmt"

	"github.com/appgauge/appgauge/validate"
)

// Texts that begin and end with a character at the edge of its set need an app
// each. They are put into apps that are no control twin of anything: a gateway
// that refuses one of them then hides nothing else.

// hosts are the specimens that hold the edges of the field, in the order of the
// edges. Beyond them come specimens of their own, edge-1 and so on.
func hosts(f *validate.Field) []string {
	switch f.Name {
	case "name":
		return []string{"app_key-charset-1", "app_secret-charset-1", "remark-text"}
	case "app_key":
		return []string{"name-charset-1", "remark-text"}
	default:
		return []string{"name-charset-1", "app_key-charset-1", "remark-text", "burst-1", "burst-2", "burst-3", "burst-4"}
	}
}

// edgeHost is the specimen that holds the field's edge number i.
func edgeHost(f *validate.Field, i int) string {
	h := hosts(f)
	if i < len(h) {
		return h[i]
	}
	return edgeSpecimen(i - len(h))
}

func edgeSpecimen(i int) string { return fmt.Sprintf("edge-%d", i+1) }

// edgeCount is how many texts the field's edges take.
func edgeCount(f *validate.Field) int { return max(len(ends(f.First)), len(edges(f.Chars))) }

// edge is the field's text that the specimen holds, "" if it holds none.
func (g *Gen) edge(f *validate.Field, specimen string) string {
	for i := range edgeCount(f) {
		if edgeHost(f, i) != specimen {
			continue
		}
		first, last := ends(f.First), edges(f.Chars)
		inner := "g_" + g.nonce + "__" + g.Chars(8)
		switch f.Name {
		case "app_key":
			inner = g.nonce + "--" + g.Chars(8)
		case "app_secret":
			inner = g.Chars(16) + "!!" + g.Chars(4)
		}
		return string(first[i%len(first)]) + inner + string(last[i%len(last)])
	}
	return ""
}

// withEdges sets the members of the draft whose edges the specimen holds.
func (g *Gen) withEdges(d Draft, specimen string) Draft {
	for i := range g.edition.Fields {
		if f := &g.edition.Fields[i]; f.Chars != nil {
			if text := g.edge(f, specimen); text != "" {
				d = d.WithText(f.Name, text)
			}
		}
	}
	return d
}

// edgeSpecimenCount is how many specimens hold nothing but edges, and an odd remark.
func edgeSpecimenCount(e *validate.Edition) int {
	n := 0
	for i := range e.Fields {
		if f := &e.Fields[i]; f.Chars != nil {
			n = max(n, edgeCount(f)-len(hosts(f)))
		}
	}
	return n
}

func edgeSpecimens(e *validate.Edition) []Specimen {
	out := make([]Specimen, edgeSpecimenCount(e))
	for i := range out {
		id := edgeSpecimen(i)
		out[i] = Specimen{ID: id, about: "characters at the edge of what may stand first and last", draft: func(g *Gen) Draft {
			d := g.withEdges(ordinary(g), id)
			if i < len(oddRemarks) {
				d = d.WithText("remark", oddRemarks[i].text)
			}
			return d
		}}
	}
	return out
}
