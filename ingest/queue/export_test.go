package queue

import "time"

// Impatient has a run ask after items that it hears nothing of at once.
func (r *Run) Impatient() { r.every, r.age = 50*time.Millisecond, 100*time.Millisecond }
