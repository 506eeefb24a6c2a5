package queue

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"
)

// deaths counts how often the process that serves a folder has died with an item in
// hand. The server counts what it hands out, but when it dies with the worker, the
// count of the last tenth of a second dies with it, and an item that kills at once
// would do so for ever. So a process whose predecessor died writes down what it has in
// hand, for the time of a lease; it takes items one by one then.
//
// The file is there while a process serves the folder, so what finds it there is the
// successor of one that died. A line is an item and the deaths that there will have
// been if the process dies now.
type deaths struct {
	path string
	log  func(error) // told when the file cannot be written
	till time.Time   // until when what is in hand is written down

	mu    sync.Mutex
	count map[string]int
	hand  map[string]int // how many times an item is in hand
}

// deathsName is the file's name in the folder; deathsMost the most that is read of it.
const (
	deathsName = "queue.hand"
	deathsMost = 1 << 20
)

// openDeaths begins to count, for the time of lease if the last process died.
func openDeaths(path string, lease time.Duration, log func(error)) (*deaths, error) {
	d := &deaths{path: path, log: log, count: make(map[string]int), hand: make(map[string]int)}
	switch file, err := os.Open(path); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("read what was in hand: %w", err)
	default:
		defer file.Close()
		d.till = time.Now().Add(lease)
		d.read(file)
	}
	if err := d.write(); err != nil {
		return nil, fmt.Errorf("write down what is in hand: %w", err)
	}
	return d, nil
}

// read reads the file. What is no item of ours in it is passed over.
func (d *deaths) read(r io.Reader) {
	lines := bufio.NewScanner(io.LimitReader(r, deathsMost))
	for lines.Scan() {
		var n int
		number, id, _ := strings.Cut(lines.Text(), " ")
		if _, err := fmt.Sscanf(number, "%d", &n); err == nil && n > 0 && checkID(id) == nil {
			d.count[id] = n
		}
	}
}

// write writes the file anew, in one step.
func (d *deaths) write() error {
	var b strings.Builder
	for id, n := range d.count {
		if d.hand[id] == 0 {
			fmt.Fprintln(&b, n, id)
		}
	}
	for id := range d.hand {
		fmt.Fprintln(&b, d.count[id]+1, id)
	}
	next := d.path + ".new"
	if err := os.WriteFile(next, []byte(b.String()), 0o600); err != nil {
		return err
	}
	return os.Rename(next, d.path)
}

// of is how many deaths an item has seen. There are none to count with a cluster.
func (d *deaths) of(id string) int {
	if d == nil {
		return 0
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.count[id]
}

// afterOne reports whether the last process died, not long ago.
func (d *deaths) afterOne() bool { return d != nil && time.Now().Before(d.till) }

// begin writes down that an item is in hand.
func (d *deaths) begin(id string) {
	if !d.afterOne() {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.hand[id]++
	if err := d.write(); err != nil {
		d.log(err)
	}
}

// end writes down that an item is no longer in hand, and forgets it if it is off the
// queue.
func (d *deaths) end(id string, off bool) {
	if d == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.hand[id] == 0 && d.count[id] == 0 {
		return
	}
	if d.hand[id]--; d.hand[id] <= 0 {
		delete(d.hand, id)
	}
	if off {
		delete(d.hand, id)
		delete(d.count, id)
	}
	if err := d.write(); err != nil {
		d.log(err)
	}
}

// close says that the process ends alive.
func (d *deaths) close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return os.Remove(d.path)
}
