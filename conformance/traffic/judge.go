package traffic

import (
	"cmp"
	"container/heap"
	"hash/maphash"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/validate"
)

// Options say how to judge. The zero value works.
type Options struct {
	// Edition is the rule set; nil is [validate.Default].
	Edition *validate.Edition
	// BaseURL is the gateway to judge; "" is every one that is found.
	BaseURL string
	// Tokens are what is known of the tokens.
	Tokens Tokens
	// Sources say where the traffic is from: names of files, or an address.
	Sources []string
	// Again is a command that judges it again; "" if none does.
	Again string
	// Client looks at what clients do, too: see [Judge.Client].
	Client bool
	// OnFinding is told of every finding as soon as it is certain, by the goroutine that
	// observes; nil is nobody.
	OnFinding func(Finding)
}

// Finding is something that a gateway did which the pages do not allow.
type Finding struct {
	Level  result.Level
	Clause string
	// Text says what was wrong, where and when.
	Text string
	// New reports that it is the first of its cause.
	New bool
}

const (
	// maxPending is how many exchanges may overlap; of more the first are taken to have
	// ended.
	maxPending = 1000
	// maxGateways and maxPlaces bound what is told apart.
	maxGateways, maxPlaces = 20, 2000
)

// Judge judges exchanges. It is safe for concurrent use.
type Judge struct {
	o      Options
	levels map[string]result.Level
	seed   maphash.Seed

	mu       sync.Mutex
	gateways map[string]*gateway
	order    []*gateway
	pending  pendingHeap
	places   int
	secrets  secrets
	passed   result.PassedOver
	judged   int64
	last     time.Time
	twins    map[uint64]bool // the exchanges that started at last
}

// New makes a judge that has seen nothing yet.
func New(o Options) *Judge {
	o.Edition = cmp.Or(o.Edition, validate.Default())
	j := &Judge{o: o, levels: map[string]result.Level{}, gateways: map[string]*gateway{}, seed: maphash.MakeSeed(), twins: map[uint64]bool{}}
	for _, c := range oracle.Clauses(o.Edition) {
		j.levels[c.ID] = c.Level
	}
	return j
}

// PassOver counts an exchange of another host or path, without looking at it.
func (j *Judge) PassOver(n int64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.passed.Elsewhere += n
}

// Unreadable counts exchanges that could not be read.
func (j *Judge) Unreadable(n int64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.passed.Unreadable += n
}

// Missed counts exchanges of the gateway that nobody could look at. From here on nothing
// is certain of what was known.
func (j *Judge) Missed(n int64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.passed.Missed += n
	for _, g := range j.order {
		g.missed(j.last)
	}
}

// Observe judges an exchange. Exchanges come in the order of their start.
func (j *Judge) Observe(ex *Exchange) {
	j.mu.Lock()
	defer j.mu.Unlock()
	op, ok := find(ex.Method, ex.URL)
	if ok && j.o.BaseURL != "" && !strings.EqualFold(op.base, strings.TrimRight(j.o.BaseURL, "/")) {
		ok = false
	}
	if !ok {
		j.passed.Elsewhere++
		return
	}
	if j.twice(ex) {
		j.passed.Repeated++
		return
	}
	if q, _ := url.QueryUnescape(op.query); strings.Contains(q, result.MaskSecret) {
		j.passed.Unreadable++ // nobody knows what was asked
		return
	}
	if op.harmless || ex.Cached || ex.Status == http.StatusNotModified {
		j.passed.Undocumented++
		return
	}
	g := j.gateway(op)
	if g == nil {
		j.passed.Elsewhere++
		return
	}
	j.settle(ex.Started)
	if !j.o.Client && len(j.pending) == 0 && g.again(j, ex, op) {
		return
	}
	g.begin(j, ex, op)
	for len(j.pending) > maxPending {
		j.pending.next().end()
	}
}

// twice reports whether the very exchange was seen before: recordings overlap.
func (j *Judge) twice(ex *Exchange) bool {
	if !ex.Started.Equal(j.last) {
		j.last = ex.Started
		clear(j.twins)
	}
	sum := j.sum(ex)
	again := j.twins[sum]
	j.twins[sum] = true
	return again
}

// sum tells exchanges apart by what was sent and what came.
func (j *Judge) sum(ex *Exchange) uint64 {
	var h maphash.Hash
	h.SetSeed(j.seed)
	token, _ := tokenOf(ex.Header)
	for _, text := range []string{ex.Method, ex.URL, token, ex.Body, ex.ResponseBody, strconv.Itoa(ex.Status)} {
		h.WriteString(text)
		h.WriteByte(0)
	}
	return h.Sum64()
}

// gateway is the one that the request is to; nil if there are too many.
func (j *Judge) gateway(op operation) *gateway {
	g := j.gateways[op.base]
	if g == nil {
		if len(j.order) == maxGateways {
			return nil
		}
		g = newGateway(op.base, j.o.Edition)
		j.gateways[op.base] = g
		j.order = append(j.order, g)
	}
	if g.places[op.at] == nil {
		if j.places == maxPlaces {
			return nil
		}
		j.places++
		g.places[op.at] = &place{awaited: map[string][]*held{}, lawful: map[uint64]*lawful{}}
		g.at = append(g.at, op.at)
	}
	return g
}

// settle judges the answers that had come by the time.
func (j *Judge) settle(by time.Time) {
	for len(j.pending) > 0 && !j.pending[0].ended.After(by) {
		j.pending.next().end()
	}
}

// pending is an exchange whose answer comes later than another request.
type pending struct {
	ended time.Time
	end   func()
}

// pendingHeap has the exchanges under way, the first to end first.
type pendingHeap []pending

func (h pendingHeap) Len() int           { return len(h) }
func (h pendingHeap) Less(i, k int) bool { return h[i].ended.Before(h[k].ended) }
func (h pendingHeap) Swap(i, k int)      { h[i], h[k] = h[k], h[i] }
func (h *pendingHeap) Push(x any)        { *h = append(*h, x.(pending)) }
func (h *pendingHeap) Pop() any {
	last := len(*h) - 1
	x := (*h)[last]
	*h = (*h)[:last]
	return x
}
func (h *pendingHeap) next() pending { return heap.Pop(h).(pending) }
