package document

import "github.com/appgauge/appgauge/validate"

// findRepeats flags each member whose name an earlier member of its object has.
func (d *Document) findRepeats() {
	for id := range d.nodes {
		n := &d.nodes[id]
		if n.kind != validate.Object || n.next-int32(id) <= 2 {
			continue
		}
		d.findRepeatsIn(int32(id))
	}
}

func (d *Document) findRepeatsIn(object int32) {
	// Few names are compared with each other; for many that would take for ever.
	var few [8]string
	var many map[string]struct{}
	count := 0
	for n := range (Node{d, object}).Children() {
		if !n.NameValid() && n.NameSpan().Len() == 0 {
			continue
		}
		name := n.Name()
		found := false
		if many != nil {
			_, found = many[name]
		} else {
			for _, other := range few[:count] {
				found = found || other == name
			}
		}
		switch {
		case found:
			n.node().flags |= repeated
			d.repeats = true
			continue
		case many != nil:
			many[name] = struct{}{}
		case count < len(few):
			few[count] = name
			count++
		default:
			many = map[string]struct{}{name: {}}
			for _, other := range few {
				many[other] = struct{}{}
			}
		}
	}
}
