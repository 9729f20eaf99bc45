package result

// ClauseResults tell how far each clause was tested.
func ClauseResults(clauses []Clause, all []Case, results []CaseResult) []ClauseResult {
	byClause := map[string][]string{}
	for _, c := range all {
		for _, id := range c.Clauses {
			byClause[id] = append(byClause[id], c.ID)
		}
	}
	verdicts := map[string]*CaseResult{}
	for i := range results {
		verdicts[results[i].ID] = &results[i]
	}
	var out []ClauseResult
	for _, c := range clauses {
		r := ClauseResult{Clause: c, Citation: c.Citation(), Cases: byClause[c.ID]}
		r.State = clauseState(c, r.Cases, verdicts)
		out = append(out, r)
	}
	return out
}

func clauseState(c Clause, cases []string, verdicts map[string]*CaseResult) string {
	if c.Observe.Kind == NotObservable {
		return "not observable"
	}
	ran, state := 0, "held"
	for _, id := range cases {
		r := verdicts[id]
		if r == nil {
			continue
		}
		ran++
		switch r.Verdict {
		case Fail:
			return "broken"
		case Unverified, Errored:
			state = "unverified"
		case Warn:
			if state == "held" && c.Level == Should {
				state = "doubtful"
			}
		}
	}
	if ran == 0 {
		return "not selected"
	}
	return state
}
