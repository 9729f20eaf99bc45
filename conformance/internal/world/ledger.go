package world

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"sync"

	"github.com/appgauge/appgauge/conformance/internal/jsonvalue"
	"github.com/appgauge/appgauge/conformance/internal/probe"
	"github.com/appgauge/appgauge/conformance/oracle"
	"github.com/appgauge/appgauge/conformance/result"
)

// ledger is the file in which a run writes down what it is about to create
// before it does, what became of it, and what it deleted, one JSON object a
// line. Whatever ends the run, the ledger tells what may have been left behind.
//
// What is about to be created, and what was, is with the operating system before
// anything else happens: it outlives the process, however that ends. It is not
// forced onto the disk, which would cost more than all the rest of a run; when the
// machine itself goes down the last few entries may be lost. That an app was
// rejected or deleted may be written late, together with the next entry: if
// the process is killed before, cleanup looks for the app once more and does not
// find it.
type ledger struct {
	mu   sync.Mutex
	file *os.File
	path string
	late []byte // lines that may be written late
	err  error  // the first failure to write
	next int
	open map[int]*ledgerEntry // intended or created, and not deleted
	// before are the IDs that were listed before, by place.
	before map[probe.Place]map[string]bool
	// given counts the creations that were answered with an ID.
	given map[string]int
}

// ledgerEntry is one line of the file, and also one app in the ledger's memory.
type ledgerEntry struct {
	// Event is run, before, intend, created, found, unknown, rejected or deleted.
	Event string `json:"event"`
	N     int    `json:"n,omitempty"`
	// Of run.
	BaseURL string `json:"baseURL,omitempty"`
	Nonce   string `json:"nonce,omitempty"`
	// Of before: the IDs of the apps that were listed before the run created any.
	IDs []string `json:"ids,omitempty"`
	// Of run, and of an app elsewhere than the run's place.
	Project  string `json:"project,omitempty"`
	Instance string `json:"instance,omitempty"`
	// Of intend: what the app would be known by.
	Name string `json:"name,omitempty"`
	Key  string `json:"appKey,omitempty"`
	// Of created, whose ID a 201 gave, and of found, whose ID a listing showed.
	ID string `json:"id,omitempty"`
	// Of deleted: the listing did not show the app.
	Unlisted bool `json:"unlisted,omitempty"`

	announced bool // a 201 gave the ID
}

// newLedger starts a ledger in a new file at path, or in a temporary file if
// path is empty. A file that is there already is never overwritten.
func newLedger(path, nonce string) (*ledger, error) {
	var f *os.File
	var err error
	if path == "" {
		f, err = os.CreateTemp("", "appgauge-"+nonce+"-*.ledger")
	} else {
		f, err = os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, os.ErrExist) {
			return nil, &result.UsageError{Problem: fmt.Sprintf("the ledger %s is there already; end it by cleanup, or name another file", path)}
		}
	}
	if err != nil {
		return nil, &result.UsageError{Problem: "the ledger cannot be written: " + err.Error()}
	}
	return openLedger(f, f.Name()), nil
}

func openLedger(f *os.File, path string) *ledger {
	return &ledger{file: f, path: path, open: map[int]*ledgerEntry{}, before: map[probe.Place]map[string]bool{}, given: map[string]int{}}
}

// write appends the entry; the caller holds the lock.
func (l *ledger) write(e ledgerEntry) {
	l.writeLate(e)
	l.flush()
}

// maxLate is how many bytes wait to be written at most.
const maxLate = 16 << 10

// writeLate appends the entry with the next one that is written, at the latest
// when the ledger is closed.
func (l *ledger) writeLate(e ledgerEntry) {
	line, err := json.Marshal(e)
	l.failed(err)
	if err == nil {
		l.late = append(append(l.late, line...), '\n')
	}
	if len(l.late) > maxLate {
		l.flush()
	}
}

// flush writes what waits.
func (l *ledger) flush() {
	if len(l.late) > 0 {
		_, err := l.file.Write(l.late)
		l.failed(err)
		l.late = l.late[:0]
	}
}

// failed notes the first failure to write.
func (l *ledger) failed(err error) {
	if err != nil && l.err == nil {
		l.err = fmt.Errorf("the ledger could not be written: %w", err)
	}
}

// start writes the ledger's first line.
func (l *ledger) start(baseURL, nonce string, home probe.Place) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.write(ledgerEntry{Event: "run", BaseURL: baseURL, Nonce: nonce, Project: home.Project, Instance: home.Instance})
	return l.err
}

// wasThere writes down which apps were listed at a place before any was created.
func (l *ledger) wasThere(at probe.Place, ids []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.write(ledgerEntry{Event: "before", Project: at.Project, Instance: at.Instance, IDs: ids})
	l.note(at, ids)
}

func (l *ledger) note(at probe.Place, ids []string) {
	if l.before[at] == nil {
		l.before[at] = map[string]bool{}
	}
	for _, id := range ids {
		l.before[at][id] = true
	}
}

// known reports whether an app of the ID was listed before, anywhere, and how many
// creations were answered with the ID.
func (l *ledger) known(id string) (before bool, given int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, ids := range l.before {
		before = before || ids[id]
	}
	return before, l.given[id]
}

