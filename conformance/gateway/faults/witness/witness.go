package witness

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
)

// Transcript is what a probe sees of the gateway with a change, or of the lawful one
// if that is nil.
func Transcript(p Probe, change func(*gateway.Behaviour)) string {
	return transcript(p, provocation{}, change)
}

func transcript(p Probe, by provocation, change func(*gateway.Behaviour)) string {
	o := gateway.Options{ClearSecrets: true, Alter: []func(*gateway.Behaviour){deterministic}}
	if change != nil {
		o.Alter = append(o.Alter, change)
	}
	c := &Client{Handler: gateway.New(o), provoke: by}
	if by.meanwhile != nil {
		defer by.meanwhile(c)()
	}
	p.Run(c)
	return c.transcript.String()
}

// Witness compares faulty gateways with the lawful one. The zero Witness works; it
// is safe for concurrent use.
type Witness struct {
	mu     sync.Mutex
	lawful map[string]*lawful // by provocation and probe
}

type lawful struct {
	once sync.Once
	text string
}

// Differs reports whether any probe sees the fault, and which one was the first.
func (w *Witness) Differs(f faults.Triggered) (probe string, differs bool) {
	by := provocations[f.Trigger.ID]
	change := f.Fault().Alter
	for _, p := range Order(f.Change.ID) {
		if transcript(p, by, change) != w.of(f.Trigger.ID, p, by) {
			return p.Name, true
		}
	}
	return "", false
}

// of is what the probe sees of the lawful gateway, however often it is asked.
func (w *Witness) of(trigger string, p Probe, by provocation) string {
	w.mu.Lock()
	if w.lawful == nil {
		w.lawful = map[string]*lawful{}
	}
	key := trigger + " " + p.Name
	l := w.lawful[key]
	if l == nil {
		l = &lawful{}
		w.lawful[key] = l
	}
	w.mu.Unlock()
	l.once.Do(func() { l.text = transcript(p, by, nil) })
	return l.text
}

// Order puts the probes that are likely to see a fault first, by what its ID says
// it is about.
func Order(id string) []Probe {
	all := Probes()
	slices.SortStableFunc(all, func(a, b Probe) int { return cmp.Compare(likely(id, b), likely(id, a)) })
	return all
}

func likely(id string, p Probe) int {
	for about, names := range map[string]string{
		"name/": "name length,name characters", "/name-": "name length,name characters", "remark": "remark", "key/": "key", "/key-": "key",
		"secret/": "secret", "/secret-": "secret", "body": "bodies", "auth": "tokens", "signature": "signatures", "generated": "generated", "error": "bodies,types",
		"listing": "listing", "list-": "listing", "item": "written and read", "created": "written and read", "create-": "written and read",
		"limit": "listing,five hundred", "offset": "listing", "order": "listing", "paging": "listing", "filter": "filters,filters beyond the first page",
		"precise": "filters", "combined": "filters", "isolation": "isolation", "storage": "written and read", "raw-": "written and read",
		"type": "types", "number": "types", "concurrent": "creates together,good and bad creates together,lists together",
	} {
		if strings.Contains(id, about) && slices.Contains(strings.Split(names, ","), p.Name) {
			return 1
		}
	}
	return 0
}
