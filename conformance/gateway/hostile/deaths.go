package hostile

import "fmt"

// deaths end the gateway's life after some requests.
func deaths() []Hostile {
	var out []Hostile
	for _, n := range []int64{1, 5, 20, 60} {
		out = append(out, Hostile{ID: fmt.Sprintf("death/after-%d", n), Does: fmt.Sprintf("After %d answers every connection is reset.", n), wrap: after(n, reset)})
	}
	return append(out, Hostile{ID: "death/after-20-silent", Does: "After 20 answers every connection is closed without an answer.", wrap: after(20, raw(""))})
}
