package stimulus

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/sign"
	"github.com/appgauge/appgauge/validate"
)

// Specimen is an app that a run plans to create. Cases share specimens: a
// boundary's accepted side is the control twin of its rejected side, and all of
// them together are what filters and pages are tried on.
type Specimen struct {
	ID    string
	about string
	draft func(*Gen) Draft
	// body overrides the draft's JSON text, for spellings a draft cannot have.
	body func(*Gen, Draft) string
	// Late marks an app that only a churn case creates.
	Late bool
	// Likeness marks an app that has a value of another one, but for the case. It
	// is created after that one; a gateway may refuse it.
	Likeness bool
	// at is where, if not at the run's own place.
	at func(home probe.Place) probe.Place
	// contentType overrides JSON's.
	contentType string
	// signed says that the request is signed, also if the run has a token.
	signed bool
	// form is how the request is sent.
	form form
}

// Shelf holds every specimen of an edition. A run makes one, for there are many.
type Shelf struct {
	edition *validate.Edition
	All     []Specimen
	byID    map[string]*Specimen
}

func NewShelf(e *validate.Edition) *Shelf {
	s := &Shelf{edition: e, All: specimens(e), byID: map[string]*Specimen{}}
	for i := range s.All {
		s.byID[s.All[i].ID] = &s.All[i]
	}
	return s
}

// get is the specimen; to ask for one that there is not is a mistake of the suite.
func (s *Shelf) get(id string) *Specimen {
	if found := s.byID[id]; found != nil {
		return found
	}
	panic("no specimen " + id)
}

// Build is the request that creates the specimen. The values are those of the run
// and of again: 0 is the first try.
func (s *Specimen) Build(from *Shelf, nonce string, home probe.Place, again int) (Draft, probe.Request) {
	seed := s.ID
	if again > 0 {
		seed = fmt.Sprintf("%s again %d", s.ID, again)
	}
	g := from.gen(nonce, seed)
	d := g.owned(s.draft(g))
	r := d.Create()
	r.ContentType = s.contentType
	if s.signed {
		r.Auth, r.Refutes = signed(sign.Genuine), "create/auth/signature-accepted"
	}
	if s.body != nil {
		r.Body = s.body(g, d)
	}
	if s.at != nil {
		at := s.Place(home)
		r.At = &at
	}
	s.form.apply(&r)
	return d, r
}

// Place is where the specimen is created, in a run whose own place is home.
func (s *Specimen) Place(home probe.Place) probe.Place {
	if s.at == nil {
		return home
	}
	return s.at(home)
}

// Only is a specimen with no more than one member of a draft beside an ordinary
// name.
func Only(d Draft, member string, n int) Specimen {
	return Specimen{ID: fmt.Sprintf("only-%s-%d", member, n), about: "one member of an app that was refused", draft: func(g *Gen) Draft {
		if member == "name" {
			return Draft{}.With("name", d.Raw("name"))
		}
		return Draft{}.WithText("name", g.Name()).With(member, d.Raw(member))
	}}
}

// Members are the names of the members of a draft.
func (d Draft) Members() []string {
	var out []string
	for _, m := range d {
		out = append(out, m.name)
	}
	return out
}

// DraftOf is the draft of another specimen of the same run.
func (g *Gen) DraftOf(id string) Draft {
	return g.Shelf.get(id).draft(g.Shelf.gen(g.nonce, id))
}

// twin is a draft like that of a specimen, with a name, an AppKey and whatever else
// it makes up of its own. field is the member that the draft is made for.
func (g *Gen) twin(id, field string) Draft {
	d := g.Shelf.get(id).draft(g)
	if field != "name" {
		d = d.WithText("name", g.Name())
	}
	if field != "app_key" && d.Raw("app_key") != "" {
		d = d.WithText("app_key", g.Key())
	}
	return d
}

