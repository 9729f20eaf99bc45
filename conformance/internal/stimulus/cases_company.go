package stimulus

import (
	"fmt"
	"slices"
	"strings"

	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/internal/stimulus/cover"
	"github.com/appgauge/appgauge/conformance/result"
)

// companyTurn is when cases in company are run: when nothing else is looked at any
// more but what could harm the gateway.
const companyTurn = 10

// companyCases send again what other cases send alone: beside other members, in other
// forms, in another place, when many apps are there and some were deleted. Each defect
// comes with every other circumstance, and without it.
func (c *catalog) companyCases() {
	c.add(Case{
		ID: "create/company/valid-accepted", Title: "valid apps of every kind are created and kept as sent, in any company and form of request, here and in another place",
		Clauses:   []string{"create/status/201", "create/response/echo"},
		Hears:     []string{"create/"},
		Specimens: basics[:], Turn: companyTurn, Churn: (*T).acceptedInCompany,
	})
	groups := map[string][]rejection{}
	var names []string
	for _, r := range slices.Clone(c.rejections) {
		if r.poison != "" {
			c.poisonInCompany(r)
			continue
		}
		name := strings.ReplaceAll(strings.TrimPrefix(r.clauses[0], "create/"), "/", "-")
		if groups[name] == nil {
			names = append(names, name)
		}
		groups[name] = append(groups[name], r)
	}
	for _, name := range names {
		c.rejectedInCompany(name, groups[name])
	}
	for _, b := range badCredentials() {
		c.refusedInCompany(b)
	}
}

func (t *T) acceptedInCompany() {
	made := slices.Clone(t.inCompany().made)
	for _, p := range t.Planted() {
		// Of a specimen that was refused other cases tell.
		filler := strings.HasPrefix(p.Spec.ID, "filler-") && p.Exchange != nil && p.Absent == ""
		if filler || p.OK() && !p.Spec.Likeness && !t.silent(p.Spec.ID) {
			made = append(made, p)
		}
	}
	padded := t.takesPadding()
	var answers []Attempt
	for _, p := range made {
		refused := p.Exchange != nil && p.Exchange.Status/100 == 4
		if p.Err != nil {
			continue // no more apps are taken, or no answer came: other cases tell
		}
		if refused && (p.Req.At != nil && t.inCompany().away == nil || p.Spec.form.padded && !padded) {
			continue // there is no such place, or bodies may not be so long
		}
		answers = append(answers, Attempt{p.Req, p.Exchange, p.Err})
	}
	t.judgeAll(answers)
}

// takesPadding reports whether any valid app was created by a padded body: a gateway
// may refuse bodies for their length alone.
func (t *T) takesPadding() bool {
	takes := func(p *Planted) bool { return p.Spec.form.padded && p.OK() }
	return slices.ContainsFunc(t.Planted(), takes) || slices.ContainsFunc(t.inCompany().made, takes)
}

// circumstances are those of a row: which other members come along, the form, and
// whether it is sent to another place.
type circumstances struct {
	with [len(classes)]bool
	form form
	away bool
}

// circumstanceCount is how many there are; each is a yes or a no.
const circumstanceCount = len(classes) + 4 + 1

func circumstancesOf(row []int) circumstances {
	var c circumstances
	for i := range c.with {
		c.with[i] = row[i] == 1
	}
	row = row[len(c.with):]
	c.form = form{row[0] == 1, row[1] == 1, row[2] == 1, row[3] == 1}
	c.away = row[4] == 1
	return c
}

// companyRow is the defect and the circumstances of a request.
type companyRow struct {
	defect int
	circumstances
}

// companyRows are, for so many defects, requests in which every two circumstances, and
// every defect with and without each, come together.
func companyRows(defects int) (rows []companyRow) {
	levels := append([]int{defects}, slices.Repeat([]int{2}, circumstanceCount)...)
	for _, row := range cover.Array(2, levels...) {
		rows = append(rows, companyRow{row[0], circumstancesOf(row[1:])})
	}
	return rows
}

// surround is the draft beside those of the other members that come along, and without
// the others. But for the field, that is: "" keeps all that is there and adds.
func (g *Gen) surround(d Draft, field string, with [len(classes)]bool, n int) Draft {
	for i := range classes {
		f := &g.edition.Fields[i]
		switch {
		case f.Name == field || f.Required:
		case with[i] && d.Raw(f.Name) == "":
			// Class 0 is to leave it out.
			d = d.WithText(f.Name, classes[i][1+n%(len(classes[i])-1)](g, f))
		case !with[i] && field != "":
			d = d.Without(f.Name)
		}
	}
	return d
}

// spoil is one way to make a request that should be refused.
type spoil struct {
	rejection
	make func(*Gen, Draft) probe.Request
}

