package attrib_test

import "testing"

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
