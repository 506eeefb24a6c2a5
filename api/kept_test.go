package api

import (
	"crypto/sha256"
	"fmt"
	"testing"
	"time"
)

// Answers are kept for a day, the newest of each user, and none that is being made is
// forgotten.
func TestReplies(t *testing.T) {
	now := time.Date(2031, 5, 6, 7, 8, 9, 0, time.UTC)
	p := newReplies(func() time.Time { return now })
	print := sha256.Sum256([]byte("x"))
	slow, mine := p.take("ada", "slow", print)
	if !mine {
		t.Fatal("the first is somebody's already")
	}
	for i := range 3 * keptMost {
		r, mine := p.take("ada", fmt.Sprint(i), print)
		if !mine {
			t.Fatalf("%d is there", i)
		}
		p.put("ada", fmt.Sprint(i), r, &answer{})
	}
	if n := len(p.of["ada"].order); n > keptMost+2 || n != len(p.of["ada"].by) {
		t.Errorf("%d are kept, %d by key", n, len(p.of["ada"].by))
	}
	if again, mine := p.take("ada", "slow", print); mine || again != slow {
		t.Error("what is being made was forgotten")
	}
	if _, mine := p.take("ada", fmt.Sprint(3*keptMost-1), print); mine {
		t.Error("the newest was forgotten")
	}
	p.put("ada", "slow", slow, nil)
	if r, mine := p.take("ada", "slow", print); !mine {
		t.Error("what was given up is kept")
	} else {
		p.put("ada", "slow", r, &answer{})
	}
	now = now.Add(keptFor + time.Second)
	if _, mine := p.take("ada", "slow", print); !mine {
		t.Error("it is kept for more than a day")
	}
	if n := len(p.of["ada"].order); n != 1 {
		t.Errorf("%d are kept after a day", n)
	}
}