// rejectedInCompany adds the case that what is refused alone is refused in company.
func (c *catalog) rejectedInCompany(name string, of []rejection) {
	var spoils []spoil
	clauses := []string{}
	for _, r := range of {
		for _, s := range append([]func(*Gen, Draft) probe.Request{r.spoil}, r.more...) {
			spoils = append(spoils, spoil{r, s})
		}
		for _, id := range append(slices.Clone(r.clauses), "create/rejected-creates-nothing") {
			if !slices.Contains(clauses, id) {
				clauses = append(clauses, id)
			}
		}
	}
	rows := companyRows(len(spoils))
	sent := make([]bool, len(spoils))
	rows = slices.DeleteFunc(rows, func(r companyRow) bool {
		again := sent[r.defect] && spoils[r.defect].rare
		sent[r.defect] = true
		return again
	})
	c.add(Case{
		ID: "create/company/" + name + "-rejected", Title: "what breaks " + of[0].clauses[0] + " is refused in any company and form of request, here and in another place",
		Clauses: clauses, Hears: []string{"create/"}, Specimens: basics[:], Turn: companyTurn + 1,
		Churn: func(t *T) {
			t.tryAll(len(rows), func(i int) probe.Request {
				s := spoils[rows[i].defect]
				return t.spoiled(fmt.Sprintf("company %s %d", name, i), s, rows[i].circumstances, i)
			})
		},
	})
}

// spoiled is the request with the defect in these circumstances.
func (t *T) spoiled(id string, s spoil, in circumstances, n int) probe.Request {
	in.form.padded = in.form.padded && t.takesPadding()
	r := s.request(t.Gen(id), in, n)
	if in.away {
		r.At = t.inCompany().place(n)
	}
	return r
}

// request is the request with the defect in these circumstances, but for the place. An
// app that comes of it can be known as the run's.
func (s spoil) request(g *Gen, in circumstances, n int) probe.Request {
	d := g.surround(g.twin(s.control, s.field), s.field, in.with, n)
	r := s.make(g, d)
	if !strings.Contains(strings.ToLower(r.Body), g.nonce) && s.field != "remark" && s.field != "" {
		r = s.make(g, d.WithText("remark", g.nonce+" in company"))
	}
	in.form.apply(&r)
	return r
}

// tryAll sends requests that should be refused, several at once, and has the answers
// judged. What is created all the same is deleted; after a few of them no more is sent.
func (t *T) tryAll(n int, build func(i int) probe.Request) {
	const few = 3
	t.inCompany()
	answers := make([]Attempt, n)
	accepted := make(chan struct{}, few)
	probe.Parallel(t.ctx, t.Setting().Concurrency, n, func(i int) {
		if len(accepted) == few {
			return
		}
		a := Attempt{Request: build(i)}
		a.Exchange, a.Err = t.scene.run.PostInVain(t.ctx, a.Request, t.scene.run.Limit())
		for n := 0; n < unansweredTries && transient(a.Err); n++ {
			a.Exchange, a.Err = t.scene.run.PostInVain(t.ctx, a.Request, t.scene.run.Limit())
		}
		answers[i] = a
		if j := a.judgement(); a.Err == nil && j.Accepted {
			select {
			case accepted <- struct{}{}:
			default:
			}
		}
	})
	t.judgeAll(answers)
}

// poisonInCompany adds the case that what could harm the gateway is refused in company,
// too. It is sent last and alone, as it is without company.
func (c *catalog) poisonInCompany(r rejection) {
	rows := companyRows(1)
	few := []circumstances{rows[0].circumstances}
	few = append(few, few[0].opposite())
	again := r
	again.id = strings.TrimSuffix(r.id, "-rejected") + "-in-company-rejected"
	again.title = r.title + ", in company and another form of request, too"
	c.add(Case{
		ID: again.id, Title: again.title, Clauses: append(slices.Clone(r.clauses), "create/rejected-creates-nothing"), Hears: []string{"create/"},
		Control: r.control, Specimens: []string{r.control}, Poison: r.poison + " in company",
		Act: func(t *T) {
			for i, in := range few {
				t.Try(t.spoiled(fmt.Sprintf("%s %d", again.id, i), spoil{r, r.spoil}, in, i))
			}
		},
		Judge: func(t *T) {
			for _, a := range t.Tried() {
				t.refused(a)
			}
			t.nothingCreated(r.control)
		},
	})
}

// opposite are the circumstances that are otherwise in everything.
func (c circumstances) opposite() circumstances {
	for i := range c.with {
		c.with[i] = !c.with[i]
	}
	f := c.form
	return circumstances{c.with, form{!f.chunked, !f.expect, !f.charset, !f.padded}, !c.away}
}

// refusedInCompany adds the case that whoever is not let in alone is not in company.
func (c *catalog) refusedInCompany(b badCredential) {
	c.add(Case{
		ID: "create/company/" + b.id + "-refused", Title: "creating: " + b.about + " is refused in any company and form of request, here and in another place",
		Clauses: append(b.clauses("create"), "create/rejected-creates-nothing"), Hears: []string{"create/"}, Needs: result.Needs{Forbidden: b.forbidden},
		Specimens: basics[:], Turn: companyTurn + 1,
		Churn: func(t *T) {
			creds := b.creds(t)
			rows := companyRows(len(creds))
			t.tryAll(len(rows), func(i int) probe.Request {
				good := func(_ *Gen, d Draft) probe.Request { return d.Create() }
				r := t.spoiled(fmt.Sprintf("company %s %d", b.id, i), spoil{rejection{control: "minimal", field: "name"}, good}, rows[i].circumstances, i)
				r.Auth = creds[rows[i].defect]
				return r
			})
		},
	})
}
