package parse

import "github.com/hearsay-news/hearsay"

// The moves of the arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and
// Satta 2011).
const (
	moveShift = iota // the buffer's first token goes on the stack
	moveLeft         // the stack's top depends on the buffer's first token
	moveRight        // the stack's top depends on the token under it
	moves
)

// none is the absent token: below the stack, beyond the buffer, or no child. It
// is also the artificial root's place at the bottom of the stack.
const none = -1

// state is a parse in the making. Tokens are numbered from 0 within the sentence.
type state struct {
	n     int
	next  int32 // first token of the buffer
	stack []int32
	nodes []node
}

// node is what is known of one token: its head and its outermost children on
// either side, the first and second.
type node struct {
	head         int32
	left, left2  int32
	right, righ2 int32
	nl, nr       uint8 // children, at most 7 counted
	rel          hearsay.Rel
	kids         uint16 // the kinds of relation it governs
}

// kidBits are the kinds of relation that node.kids tells of.
var kidBits = func() (b [hearsay.Rels]uint16) {
	for r := range b {
		switch hearsay.Rel(r) {
		case hearsay.RelNsubj, hearsay.RelNsubjPass, hearsay.RelCsubj, hearsay.RelCsubjPass, hearsay.RelNsubjOuter, hearsay.RelExpl:
			b[r] = 1
		case hearsay.RelObj, hearsay.RelCcomp, hearsay.RelXcomp:
			b[r] = 2
		case hearsay.RelMark:
			b[r] = 4
		case hearsay.RelCase:
			b[r] = 8
		case hearsay.RelCop:
			b[r] = 16
		case hearsay.RelAux, hearsay.RelAuxPass:
			b[r] = 32
		case hearsay.RelDet, hearsay.RelNmodPoss:
			b[r] = 64
		case hearsay.RelCc:
			b[r] = 128
		case hearsay.RelConj:
			b[r] = 256
		case hearsay.RelPunct:
			b[r] = 512
		}
	}
	return b
}()

func (s *state) reset(n int) {
	s.n, s.next = n, 0
	s.stack = s.stack[:0]
	if cap(s.nodes) < n {
		s.nodes = make([]node, n+n/2)
	}
	s.nodes = s.nodes[:n]
	for i := range s.nodes {
		s.nodes[i] = node{head: none, left: none, left2: none, right: none, righ2: none}
	}
}

// top is the kth token of the stack from the top, none below it.
func (s *state) top(k int) int32 {
	if i := len(s.stack) - 1 - k; i >= 0 {
		return s.stack[i]
	}
	return none
}

// ahead is the kth token of the buffer, none beyond it.
func (s *state) ahead(k int32) int32 {
	if i := s.next + k; int(i) < s.n {
		return i
	}
	return none
}

// done reports whether every token has its head.
func (s *state) done() bool { return int(s.next) == s.n && len(s.stack) == 0 }

// can reports whether a move is possible. The root, under the whole stack, takes
// its one child when nothing else is left, so that every parse is one tree.
func (s *state) can(move int) bool {
	switch move {
	case moveShift:
		return int(s.next) < s.n
	case moveLeft:
		return int(s.next) < s.n && len(s.stack) > 0
	}
	return len(s.stack) > 1 || len(s.stack) == 1 && int(s.next) == s.n
}

// apply makes a move; rel labels the arc it draws, if any.
func (s *state) apply(move int, rel hearsay.Rel) {
	switch move {
	case moveShift:
		s.stack = append(s.stack, s.next)
		s.next++
	case moveLeft:
		s.attach(s.pop(), s.next, rel)
	default:
		child := s.pop()
		s.attach(child, s.top(0), rel)
	}
}

func (s *state) pop() int32 {
	t := s.stack[len(s.stack)-1]
	s.stack = s.stack[:len(s.stack)-1]
	return t
}

func (s *state) attach(child, head int32, rel hearsay.Rel) {
	c := &s.nodes[child]
	c.head, c.rel = head, rel
	if head == none {
		return
	}
	h := &s.nodes[head]
	h.kids |= kidBits[rel]
	if child < head {
		h.left2, h.left = h.left, child
		h.nl = min(h.nl+1, 7)
	} else {
		h.righ2, h.right = h.right, child
		h.nr = min(h.nr+1, 7)
	}
}

// costs gives for each move the number of gold arcs that can no longer be drawn
// after it (Goldberg and Nivre 2013), or -1 where the move is not possible.
// children lists each token's gold dependents.
func (s *state) costs(head []int32, children [][]int32) (cost [moves]int) {
	for m := range cost {
		if !s.can(m) {
			cost[m] = -1
		}
	}
	s0, s1, b0 := s.top(0), s.top(1), s.ahead(0)
	if cost[moveLeft] == 0 || cost[moveRight] == 0 {
		later := 0 // dependents of s0 still to come
		for _, c := range children[s0] {
			if c >= s.next {
				later++
			}
		}
		if cost[moveLeft] == 0 {
			cost[moveLeft] = later
			if h := head[s0]; h > b0 || h == s1 {
				cost[moveLeft]++
			}
		}
		if cost[moveRight] == 0 {
			cost[moveRight] = later
			if head[s0] >= s.next {
				cost[moveRight]++
			}
		}
	}
	if cost[moveShift] == 0 {
		for _, c := range children[b0] {
			if c < b0 && s.holds(c) {
				cost[moveShift]++
			}
		}
		if h := head[b0]; h == none && len(s.stack) > 0 || h != none && h < b0 && h != s0 && s.holds(h) {
			cost[moveShift]++
		}
	}
	return cost
}

// holds reports whether token t is on the stack.
func (s *state) holds(t int32) bool {
	for _, x := range s.stack {
		if x == t {
			return true
		}
	}
	return false
}
