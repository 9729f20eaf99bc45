package oracle

// TraitNames lists the names of the traits, in the order of the questions.
func TraitNames() []string {
	out := make([]string, len(questions))
	for i, q := range questions {
		out[i] = q.name
	}
	return out
}
