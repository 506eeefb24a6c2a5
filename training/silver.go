package training

import (
	"context"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp"
	"github.com/hearsay-news/hearsay/nlp/attrib"
)

// silverWeight is what one article that the accurate model has read counts beside
// one that a person has.
const silverWeight = .5

// leastSilver is the confidence below which what the accurate model found is not
// taught.
const leastSilver = .7

// silver reads the unannotated news of DIR/ecb with the accurate model, whose
// weight files w must hold, as training data for the linear one.
func silver(dir string, w nlp.Weights, log io.Writer) ([]attrib.Gold, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "ecb", "text", "*.txt"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("silver labels: no texts in %s", filepath.Join(dir, "ecb", "text"))
	}
	slices.Sort(paths)
	w.Unsure = math.Inf(-1)
	p, err := nlp.New(w)
	if err != nil {
		return nil, fmt.Errorf("silver labels: %w", err)
	}
	var out []attrib.Gold
	statements := 0
	for _, path := range paths {
		an, err := analyse(p, path)
		if err != nil {
			return nil, err
		}
		found, err := p.Attribute(context.Background(), an.Doc)
		if err != nil {
			return nil, err
		}
		found = slices.DeleteFunc(found, func(a hearsay.Attribution) bool { return a.Nested >= 0 || a.Score < leastSilver })
		statements += len(found)
		out = append(out, attrib.Gold{An: an, Attributions: found, Article: filepath.Base(path), Weight: silverWeight})
	}
	fmt.Fprintf(log, "%d articles read by the accurate model, %d statements\n", len(out), statements)
	return out, nil
}