func (g *Gen) TextOf(id, member string) string {
	s, ok := g.DraftOf(id).Text(member)
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
func specimens(e *validate.Edition) []Specimen {
	name, remark := &e.Fields[validate.Name], &e.Fields[validate.Remark]
	key, secret := &e.Fields[validate.AppKey], &e.Fields[validate.AppSecret]
	out := []Specimen{
		{ID: "minimal", about: "a name and nothing else", draft: func(g *Gen) Draft {
			return Draft{}.WithText("name", g.Name())
		}},
		{ID: "full", about: "every documented member, in an order unlike the table's", draft: func(g *Gen) Draft {
			return Draft{}.WithText("app_secret", g.Secret()).WithText("remark", "Demo app "+g.nonce).
				WithText("app_key", g.Key()).WithText("name", g.Name())
		}},
		{ID: "name-min", about: "the shortest name, of letters alone, and what tells whose it is", draft: func(g *Gen) Draft {
			return Draft{}.WithText("name", g.Letters(name.Min)).WithText("remark", g.nonce+" shortest name")
		}},
		{ID: "name-max", about: "the longest name", draft: func(g *Gen) Draft {
			return Draft{}.WithText("name", g.Length(g.Name(), name.Max))
		}},
		{ID: "remark-max", about: "the longest remark, with spaces in it and at its ends", draft: func(g *Gen) Draft {
			text := " " + g.nonce
			for len(text)+9 < remark.Max {
				text += " " + g.Chars(7)
			}
			return Draft{}.WithText("name", g.Name()).WithText("remark", g.Length(text, remark.Max-1)+" ")
		}},
		{ID: "remark-wide", about: "the longest remark, in characters outside the Basic Multilingual Plane, joined ones and combining ones", draft: func(g *Gen) Draft {
			text := []rune(strings.Repeat("\U0001F600\U0001F469\u200D\U0001F4BBe\u0301\u4e2d\u00e9", remark.Max))
			return Draft{}.WithText("name", g.Name()).WithText("remark", string(text[:remark.Max]))
		}},
		{ID: "key-min", about: "the shortest AppKey, of digits alone; its name holds the name of minimal", draft: func(g *Gen) Draft {
			return Draft{}.WithText("name", g.TextOf("minimal", "name")+"__"+g.Chars(4)).WithText("app_key", g.Digits(key.Min))
		}},
		{ID: "key-max", about: "the longest AppKey, of letters alone; its name is that of minimal but for an underscore", draft: func(g *Gen) Draft {
			other := []rune(g.TextOf("minimal", "name"))
			other[3+len(g.nonce)] = 'x'
			return Draft{}.WithText("name", string(other)).WithText("app_key", g.Letters(key.Max))
		}},
		{ID: "secret-min", about: "the shortest secret, of letters alone; its AppKey holds the AppKey of full", draft: func(g *Gen) Draft {
			return Draft{}.WithText("name", g.Name()).WithText("app_key", g.TextOf("full", "app_key")+g.Chars(1)).
				WithText("app_secret", g.Letters(secret.Min))
		}},
		{ID: "secret-max", about: "the longest secret, of digits alone", draft: func(g *Gen) Draft {
			return ordinary(g).WithText("app_secret", g.Digits(secret.Max))
		}},
	}
	out = append(out, charsetSpecimens(e)...)
	out = append(out, Specimen{ID: "remark-empty", about: "an empty remark", draft: func(g *Gen) Draft {
		return ordinary(g).WithText("remark", "")
	}})
	out = append(out, Specimen{ID: "remark-text", about: "a remark in which any tampering would show", draft: func(g *Gen) Draft {
		return g.withEdges(ordinary(g), "remark-text").WithText("remark", oddText+g.nonce+" ")
	}})
	for i := range burst {
		id := fmt.Sprintf("burst-%d", i+1)
		out = append(out, Specimen{ID: id, Late: true, about: "one of several created at the same moment, with the same remark and almost the same name",
			draft: func(g *Gen) Draft {
				// All but the last character is that of the first one's.
				name := g.Shelf.gen(g.nonce, "burst").Length("ag_"+g.nonce+"_", name.Max-1)
				return g.withEdges(Draft{}.WithText("name", name+string(rune('a'+i))).WithText("remark", "one of several, "+g.nonce), id)
			}})
	}
	out = append(out, Specimen{ID: "other-project", Late: true, about: "an app of another project", draft: ordinary, at: otherProject},
		Specimen{ID: "other-instance", Late: true, about: "an app of another gateway", draft: ordinary, at: otherInstance},
		Specimen{ID: "same-name", Late: true, about: "an app with the name of minimal", draft: func(g *Gen) Draft {
			return g.DraftOf("minimal").WithText("remark", g.nonce+" same name")
		}},
		Specimen{ID: "same-key", Late: true, about: "an app with the AppKey of full", draft: func(g *Gen) Draft {
			return ordinary(g).WithText("app_key", g.TextOf("full", "app_key"))
		}})
	out = append(out, edgeSpecimens(e)...)
	out = append(out, oddSpecimens(e)...)
	out = append(out,
		Specimen{ID: "spelling", about: "a body with escapes and white space", draft: ordinary, body: spell},
		Specimen{ID: "name-null", about: "a name that some programs take for a missing value", draft: func(g *Gen) Draft {
			return Draft{}.WithText("name", "null").WithText("remark", g.nonce+" called null")
		}},
		Specimen{ID: "null", about: "every optional member null", draft: func(g *Gen) Draft {
			return ordinary(g).With("remark", "null").With("app_key", "null").With("app_secret", "null")
		}},
		Specimen{ID: "unknown-member", about: "a member the table does not list", draft: func(g *Gen) Draft {
			return ordinary(g).With("appgauge_unknown", `"x"`)
		}},
		Specimen{ID: "duplicate-member", about: "the same remark twice", draft: ordinary, body: func(g *Gen, d Draft) string {
			return `{"name":` + d.Raw("name") + `,"remark":"one","remark":"one"}`
		}},
		Specimen{ID: "content-type-absent", about: "a body of no declared type", draft: ordinary, contentType: probe.NoContentType},
	)
	out = append(out, Specimen{ID: "signed", Late: true, signed: true, about: "an app whose request is signed", draft: func(g *Gen) Draft {
		return ordinary(g).WithText("remark", oddText)
	}})
	return out
}

// burst is how many apps are created at the same moment, at least.
const burst = 4

// Ordinary is an app with a name alone.
func Ordinary(id, about string) Specimen {
	return Specimen{ID: id, about: about, draft: ordinary}
}

func ordinary(g *Gen) Draft { return Draft{}.WithText("name", g.Name()) }

// spell writes the draft's JSON in another way that means the same.
func spell(g *Gen, d Draft) string {
	name, _ := d.Text("name")
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

// SwapCase is s in the other case.
func SwapCase(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) {
			return unicode.ToLower(r)
		}
		return unicode.ToUpper(r)
	}, s)
}

