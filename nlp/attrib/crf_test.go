package attrib

import "testing"

func TestFieldShape(t *testing.T) {
	if got := fieldShape.Arcs(); got != 46 { // as the fine-tuned encoder's file has them
		t.Errorf("%d arcs", got)
	}
	for s := range states {
		for y := range label(labels) {
			inside := y != outside && !y.begins()
			prev := stateLabel[s]
			want := !inside || prev == y || prev == y-1
			to, arc := fieldShape.Step(s, uint8(y))
			if got := arc >= 0; got != want || want && to != after(s, y) {
				t.Errorf("from state %d to label %d: allowed %v, want %v; state %d", s, y, got, want, to)
			}
		}
	}
}
