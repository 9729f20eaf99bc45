package oracle

// Expectation is what may be answered to a request.
type Expectation struct {
	// Statuses are the lawful ones, limits and failures aside.
	Statuses []int
	// Breaches are the clauses that the request offends; a lawful gateway refuses it.
	Breaches []string
	// Why says in a few words of each of them what offends it.
	Why []string
	// Open is what the pages leave open about the request.
	Open []string
	// Taken reports that the gateway may hold a value of the request to be taken.
	Taken bool
}

// Lawful is what may be answered to the request as things are.
func (o *Oracle) Lawful(r Request) Expectation {
	o.mu.Lock()
	defer o.mu.Unlock()
	var e Expectation
	ok, op := 201, "create"
	switch r.Op {
	case Delete:
		return e // neither page speaks of it
	case List:
		ok, op = 200, "list"
		if q := o.readQuery(r.Query); q.refusable {
			e.Open = append(e.Open, "the query")
		}
	default:
		d := o.read(r)
		for _, b := range d.breaches {
			e.Breaches, e.Why = append(e.Breaches, b.clause), append(e.Why, b.what)
		}
		e.Open = d.open
		name, key := o.taken(d)
		e.Taken = name || key
	}
	switch {
	case r.Credential != Valid:
		clause, status := credentialClause(op, r.Credential)
		e.Breaches, e.Why, e.Statuses = append(e.Breaches, clause), append(e.Why, credentialName(r.Credential)), []int{status}
	case len(e.Breaches) > 0:
		e.Statuses = []int{400}
	case e.Taken:
		e.Statuses = []int{ok, 400, 403, 409}
	case len(e.Open) > 0:
		e.Statuses = []int{ok, 400}
	default:
		e.Statuses = []int{ok}
	}
	return e
}
