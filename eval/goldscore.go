package eval

import (
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// The fields of a statement that are scored, in the order of the report.
var goldFields = [...]string{"speaker", "speaker_kind", "chain", "act", "certainty", "distanced", "said_on", "mode"}

// outcomes is the closed list of what can happen to what a figure counts; any
// other is scored as none.
var outcomes = map[any]bool{
	"killed": true, "injured": true, "missing": true, "captured": true, "detained": true,
	"displaced": true, "evacuated": true, "rescued": true, "deployed": true,
}

// Tally counts right ones of all.
type Tally struct{ Right, All int }

// GoldScore scores statements against gold: which are found, the exact spans of
// each role, the fields of those found, their chains and their figures.
type GoldScore struct {
	Found   PRF
	Exact   [roles]PRF             // by Source, Cue and Content
	Fields  [len(goldFields)]Tally // of the statements found, as goldFields lists them
	Chains  PRF
	Figures PRF
}

// ScoreGold scores predictions against every *.json of dir that holds
// statements. Missed and extra statements are printed to listTo, where it is not
// nil, for the articles whose text lies beside the gold.
func ScoreGold(dir string, pred Predictions, listTo io.Writer) (*GoldScore, error) {
	files, err := list(dir, ".json")
	if err != nil {
		return nil, err
	}
	var score GoldScore
	for _, f := range files {
		gold, err := FromFile(f, ReadGold)
		if err != nil {
			return nil, err
		}
		if gold.Statements == nil {
			continue
		}
		name := stem(f)
		d := score.Add(gold.Statements, pred[name])
		if listTo == nil {
			continue
		}
		path := strings.TrimSuffix(f, ".json") + ".txt"
		if _, err := os.Stat(path); err != nil {
			continue
		}
		text, err := readText(path)
		if err != nil {
			return nil, err
		}
		if err := d.print(listTo, name, text); err != nil {
			return nil, fmt.Errorf("list missed and extra statements: %w", err)
		}
	}
	return &score, nil
}

// GoldTexts gives the text files of dir that lie beside gold with statements.
func GoldTexts(dir string) ([]string, error) {
	files, err := list(dir, ".json")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range files {
		gold, err := FromFile(f, ReadGold)
		if err != nil {
			return nil, err
		}
		if gold.Statements != nil {
			out = append(out, strings.TrimSuffix(f, ".json")+".txt")
		}
	}
	return out, nil
}

// Add scores the statements of one article and gives what did not match.
func (g *GoldScore) Add(gold []GoldStatement, pred []Prediction) Unmatched {
	usedG, usedP := make([]bool, len(gold)), make([]bool, len(pred))
	found := 0
	for _, c := range goldPairs(gold, pred) {
		if usedG[c.i] || usedP[c.j] {
			continue
		}
		usedG[c.i], usedP[c.j] = true, true
		found++
		g.fields(&gold[c.i].Prediction, &pred[c.j])
	}
	g.Found.Add(found, len(pred), len(gold))
	for k := range roles {
		inGold, inPred := map[hearsay.Span]bool{}, map[hearsay.Span]bool{}
		for i := range gold {
			for _, s := range gold[i].Role(k) {
				inGold[s] = true
			}
		}
		for i := range pred {
			for _, s := range pred[i].Role(k) {
				inPred[s] = true
			}
		}
		g.Exact[k].Add(shared(inGold, inPred), len(inPred), len(inGold))
	}
	var d Unmatched
	for i := range gold {
		if !usedG[i] {
			d.Missed = append(d.Missed, gold[i].BratAttribution)
		}
	}
	for j := range pred {
		if !usedP[j] {
			d.Extra = append(d.Extra, pred[j].BratAttribution)
		}
	}
	return d
}

// goldPairs gives the pairs whose contents are alike, best first.
func goldPairs(gold []GoldStatement, pred []Prediction) []candidate {
	covers := make([][roles]cover, len(pred))
	for j := range pred {
		covers[j] = coversOf(&pred[j].BratAttribution)
	}
	var pairs []candidate
	for i := range gold {
		g := coversOf(&gold[i].BratAttribution)
		for j := range covers {
			p := &covers[j]
			c := jaccard(g[Content], p[Content])
			if c < minContent {
				continue
			}
			score := c + .25*jaccard(g[Source], p[Source]) // exact products: nothing that fusing could change
			pairs = append(pairs, candidate{score + .25*jaccard(g[Cue], p[Cue]), i, j})
		}
	}
	bestFirst(pairs)
	return pairs
}

func coversOf(a *BratAttribution) (c [roles]cover) {
	for k := range roles {
		c[k] = coverOf(a.Role(k))
	}
	return c
}

// fields scores the fields of a found statement.
func (g *GoldScore) fields(gold, pred *Prediction) {
	same := len(gold.Chain) == len(pred.Chain)
	for i := 0; same && i < len(gold.Chain); i++ {
		same = sameName(gold.Chain[i], pred.Chain[i])
	}
	if len(gold.Chain)+len(pred.Chain) > 0 {
		g.Chains.Add(one(same), one(len(pred.Chain) > 0), one(len(gold.Chain) > 0))
	}
	for k, right := range [len(goldFields)]bool{
		sameName(gold.Speaker, pred.Speaker),
		reflect.DeepEqual(gold.SpeakerKind, pred.SpeakerKind),
		same,
		reflect.DeepEqual(gold.Act, pred.Act),
		reflect.DeepEqual(gold.Certainty, pred.Certainty),
		reflect.DeepEqual(gold.Distanced, pred.Distanced),
		reflect.DeepEqual(gold.SaidOn, pred.SaidOn),
		reflect.DeepEqual(gold.Mode, pred.Mode),
	} {
		g.Fields[k].Right += one(right)
		g.Fields[k].All++
	}
	a, b := figureSet(gold.Figures), figureSet(pred.Figures)
	g.Figures.Add(shared(a, b), len(b), len(a))
}

// figureSet holds figures by bounds, approximation and outcome, spelt out.
func figureSet(fs []Figure) map[string]bool {
	set := map[string]bool{}
	for _, f := range fs {
		outcome := ""
		if s, ok := f.Outcome.(string); ok && outcomes[s] {
			outcome = s
		}
		set[fmt.Sprintf("%T %v|%T %v|%t|%s", f.Low, f.Low, f.High, f.High, f.Approx, outcome)] = true
	}
	return set
}

func shared[K comparable](a, b map[K]bool) int {
	n := 0
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// FieldScore gives the share of the statements found whose field is right; 0 for
// a field that is not scored.
func (g *GoldScore) FieldScore(name string) float64 {
	for k, n := range goldFields {
		if n == name {
			return ratio(g.Fields[k].Right, g.Fields[k].All)
		}
	}
	return 0
}

// String is the report, in the words of the project's reference scorer.
func (g *GoldScore) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "statements found (content Jaccard >= 0.5): %s\n", g.Found)
	for k, name := range roleNames {
		fmt.Fprintf(&b, "%-8s exact %s\n", name, g.Exact[k])
	}
	b.WriteString("of the statements found: ")
	for k, name := range goldFields {
		if k > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s %d/%d", name, g.Fields[k].Right, g.Fields[k].All)
	}
	fmt.Fprintf(&b, "\nchains (whole, in order): %s\n", g.Chains)
	fmt.Fprintf(&b, "figures (bounds, approximation, outcome): %s\n", g.Figures)
	fmt.Fprintf(&b, "SUMMARY found-F %.3f speaker %.3f chain-F %.3f act %.3f certainty %.3f figures-F %.3f\n",
		g.Found.F(), g.FieldScore("speaker"), g.Chains.F(), g.FieldScore("act"), g.FieldScore("certainty"), g.Figures.F())
	return b.String()
}

// Unmatched are the statements of one article that found no partner.
type Unmatched struct{ Missed, Extra []BratAttribution }

// print lists the statements as "MISSED name: source | cue | content".
func (d *Unmatched) print(w io.Writer, name, text string) error {
	runes := []rune(text)
	cut := func(spans []hearsay.Span) string {
		pieces := make([]string, len(spans))
		for i, s := range spans {
			pieces[i] = string(slice(runes, s.Start, s.End))
		}
		return strings.Join(pieces, " … ")
	}
	const longest = 120 // code points of a content that are shown
	for _, kind := range []struct {
		label string
		as    []BratAttribution
	}{{"MISSED", d.Missed}, {"EXTRA ", d.Extra}} {
		for _, a := range kind.as {
			content := string(slice([]rune(cut(a.Content)), 0, longest))
			if _, err := fmt.Fprintf(w, "%s %s: %s | %s | %s\n", kind.label, name, cut(a.Source), cut(a.Cue), content); err != nil {
				return err
			}
		}
	}
	return nil
}
