package desk

import "sync"

// names keeps what the user calls the items that are under way, by the IDs of their jobs.
type names struct {
	mu sync.Mutex
	of map[string]string
}

func newNames() *names { return &names{of: make(map[string]string)} }

// add reports whether the ID is under way already, and notes the name if not.
func (n *names) add(id, name string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if _, ok := n.of[id]; ok {
		return true
	}
	n.of[id] = name
	return false
}

// take gives the name of an ID that is under way no longer.
func (n *names) take(id string) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	name := n.of[id]
	delete(n.of, id)
	return name
}
