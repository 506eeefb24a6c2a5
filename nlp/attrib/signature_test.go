package attrib_test

import (
	"testing"

	"github.com/hearsay-news/hearsay/nlp"
)

// A quotation that is signed has its speaker, whatever dash stands between them.
func TestSignatures(t *testing.T) {
	p := pipeline(t)
	for _, marked := range []string{
		"[T “We were never asked about the bridge.”] [C —] [S Ada Sile]",
		"[T “We were never asked about the bridge.”] [C ―] [S Ada Sile, a teacher in Morvale].",
		"[T \"Nobody told us. Nobody came.\"] [C --] [S Edvard Grubel]",
	} {
		expect(t, p, marked)
	}
}

// A relative clause between commas belongs to the speaker whose verb follows it.
func TestSpeakersKeepTheirClauses(t *testing.T) {
	expect(t, pipeline(t), "[S Hesk Hydro, which runs the dam,] [C said] [T that the flood was the result of heavy rain].")
}

// The agency that carried a statement does not say it.
func TestCarriersSayNothing(t *testing.T) {
	expect(t, pipeline(t), "[S The ruling party] [C said] [T that the bridge would be closed], according to a statement carried by the state news agency.")
}

// A speaker who is named twice before the verb is found by the marks where neither
// labels nor tree have it, by the accurate model as well.
func TestSpeakersNamedTwice(t *testing.T) {
	p, err := nlp.Load(nlp.Accurate)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, p, "[T The company received 31 reports of “thermal incidents” between March 2027 and June 2028], "+
		"[S the lead prosecutor, Evadne Stroud,] [C told] the court.")
}
