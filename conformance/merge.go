package conformance

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// Merge joins reports: the shards of one run become the report of the whole
// run, results of different gateways stand side by side. It is a [*result.UsageError]
// if a shard is missing or there twice, or if shards do not belong together.
func Merge(reports ...*result.Report) (*result.Report, error) {
	var order []result.Target
	parts := map[result.Target][]*result.Result{}
	var all []*result.Result
	for _, r := range reports {
		all = append(all, r.Gateways...)
	}
	places := map[result.Target][]*result.Result{}
	for _, g := range all {
		places[g.Target] = append(places[g.Target], g)
	}
	for _, g := range all {
		key := g.Target
		switch {
		case key.Name != "":
			key = result.Target{Name: key.Name} // a name is one gateway's, whatever its address
		case g.Shard != "" && !complete(places[key]):
			// Shards that run at once have instances of their own.
			key.ProjectID, key.InstanceID = "", ""
		}
		if parts[key] == nil {
			order = append(order, key)
		}
		parts[key] = append(parts[key], g)
	}
	if len(order) == 0 {
		return nil, &result.UsageError{Problem: "there is nothing to merge"}
	}
	var out []*result.Result
	for _, target := range order {
		r, err := mergeShards(parts[target])
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return result.NewReport(out...), nil
}

// complete reports whether the shards are as many as there should be.
func complete(shards []*result.Result) bool {
	s, err := result.ParseShard(shards[0].Shard)
	return err != nil || len(shards) >= s.Count
}

// mergeShards joins the shards of one run.
func mergeShards(parts []*result.Result) (*result.Result, error) {
	label := parts[0].Target.Label()
	if len(parts) == 1 && parts[0].Shard == "" {
		return parts[0], nil
	}
	whole := *parts[0]
	whole.Shard, whole.RunID, whole.Cases, whole.Clauses, whole.Traits = "", "", nil, nil, nil
	whole.Apps, whole.Requests = result.Apps{}, 0
	have := map[int]bool{}
	size := 0
	var aborted error
	end := whole.Started
	for _, p := range parts {
		s, err := result.ParseShard(p.Shard)
		if err != nil {
			return nil, &result.UsageError{Problem: fmt.Sprintf("%s: there are several results, and not all are shards of one run", label)}
		}
		if size != 0 && size != s.Count {
			return nil, &result.UsageError{Problem: fmt.Sprintf("%s: the shards are of %d parts and of %d", label, size, s.Count)}
		}
		size = s.Count
		if have[s.Index] {
			return nil, &result.UsageError{Problem: fmt.Sprintf("%s: the shard %s is there twice", label, s)}
		}
		have[s.Index] = true
		whole.Cases = append(whole.Cases, p.Cases...)
		whole.Traits = result.JoinTraits(whole.Traits, p.Traits)
		whole.Requests += p.Requests
		whole.Apps.Budget += p.Apps.Budget
		whole.Apps.Created += p.Apps.Created
		whole.Apps.Deleted += p.Apps.Deleted
		whole.Apps.Left = append(whole.Apps.Left, p.Apps.Left...)
		if p.Started.Before(whole.Started) {
			whole.Started = p.Started
		}
		if e := p.Started.Add(seconds(p.Seconds)); e.After(end) {
			end = e
		}
		if p.Conclusion == result.Aborted && aborted == nil {
			// How many failed is told of the whole.
			aborted = fmt.Errorf("shard %s: %s", p.Shard, strings.TrimSuffix(p.Reason, p.Totals.FailedByThen()))
		}
	}
	for i := 1; i <= size; i++ {
		if !have[i] {
			return nil, &result.UsageError{Problem: fmt.Sprintf("%s: the shard %d/%d is missing", label, i, size)}
		}
	}
	whole.Seconds = end.Sub(whole.Started).Seconds()
	slices.SortFunc(whole.Cases, func(a, b result.CaseResult) int { return cmp.Compare(a.ID, b.ID) })
	e, ok := validate.Lookup(whole.Target.Edition)
	if !ok {
		return nil, &result.UsageError{Problem: fmt.Sprintf("%s: there is no edition %q", label, whole.Target.Edition)}
	}
	all := Cases(e)
	whole.Problems = append(result.ApplyKnown(whole.Known, all, whole.Cases, whole.Started), result.Unexpected(whole.Expect, whole.Traits)...)
	whole.Causes = result.Causes(whole.Cases)
	whole.Clauses = result.ClauseResults(Clauses(e), all, whole.Cases)
	whole.Conclude(aborted, len(all))
	return &whole, nil
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
