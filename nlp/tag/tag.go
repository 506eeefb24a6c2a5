// Package tag gives each token its part of speech (Penn Treebank tags as the UD
// English treebanks use them) and its lemma.
package tag

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/model"
)

// Tagger tags tokenised documents, left to right, by an averaged perceptron. It
// holds work space and is for one goroutine; Clone makes another that shares its
// weights.
type Tagger struct {
	weights  *model.Linear
	clusters *model.Clusters
	classes  map[uint32]uint32 // by form, the hash of the tags it had in training
	sure     map[uint32]uint8  // by form as written, the tag it always has
	lemmas   *lemmas
	words    []word
	keys     []uint32
	cased    uint32
	scores   [hearsay.Tags]int32
}

const tagMagic = "HST1"

var errTag = errors.New("damaged tagger")

// New reads the weight file that Train wrote.
func New(data []byte, clusters *model.Clusters) (*Tagger, error) {
	if len(data) < len(tagMagic) || string(data[:len(tagMagic)]) != tagMagic {
		return nil, fmt.Errorf("read tagger: %w: wrong magic", errTag)
	}
	t := &Tagger{clusters: clusters}
	var err error
	if t.weights, data, err = model.ReadLinear(data[len(tagMagic):]); err != nil {
		return nil, fmt.Errorf("read tagger: %w", err)
	}
	if t.weights.Labels() != hearsay.Tags {
		return nil, fmt.Errorf("read tagger: %w: %d tags", errTag, t.weights.Labels())
	}
	if t.classes, data, err = readPairs(data); err != nil {
		return nil, err
	}
	var sure map[uint32]uint32
	if sure, data, err = readPairs(data); err != nil {
		return nil, err
	}
	t.sure = make(map[uint32]uint8, len(sure))
	for k, v := range sure {
		if v >= uint32(hearsay.Tags) {
			return nil, fmt.Errorf("read tagger: %w: tag %d", errTag, v)
		}
		t.sure[k] = uint8(v)
	}
	if t.lemmas, err = readLemmas(data); err != nil {
		return nil, err
	}
	return t, nil
}

// Clone makes a Tagger for another goroutine.
func (t *Tagger) Clone() *Tagger {
	return &Tagger{weights: t.weights, clusters: t.clusters, classes: t.classes, sure: t.sure, lemmas: t.lemmas.clone()}
}

// Tag sets Tag and Lemma of every token.
func (t *Tagger) Tag(an *hearsay.Analysis) {
	for s := range an.Sents {
		sent := &an.Sents[s]
		t.set(an, sent)
		p1, p2 := uint32(101), uint32(102)
		for i := range t.words {
			tok := &an.Tokens[sent.First+i]
			tok.Tag = t.best(i, p1, p2)
			p1, p2 = uint32(tok.Tag), p1
			tok.Lemma = t.lemmas.of(an.Text(sent.First+i), tok.Tag)
		}
	}
}

func (t *Tagger) best(i int, p1, p2 uint32) hearsay.Tag {
	if tag, ok := t.sure[t.words[i].exact]; ok {
		return hearsay.Tag(tag)
	}
	t.keys = t.tokenKeys(t.keys[:0], i, p1, p2)
	t.scores = [hearsay.Tags]int32{}
	t.weights.Score(t.keys, t.scores[:])
	best := 1
	for k := 2; k < len(t.scores); k++ {
		if t.scores[k] > t.scores[best] {
			best = k
		}
	}
	return hearsay.Tag(best)
}

// appendPairs writes a map in the order of its keys.
func appendPairs(out []byte, m map[uint32]uint32) []byte {
	out = binary.AppendUvarint(out, uint64(len(m)))
	last := uint32(0)
	for _, k := range sortedKeys(m) {
		out = binary.AppendUvarint(out, uint64(k-last))
		out = binary.AppendUvarint(out, uint64(m[k]))
		last = k
	}
	return out
}

func readPairs(data []byte) (map[uint32]uint32, []byte, error) {
	n, k := binary.Uvarint(data)
	if k <= 0 || n > uint64(len(data)) {
		return nil, nil, fmt.Errorf("read tagger: %w: word classes", errTag)
	}
	data = data[k:]
	m := make(map[uint32]uint32, n)
	key := uint32(0)
	for range n {
		d, a := binary.Uvarint(data)
		if a <= 0 {
			return nil, nil, fmt.Errorf("read tagger: %w: word classes", errTag)
		}
		v, b := binary.Uvarint(data[a:])
		if b <= 0 {
			return nil, nil, fmt.Errorf("read tagger: %w: word classes", errTag)
		}
		data = data[a+b:]
		key += uint32(d)
		m[key] = uint32(v)
	}
	return m, data, nil
}
