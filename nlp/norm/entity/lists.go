package entity

import (
	"embed"
	"strings"

	"github.com/hearsay-news/hearsay/model"
)

// The lists are read by training only: what it makes of them is in the weight
// file. Where they come from is told in lists/README.md.
//
//go:embed lists
var listFiles embed.FS

// buildLexicon hashes the lists.
func buildLexicon() (*lexicon, error) {
	bits := map[uint32]uint16{}
	for name, bit := range map[string]uint16{"given": listGiven, "surnames": listSurname, "cities": listCity,
		"titles": listTitle, "sayings": listSaying, "bodies": listBody, "lands": listPlace, "companies": listCompany, "particles": listParticle} {
		data, err := listFiles.ReadFile("lists/" + name + ".txt")
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(data)) {
			if words := phrase(line); len(words) > 0 {
				addPhrase(bits, words, bit)
			}
		}
	}
	return newLexicon(bits), nil
}

// phrase cuts a line into words as the tokenizer does, so far as names need it.
func phrase(line string) []string {
	if strings.HasPrefix(line, "#") {
		return nil
	}
	return strings.Fields(strings.ReplaceAll(line, "-", " - "))
}

func addPhrase(bits map[uint32]uint16, words []string, bit uint16) {
	key := model.HashLower(words[0])
	if len(words) > 1 {
		bits[key] |= listCityStart
		for _, w := range words[1:] {
			key = phraseKey(key, model.HashLower(w))
		}
	}
	bits[key] |= bit
}
