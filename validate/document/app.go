package document

import "github.com/appgauge/appgauge/validate"

// MaxOthers is how many duplicate and unknown members are reported of one app.
const MaxOthers = 1000

// AppendNode appends every violation of the create request that the value n
// holds, such as an element of an array. Offences of syntax are not among them:
// they are the document's.
func AppendNode(dst validate.Violations, e *validate.Edition, n Node) validate.Violations {
	c := checker{Edition: e, dst: dst, lossy: !n.Valid() || n.id == 0 && len(n.doc.syntax) > 0}
	switch {
	case n.Kind() == validate.Object:
		c.fields(n)
	case readable(n):
		c.add(n.Span(), validate.Violation{Rule: validate.RuleType})
	}
	c.rest(n)
	return c.dst
}

// App is the create request that the object n holds, as far as it can be read.
// Of a duplicate member, the last one counts.
func (n Node) App(e *validate.Edition) (app validate.App) {
	for id, m := range members(e, n) {
		if m.Exists() {
			app[id] = m.Value()
		}
	}
	return app
}

// Value is the value as far as the rules look at it.
func (n Node) Value() validate.Value {
	return validate.Value{Kind: n.Kind(), Text: n.Text()}
}

// members finds the last member for each field.
func members(e *validate.Edition, n Node) (last [validate.NumFields]Node) {
	for child := range n.Children() {
		if id, ok := field(e, child); ok {
			last[id] = child
		}
	}
	return last
}

// field is the field that a member names.
func field(e *validate.Edition, n Node) (validate.FieldID, bool) {
	if !n.IsMember() || n.NameSpan().Len() == 0 {
		return 0, false
	}
	return e.Field(n.Name())
}

// readable reports whether it is clear what a value is, if not what is in it.
func readable(n Node) bool {
	switch n.Kind() {
	case validate.Array, validate.Object:
		return true
	case validate.Absent:
		return false
	}
	return n.Valid()
}

// checker collects the violations of one app.
type checker struct {
	*validate.Edition
	dst    validate.Violations
	lossy  bool // members may have been lost in what is not JSON
	others int  // duplicate and unknown members so far
}

func (c *checker) add(s Span, v validate.Violation) {
	v.Offset, v.End = s.Start, s.End
	c.dst = append(c.dst, v)
}

// other adds a duplicate or an unknown member.
func (c *checker) other(n Node, rule validate.Rule, severity validate.Severity) {
	if c.others++; c.others <= MaxOthers {
		c.add(n.NameSpan(), validate.Violation{Field: n.Name(), Rule: rule, Severity: severity})
	}
}

// fields adds the violations of the fields, in table order.
func (c *checker) fields(object Node) {
	for id, m := range members(c.Edition, object) {
		id := validate.FieldID(id)
		switch {
		case m.Exists():
			c.value(id, m)
		case c.Fields[id].Required && !c.lossy:
			start := object.Span().Start
			c.add(Span{start, start + 1}, validate.Violation{Field: c.Fields[id].Name, Rule: validate.RuleRequired})
		}
		if !object.doc.repeats {
			continue
		}
		for m := range object.Children() {
			if other, ok := field(c.Edition, m); ok && other == id && m.Repeats() {
				c.other(m, validate.RuleDuplicate, validate.Error)
			}
		}
	}
}

// value adds the violations of a field's value.
func (c *checker) value(id validate.FieldID, n Node) {
	truncated := n.Kind() == validate.String && !n.Closed() && !n.has(garbled)
	if !readable(n) && !truncated {
		return
	}
	first := len(c.dst)
	c.dst = c.AppendField(c.dst, id, n.Value())
	kept := first
	for _, v := range c.dst[first:] {
		switch {
		case v.Rule == validate.RuleType:
			v.Offset, v.End = n.Span().Start, n.Span().End
		case v.Rule == validate.RuleMinLength && truncated:
			continue
		case v.Rule != validate.RuleRequired:
			v.Offset, v.End = n.Offset(v.Offset), n.Offset(v.End)
		}
		c.dst[kept] = v
		kept++
	}
	c.dst = c.dst[:kept]
}

// rest adds, in document order, the members that are not documented and the
// duplicates that are not a field's.
func (c *checker) rest(top Node) {
	d := top.doc
	isApp := top.Kind() == validate.Object
	for id := top.id + 1; id < top.node().next && c.others <= MaxOthers; {
		n := Node{d, id}
		id++
		if isApp && n.node().parent == top.id {
			if _, known := field(c.Edition, n); !known {
				switch {
				case n.Repeats():
					c.other(n, validate.RuleDuplicate, validate.Error)
				case n.NameValid():
					c.other(n, validate.RuleUnknown, validate.Warning)
				}
			}
		} else if n.Repeats() {
			c.other(n, validate.RuleDuplicate, validate.Error)
		}
		if !d.repeats {
			id = n.node().next // nothing is to be found in it
		}
	}
}
