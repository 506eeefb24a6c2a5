package eval

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Links scores whole attributions, matched one to one by content: is the
// attribution found, is its source the right one, is every span exact?
type Links struct{ Found, Said, Exact PRF }

// Add scores the attributions of one article.
func (l *Links) Add(gold, pred []BratAttribution) {
	g, p := linkCovers(gold), linkCovers(pred)
	var pairs []candidate
	for i := range g {
		for j := range p {
			c := jaccard(g[i].content, p[j].content)
			if c < minContent {
				continue // never taken
			}
			s := float64(.01 * jaccard(g[i].source, p[j].source)) // the conversion forbids a fused multiply-add
			pairs = append(pairs, candidate{c + s, i, j})
		}
	}
	bestFirst(pairs)
	usedG, usedP := make([]bool, len(g)), make([]bool, len(p))
	found, said, exact := 0, 0, 0
	for _, c := range pairs {
		if usedG[c.i] || usedP[c.j] {
			continue
		}
		usedG[c.i], usedP[c.j] = true, true
		found++
		if len(gold[c.i].Source) == 0 && len(pred[c.j].Source) == 0 || jaccard(g[c.i].source, p[c.j].source) >= minContent {
			said++
		}
		if sameSpans(&gold[c.i], &pred[c.j]) {
			exact++
		}
	}
	l.Found.Add(found, len(pred), len(gold))
	l.Said.Add(said, len(pred), len(gold))
	l.Exact.Add(exact, len(pred), len(gold))
}

type linkCover struct{ source, content cover }

func linkCovers(as []BratAttribution) []linkCover {
	out := make([]linkCover, len(as))
	for i := range as {
		out[i] = linkCover{coverOf(as[i].Source), coverOf(as[i].Content)}
	}
	return out
}

// sameSpans reports whether every role has the same spans in some order.
func sameSpans(a, b *BratAttribution) bool {
	for k := range roles {
		s, t := slices.Clone(a.Role(k)), slices.Clone(b.Role(k))
		slices.SortFunc(s, compareSpans)
		slices.SortFunc(t, compareSpans)
		if !slices.Equal(s, t) {
			return false
		}
	}
	return true
}

// String is the report, in the words of the project's reference scorer.
func (l *Links) String() string {
	return fmt.Sprintf("found (content Jaccard >= 0.5)      %s\n"+
		"found, and its source the right one %s\n"+
		"source, cue and content all exact   %s\n"+
		"LINKS found %.1f said %.1f exact %.1f\n",
		l.Found, l.Said, l.Exact, 100*l.Found.F(), 100*l.Said.F(), 100*l.Exact.F())
}

// ScoreLinks scores predictions against the first annotator's file of every
// article in dir; the file's name is the article's, "_" and the annotator.
// Nested statements are left out, as PolNeAR has none.
func ScoreLinks(dir string, pred Predictions) (*Links, error) {
	articles, err := annotators(dir)
	if err != nil {
		return nil, err
	}
	var l Links
	for _, a := range articles {
		gold, err := FromFile(a.files[0], ReadBrat)
		if err != nil {
			return nil, err
		}
		var ps []BratAttribution
		for i := range pred[a.name] {
			if p := &pred[a.name][i]; !p.Nested && len(p.Content) > 0 {
				ps = append(ps, p.BratAttribution)
			}
		}
		l.Add(gold, ps)
	}
	return &l, nil
}

// ScoreAnnotators scores the annotators in dir against each other, on the
// articles that have several.
func ScoreAnnotators(dir string) (*Links, error) {
	articles, err := annotators(dir)
	if err != nil {
		return nil, err
	}
	var l Links
	for _, a := range articles {
		if len(a.files) < 2 {
			continue
		}
		read := make([][]BratAttribution, len(a.files))
		for i, f := range a.files {
			if read[i], err = FromFile(f, ReadBrat); err != nil {
				return nil, err
			}
			for j := range i {
				l.Add(read[i], read[j])
			}
		}
	}
	return &l, nil
}

// article is one text with the standoff files of its annotators.
type article struct {
	name  string
	files []string
}

// annotators lists the articles that have standoff in dir, by name of file.
func annotators(dir string) ([]article, error) {
	files, err := list(dir, ".ann")
	if err != nil {
		return nil, err
	}
	var out []article
	at := map[string]int{}
	for _, f := range files {
		name := beforeLast(strings.TrimSuffix(filepath.Base(f), ".ann"), "_")
		i, ok := at[name]
		if !ok {
			i = len(out)
			at[name] = i
			out = append(out, article{name: name})
		}
		out[i].files = append(out[i].files, f)
	}
	return out, nil
}

// Annotated gives the names of the articles that have standoff in dir.
func Annotated(dir string) ([]string, error) {
	articles, err := annotators(dir)
	var names []string
	for _, a := range articles {
		names = append(names, a.name)
	}
	return names, err
}

// list gives the files of dir that end in ext, sorted; none is an error, as it
// is most often a wrong folder. Hidden files are left out.
func list(dir, ext string) ([]string, error) {
	entries, err := os.ReadDir(dir) // sorted
	if err != nil {
		return nil, fmt.Errorf("list gold: %w", err)
	}
	var out []string
	for _, e := range entries {
		if n := e.Name(); strings.HasSuffix(n, ext) && n[0] != '.' {
			out = append(out, filepath.Join(dir, n))
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("list gold: no *%s in %s", ext, dir)
	}
	return out, nil
}
