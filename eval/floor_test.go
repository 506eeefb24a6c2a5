package eval_test

import (
	"fmt"
	"testing"

	"github.com/hearsay-news/hearsay/eval"
)

func TestCheck(t *testing.T) {
	if err := eval.Check(eval.Floor{"source", 72, 72}, eval.Floor{"cue", 10, 0}); err != nil {
		t.Error(err)
	}
	err := eval.Check(eval.Floor{"source", 71.994, 72}, eval.Floor{"cue", 70, 67}, eval.Floor{"content", 57.5, 58})
	equal(t, "missed", fmt.Sprint(err), "floor missed: source 71.99 is below 72; content 57.50 is below 58")
}

func TestNames(t *testing.T) {
	in := []eval.Instance{{ID: "a_b_1"}, {ID: "c_1"}, {ID: "a_b_2"}}
	equal(t, "names", fmt.Sprint(eval.Names(in)), "[a_b c]")
}
