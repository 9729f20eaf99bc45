package result

// ClauseResults tell how far each clause was tested. A clause is broken by findings of
// its own, whichever case made them; what else a case found is no word on it.
func ClauseResults(clauses []Clause, all []Case, results []CaseResult) []ClauseResult {
	byClause := map[string][]string{}
	for _, c := range all {
		for _, id := range c.Clauses {
			byClause[id] = append(byClause[id], c.ID)
		}
	}
	verdicts := map[string]Verdict{}
	worst := map[string]Verdict{} // of the findings of a clause
	for i := range results {
		verdicts[results[i].ID] = results[i].Verdict
		for _, f := range results[i].Findings {
			if (f.Verdict == Fail || f.Verdict == Warn) && f.Clause != "" {
				worst[f.Clause] = max(worst[f.Clause], f.Verdict)
			}
		}
	}
	var out []ClauseResult
	for _, c := range clauses {
		r := ClauseResult{Clause: c, Citation: c.Citation(), Cases: byClause[c.ID]}
		r.State = clauseState(c, worst[c.ID], r.Cases, verdicts)
		out = append(out, r)
	}
	return out
}

// clauseState is the state of a clause whose gravest finding is worst; Pass: it has
// none.
func clauseState(c Clause, worst Verdict, cases []string, verdicts map[string]Verdict) string {
	switch {
	case c.Observe.Kind == NotObservable:
		return "not observable"
	case worst == Fail:
		return "broken"
	case worst == Warn:
		return "doubtful"
	}
	ran, shown, open := false, false, false
	for _, id := range cases {
		v, ok := verdicts[id]
		if !ok {
			continue
		}
		ran = true
		switch v {
		case Pass, Warn: // a warning is of another clause
			shown = true
		case Unverified, Errored:
			open = true
		}
	}
	switch {
	case !ran:
		return "not selected"
	case open || !shown: // what failed for another clause shows nothing of this one
		return "unverified"
	}
	return "held"
}