// intend writes down that an app is about to be created, and returns its number.
// Where that cannot be written nothing may be created.
func (l *ledger) intend(r probe.Request, home probe.Place) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.next++
	e := ledgerEntry{Event: "intend", N: l.next, Name: r.Name, Key: r.Key}
	if r.At != nil && *r.At != home {
		e.Project, e.Instance = r.At.Project, r.At.Instance
	}
	l.write(e)
	if l.err != nil {
		return 0, l.err
	}
	l.open[e.N] = &e
	return e.N, nil
}

// created writes down the app's ID.
func (l *ledger) created(n int, id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e := l.open[n]; e != nil {
		e.Event, e.ID, e.announced = "created", id, true
	}
	l.given[id]++
	l.write(ledgerEntry{Event: "created", N: n, ID: id})
}

// found writes down an app that a query showed although it should not be there.
func (l *ledger) found(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range l.open {
		if e.ID == id {
			return
		}
	}
	l.next++
	e := &ledgerEntry{Event: "found", N: l.next, ID: id}
	l.open[e.N] = e
	l.write(*e)
}

// resolve finds the entry whose outcome is unknown and that asked for the listed
// app, by its whole name and AppKey, and writes down the app's ID.
func (l *ledger) resolve(app jsonvalue.Object) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	id := app.Text("id")
	for _, e := range l.open {
		if e.ID == id {
			return true // two apps may have the same name
		}
	}
	// One that asked for the AppKey, too, comes before one that left it open.
	var of *ledgerEntry
	for _, e := range l.open {
		if e.ID == "" && e.asks(app) && (of == nil || e.Key != "") {
			of = e
		}
	}
	if of == nil {
		return false
	}
	of.Event, of.ID = "found", id
	l.write(ledgerEntry{Event: "found", N: of.N, ID: id})
	return true
}

// asks reports whether the entry's request would have created the app.
func (e *ledgerEntry) asks(app jsonvalue.Object) bool {
	return e.Name != "" && e.Name == app.Text("name") && (e.Key == "" || e.Key == app.Text("app_key"))
}

// rejected writes down that nothing was created.
func (l *ledger) rejected(n int) { l.close(ledgerEntry{Event: "rejected", N: n}) }

// deleted writes down that the app is gone; unlisted, that the listing had not shown
// it.
func (l *ledger) deleted(n int, unlisted bool) {
	l.close(ledgerEntry{Event: "deleted", N: n, Unlisted: unlisted})
}

func (l *ledger) close(e ledgerEntry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.open, e.N)
	l.writeLate(e)
}

// unknown writes down that nobody knows whether the app was created.
func (l *ledger) unknown(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.write(ledgerEntry{Event: "unknown", N: n})
}

// pending are the entries that may still exist at the gateway, oldest first.
func (l *ledger) pending() []ledgerEntry {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := make([]ledgerEntry, 0, len(l.open))
	for _, e := range l.open {
		out = append(out, *e)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].N < out[j].N })
	return out
}

// finish closes the file, and removes it if nothing is pending and it was not
// asked for by name.
func (l *ledger) finish(keep bool) error {
	pending := l.pending()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.flush()
	err := l.file.Close()
	if len(pending) == 0 && !keep {
		return errors.Join(err, os.Remove(l.path))
	}
	return errors.Join(l.err, err)
}

// readLedger reads a ledger file back: the run it belongs to, and what may still
// exist. It goes on appending to the same file. A last line that was cut off,
// by a crash or a full disk, is passed over.
func readLedger(path string) (run ledgerEntry, l *ledger, err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		return run, nil, &result.UsageError{Problem: "the ledger cannot be opened: " + err.Error()}
	}
	l = openLedger(f, path)
	in := bufio.NewReader(f)
	for line := 1; ; line++ {
		text, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			f.Close()
			return run, nil, &result.UsageError{Problem: "the ledger cannot be read: " + err.Error()}
		}
		var e ledgerEntry
		if err := json.Unmarshal(text, &e); err != nil {
			f.Close()
			return run, nil, &result.UsageError{Problem: fmt.Sprintf("%s, line %d is not a ledger entry: %v", path, line, err)}
		}
		for _, segment := range []string{e.Project, e.Instance} {
			if why := oracle.NotSegment(segment); segment != "" && why != "" {
				f.Close()
				return run, nil, &result.UsageError{Problem: fmt.Sprintf("%s, line %d: %q cannot be a project or an instance: %s", path, line, segment, why)}
			}
		}
		l.next = max(l.next, e.N)
		switch e.Event {
		case "run":
			run = e
		case "before":
			l.note(probe.Place{Project: e.Project, Instance: e.Instance}, e.IDs)
		case "intend":
			l.open[e.N] = &e
		case "created", "found":
			e.announced = e.Event == "created"
			if e.announced {
				l.given[e.ID]++
			}
			if known := l.open[e.N]; known != nil {
				known.Event, known.ID, known.announced = e.Event, e.ID, e.announced
			} else {
				l.open[e.N] = &e
			}
		case "rejected", "deleted":
			delete(l.open, e.N)
		case "unknown":
		default:
			f.Close()
			return run, nil, &result.UsageError{Problem: fmt.Sprintf("%s, line %d has the unknown event %q", path, line, e.Event)}
		}
	}
	if run.BaseURL == "" {
		f.Close()
		return run, nil, &result.UsageError{Problem: path + " is not a ledger: it names no gateway"}
	}
	return run, l, nil
}
