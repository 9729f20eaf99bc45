package validate

// Edition is one dated set of rules, as plain data.
type Edition struct {
	// ID names the edition by the date of its page: "2023-11".
	ID string
	// About says in a phrase what is particular to it.
	About string
	// Fields are the rules of the create request's members, in table order.
	Fields Fields
	// Page are the rules by which a listing's offset and limit are read.
	Page PageRules
}

var editions = compile(table)

func compile(table []Edition) []*Edition {
	out := make([]*Edition, len(table))
	for i := range table {
		e := table[i]
		for id := range e.Fields {
			e.Fields[id].compile()
		}
		out[i] = &e
	}
	return out
}

// Default is the edition of the current pages.
func Default() *Edition { return editions[0] }

// Editions lists every edition, the default first. Editions are shared and must
// not be changed.
func Editions() []*Edition { return append([]*Edition(nil), editions...) }

// Lookup finds an edition by its ID; the empty ID is the default edition.
func Lookup(id string) (*Edition, bool) {
	if id == "" {
		return Default(), true
	}
	for _, e := range editions {
		if e.ID == id {
			return e, true
		}
	}
	return nil, false
}

// Field finds a field by its JSON member name, case-sensitively.
func (e *Edition) Field(name string) (FieldID, bool) {
	for id := range e.Fields {
		if e.Fields[id].Name == name {
			return FieldID(id), true
		}
	}
	return 0, false
}
