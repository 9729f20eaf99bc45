package conformance

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/validate"
)

// specimen is an app that a run plans to create. Cases share specimens: a
// boundary's accepted side is the control twin of its rejected side, and all of
// them together are what filters and pages are tried on.
type specimen struct {
	id    string
	about string
	draft func(*gen) draft
	// body overrides the draft's JSON text, for spellings a draft cannot have.
	body func(*gen, draft) string
	// late marks an app that only a churn case creates.
	late bool
	// likeness marks an app that has a value of another one, but for the case. It
	// is created after that one; a gateway may refuse it.
	likeness bool
	// at is where, if not at the run's own place.
	at func(home probe.Place) probe.Place
	// contentType overrides JSON's.
	contentType string
}

// shelf holds every specimen of an edition. A run makes one, for there are many.
type shelf struct {
	edition *validate.Edition
	all     []specimen
	byID    map[string]*specimen
}

func newShelf(e *validate.Edition) *shelf {
	s := &shelf{edition: e, all: specimens(e), byID: map[string]*specimen{}}
	for i := range s.all {
		s.byID[s.all[i].id] = &s.all[i]
	}
	return s
}

// get is the specimen; to ask for one that there is not is a mistake of the suite.
func (s *shelf) get(id string) *specimen {
	if found := s.byID[id]; found != nil {
		return found
	}
	panic("no specimen " + id)
}

// build is the request that creates the specimen.
func (s *specimen) build(from *shelf, nonce string, home probe.Place) (draft, probe.Request) {
	g := from.gen(nonce, s.id)
	d := s.draft(g)
	r := d.create()
	r.ContentType = s.contentType
	if s.body != nil {
		r.Body = s.body(g, d)
	}
	if s.at != nil {
		at := s.at(home)
		r.At = &at
	}
	return d, r
}

// draftOf is the draft of another specimen of the same run.
func (g *gen) draftOf(id string) draft {
	return g.shelf.get(id).draft(g.shelf.gen(g.nonce, id))
}

func (g *gen) textOf(id, member string) string {
	s, ok := g.draftOf(id).text(member)
	if !ok {
		panic("specimen " + id + " has no text " + member)
	}
	return s
}

// oddText is a remark in which every way of tampering with text shows: spaces at
// the ends, decomposed and composed letters, quotes, markup, controls, a
// byte-order mark, joined emoji, text from right to left.
const oddText = "  e\u0301 \u00e9 \"q\" 'a' \\ / <b>&amp; %20 + \t\n\u2028 \ufeff \U0001F469\u200D\U0001F4BB \u202Eabc\u202C ${x} \u0130 \ufb01 "

