// Package cover makes covering arrays: few rows of choices in which every combination
// of the levels of any so many factors occurs. What goes wrong mostly goes wrong for
// one or two reasons together, so that far fewer requests than there are combinations
// find it.
package cover

import "slices"

// open is a level that is not chosen yet.
const open = -1

// Array is a covering array of the strength: row by row a level, from 0, for each
// factor, of which levels gives the numbers. It is the same every time. For factors
// that are fewer than the strength it has every combination.
//
// The way is IPOG, by Lei, Kacker, Kuhn, Okun and Lawrence (2007): all combinations of
// the first factors, the ones with most levels, and then a factor more at a time,
// first by choosing its level in each row, then by adding rows.
func Array(strength int, levels ...int) [][]int {
	strength = min(strength, len(levels))
	if strength <= 0 {
		return nil
	}
	order := make([]int, len(levels))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return levels[b] - levels[a] })
	sorted := make([]int, len(levels))
	for i, f := range order {
		sorted[i] = levels[f]
	}
	rows := product(sorted, strength)
	for k := strength; k < len(sorted); k++ {
		rows = extend(rows, sorted, strength, k)
	}
	out := make([][]int, len(rows))
	for n, row := range rows {
		out[n] = make([]int, len(levels))
		for i, f := range order {
			level := row[i]
			if level == open {
				level = (n + i) % sorted[i] // any will do
			}
			out[n][f] = level
		}
	}
	return out
}

// product is every combination of the first n factors; the others are open.
func product(levels []int, n int) [][]int {
	row := make([]int, len(levels))
	for i := n; i < len(row); i++ {
		row[i] = open
	}
	var out [][]int
	for {
		out = append(out, slices.Clone(row))
		i := n - 1
		for ; i >= 0; i-- {
			if row[i]++; row[i] < levels[i] {
				break
			}
			row[i] = 0
		}
		if i < 0 {
			return out
		}
	}
}

// missing are the combinations of a level of factor k with those of some factors
// before it that do not occur yet.
type missing struct {
	k       int
	factors []int // before k
	levels  []int // of all factors
	missed  []bool
	left    int
}

// at is the place of the row's combination, -1 if one of its levels is open.
func (m *missing) at(row []int) int {
	at := 0
	for _, f := range m.factors {
		if row[f] == open {
			return -1
		}
		at = at*m.levels[f] + row[f]
	}
	if row[m.k] == open {
		return -1
	}
	return at*m.levels[m.k] + row[m.k]
}

// strike notes that the row's combination occurs.
func (m *missing) strike(row []int) {
	if at := m.at(row); at >= 0 && m.missed[at] {
		m.missed[at] = false
		m.left--
	}
}

// extend adds factor k.
func extend(rows [][]int, levels []int, strength, k int) [][]int {
	var all []*missing
	for _, factors := range subsets(k, strength-1) {
		n := levels[k]
		for _, f := range factors {
			n *= levels[f]
		}
		all = append(all, &missing{k, factors, levels, slices.Repeat([]bool{true}, n), n})
	}
	for n, row := range rows {
		best, most := 0, -1
		for i := range levels[k] {
			row[k] = (n + i) % levels[k] // all levels alike where none is better
			count := 0
			for _, m := range all {
				if at := m.at(row); at >= 0 && m.missed[at] {
					count++
				}
			}
			if count > most {
				best, most = row[k], count
			}
		}
		row[k] = best
		for _, m := range all {
			m.strike(row)
		}
	}
	for _, m := range all {
		for at := range m.missed {
			if m.missed[at] {
				rows = m.fill(rows, at)
				for _, other := range all {
					other.strike(rows[len(rows)-1])
				}
				m.missed[at] = false
			}
		}
	}
	return rows
}

// fill puts the combination at that place into the last rows, where it fits, or into
// a row of its own, and leaves that row last.
func (m *missing) fill(rows [][]int, at int) [][]int {
	want := slices.Repeat([]int{open}, len(m.levels))
	want[m.k], at = at%m.levels[m.k], at/m.levels[m.k]
	for i := len(m.factors) - 1; i >= 0; i-- {
		f := m.factors[i]
		want[f], at = at%m.levels[f], at/m.levels[f]
	}
	for n, row := range rows {
		fits := true
		for f, level := range want {
			fits = fits && (level == open || row[f] == open || row[f] == level)
		}
		if fits && slices.Contains(row[:m.k+1], open) {
			for f, level := range want {
				if level != open {
					row[f] = level
				}
			}
			last := len(rows) - 1
			rows[n], rows[last] = rows[last], rows[n]
			return rows
		}
	}
	return append(rows, want)
}

// subsets are the subsets of n things that have size elements, in order.
func subsets(n, size int) [][]int {
	if size == 0 {
		return [][]int{{}}
	}
	var out [][]int
	for last := size - 1; last < n; last++ {
		for _, s := range subsets(last, size-1) {
			out = append(out, append(slices.Clone(s), last))
		}
	}
	return out
}