// charsetSpecimens hold, field by field, every character of the field's set, in
// as many apps as its length takes.
func charsetSpecimens(e *validate.Edition) []Specimen {
	var out []Specimen
	for id := range e.Fields {
		f := &e.Fields[id]
		if f.Chars == nil {
			continue
		}
		for i, chunk := range charsetChunks(f) {
			out = append(out, Specimen{
				ID:    charsetSpecimen(f, i),
				about: "every character that " + f.Name + " may hold",
				draft: func(g *Gen) Draft {
					d := g.withEdges(ordinary(g), charsetSpecimen(f, i))
					switch f.Name {
					case "name":
						d = d.WithText("remark", "x")
					}
					return d.WithText(f.Name, g.shuffled(f, chunk))
				},
			})
		}
		if len(f.Chars) > 0 && f.Chars[len(f.Chars)-1].Hi > 0x7f {
			wide := f.Chars[len(f.Chars)-1]
			out = append(out, Specimen{ID: f.Name + "-wide", about: "the longest " + f.Name + ", in characters of several bytes",
				draft: func(g *Gen) Draft {
					text := make([]rune, f.Max)
					for i := range text {
						text[i] = wide.Lo + rune(g.rng.IntN(int(wide.Hi-wide.Lo)+1))
					}
					return Draft{}.WithText(f.Name, string(text)).WithText("remark", g.nonce+" wide")
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