// specimens lists the apps a run can create, the most telling first: a budget
// cuts the list at its end.
func specimens(e *validate.Edition) []specimen {
	name, remark := &e.Fields[validate.Name], &e.Fields[validate.Remark]
	key, secret := &e.Fields[validate.AppKey], &e.Fields[validate.AppSecret]
	out := []specimen{
		{id: "minimal", about: "a name and nothing else", draft: func(g *gen) draft {
			return draft{}.withText("name", g.name())
		}},
		{id: "full", about: "every documented member, in an order unlike the table's", draft: func(g *gen) draft {
			return draft{}.withText("app_secret", g.secret()).withText("remark", "Demo app "+g.nonce).
				withText("app_key", g.key()).withText("name", g.name())
		}},
		{id: "name-min", about: "the shortest name, of letters alone, and a remark", draft: func(g *gen) draft {
			return draft{}.withText("name", g.letters(name.Min)).withText("remark", g.nonce+" shortest name")
		}},
		{id: "name-max", about: "the longest name", draft: func(g *gen) draft {
			return draft{}.withText("name", g.length(g.name(), name.Max))
		}},
		{id: "remark-max", about: "the longest remark, with spaces in it and at its ends", draft: func(g *gen) draft {
			text := " " + g.nonce
			for len(text)+9 < remark.Max {
				text += " " + g.chars(7)
			}
			return draft{}.withText("name", g.name()).withText("remark", g.length(text, remark.Max-1)+" ")
		}},
		{id: "remark-wide", about: "the longest remark, in characters outside the Basic Multilingual Plane, joined ones and combining ones", draft: func(g *gen) draft {
			text := []rune(strings.Repeat("\U0001F600\U0001F469\u200D\U0001F4BBe\u0301\u4e2d\u00e9", remark.Max))
			return draft{}.withText("name", g.name()).withText("remark", string(text[:remark.Max]))
		}},
		{id: "key-min", about: "the shortest AppKey, of digits alone; its name holds the name of minimal", draft: func(g *gen) draft {
			return draft{}.withText("name", g.textOf("minimal", "name")+"__"+g.chars(4)).withText("app_key", g.digits(key.Min))
		}},
		{id: "key-max", about: "the longest AppKey, of letters alone; its name is that of minimal but for an underscore", draft: func(g *gen) draft {
			other := []rune(g.textOf("minimal", "name"))
			other[3+len(g.nonce)] = 'x'
			return draft{}.withText("name", string(other)).withText("app_key", g.letters(key.Max))
		}},
		{id: "secret-min", about: "the shortest secret, of letters alone; its AppKey holds the AppKey of full", draft: func(g *gen) draft {
			return draft{}.withText("name", g.name()).withText("app_key", g.textOf("full", "app_key")+g.chars(1)).
				withText("app_secret", g.letters(secret.Min))
		}},
		{id: "secret-max", about: "the longest secret, of digits alone", draft: func(g *gen) draft {
			return ordinary(g).withText("app_secret", g.digits(secret.Max))
		}},
	}
	out = append(out, charsetSpecimens(e)...)
	out = append(out, specimen{id: "remark-text", about: "a remark in which any tampering would show", draft: func(g *gen) draft {
		return g.withEdges(ordinary(g), "remark-text").withText("remark", oddText+g.nonce+" ")
	}})
	for i := range burst {
		id := fmt.Sprintf("burst-%d", i+1)
		out = append(out, specimen{id: id, late: true, about: "one of several created at the same moment, with the same remark and almost the same name",
			draft: func(g *gen) draft {
				// All but the last character is that of the first one's.
				name := g.shelf.gen(g.nonce, "burst").length("ag_"+g.nonce+"_", name.Max-1)
				return g.withEdges(draft{}.withText("name", name+string(rune('a'+i))).withText("remark", "one of several, "+g.nonce), id)
			}})
	}
	out = append(out, specimen{id: "other-project", late: true, about: "an app of another project", draft: ordinary, at: otherProject},
		specimen{id: "other-instance", late: true, about: "an app of another gateway", draft: ordinary, at: otherInstance},
		specimen{id: "same-name", late: true, about: "an app with the name of minimal", draft: func(g *gen) draft {
			return g.draftOf("minimal").withText("remark", g.nonce+" same name")
		}},
		specimen{id: "same-key", late: true, about: "an app with the AppKey of full", draft: func(g *gen) draft {
			return ordinary(g).withText("app_key", g.textOf("full", "app_key"))
		}})
	out = append(out, edgeSpecimens(e)...)
	out = append(out, oddSpecimens(e)...)
	out = append(out,
		specimen{id: "spelling", about: "a body with escapes and white space", draft: ordinary, body: spell},
		specimen{id: "name-null", about: "a name that some programs take for a missing value", draft: func(g *gen) draft {
			return draft{}.withText("name", "null").withText("remark", g.nonce+" called null")
		}},
		specimen{id: "null", about: "every optional member null", draft: func(g *gen) draft {
			return ordinary(g).with("remark", "null").with("app_key", "null").with("app_secret", "null")
		}},
		specimen{id: "unknown-member", about: "a member the table does not list", draft: func(g *gen) draft {
			return ordinary(g).with("appgauge_unknown", `"x"`)
		}},
		specimen{id: "duplicate-member", about: "the same remark twice", draft: ordinary, body: func(g *gen, d draft) string {
			return `{"name":` + d.raw("name") + `,"remark":"one","remark":"one"}`
		}},
		specimen{id: "content-type-absent", about: "a body of no declared type", draft: ordinary, contentType: probe.NoContentType},
	)
	return out
}

// burst is how many apps are created at the same moment, at least.
const burst = 4

func ordinary(g *gen) draft { return draft{}.withText("name", g.name()) }

// spell writes the draft's JSON in another way that means the same.
func spell(g *gen, d draft) string {
	name, _ := d.text("name")
	return "\r\n { \"n\\u0061me\"\t: \"\\u0061" + name[1:] + "\" }\n"
}

func otherProject(home probe.Place) probe.Place {
	return probe.Place{Project: altered(home.Project), Instance: home.Instance}
}

func otherInstance(home probe.Place) probe.Place {
	return probe.Place{Project: home.Project, Instance: altered(home.Instance)}
}

// altered is an ID of the same shape that differs in its last letter or digit.
func altered(id string) string {
	for i := len(id) - 1; i >= 0; i-- {
		switch c := id[i]; {
		case c >= '0' && c < '9', c >= 'a' && c < 'f', c >= 'A' && c < 'F':
			return id[:i] + string(c+1) + id[i+1:]
		case c == '9':
			return id[:i] + "0" + id[i+1:]
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
			return id[:i] + string(c-1) + id[i+1:]
		}
	}
	return id + "0"
}

func swapCase(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) {
			return unicode.ToLower(r)
		}
		return unicode.ToUpper(r)
	}, s)
}

// charsetSpecimens hold, field by field, every character of the field's set, in
// as many apps as its length takes.
func charsetSpecimens(e *validate.Edition) []specimen {
	var out []specimen
	for id := range e.Fields {
		f := &e.Fields[id]
		if f.Chars == nil {
			continue
		}
		for i, chunk := range charsetChunks(f) {
			out = append(out, specimen{
				id:    charsetSpecimen(f, i),
				about: "every character that " + f.Name + " may hold",
				draft: func(g *gen) draft {
					d := g.withEdges(ordinary(g), charsetSpecimen(f, i))
					switch f.Name {
					case "name":
						d = d.withText("remark", "x")
					case "app_key":
						d = d.withText("remark", "")
					}
					return d.withText(f.Name, g.shuffled(f, chunk))
				},
			})
		}
		if len(f.Chars) > 0 && f.Chars[len(f.Chars)-1].Hi > 0x7f {
			wide := f.Chars[len(f.Chars)-1]
			out = append(out, specimen{id: f.Name + "-wide", about: "the longest " + f.Name + ", in characters of several bytes",
				draft: func(g *gen) draft {
					text := make([]rune, f.Max)
					for i := range text {
						text[i] = wide.Lo + rune(g.rng.IntN(int(wide.Hi-wide.Lo)+1))
					}
					return draft{}.withText(f.Name, string(text)).withText("remark", g.nonce+" wide")
				}})
		}
	}
	return out
}

func charsetSpecimen(f *validate.Field, i int) string {
	return fmt.Sprintf("%s-charset-%d", f.Name, i+1)
}

// charsetChunks is every character of the field's set, in pieces that are
// neither too long nor too short for it; each has one that may stand first.
func charsetChunks(f *validate.Field) [][]rune {
	all := everyChar(f.Chars)
	first := everyChar(f.First)
	var out [][]rune
	for len(all) > 0 {
		n := min(len(all), f.Max-1)
		if len(all) <= f.Max {
			n = len(all)
		}
		chunk := append([]rune(nil), all[:n]...)
		all = all[n:]
		hasFirst := false
		for _, r := range chunk {
			hasFirst = hasFirst || f.First.Contains(r)
		}
		if !hasFirst {
			chunk = append(chunk, first[0])
		}
		for i := 0; len(chunk) < f.Min; i++ {
			chunk = append(chunk, first[i%len(first)])
		}
		out = append(out, chunk)
	}
	return out
}
