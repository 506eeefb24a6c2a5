package world

import (
	_ "embed" // the tables
	"slices"
	"strings"
	"sync"
)

var (
	//go:embed data/countries.tsv
	countriesTSV string
	//go:embed data/more.tsv
	moreTSV string
	//go:embed data/seats.tsv
	seatsTSV string
	//go:embed data/organizations.tsv
	organizationsTSV string
	//go:embed data/outlets.tsv
	outletsTSV string
)

// table holds the tables, read.
type table struct {
	countries []Country
	byCode    map[string]int32
	list      []Entry
	names     []string     // sorted, each once
	of        []int32      // the entry of each name
	starts    [starts]bool // whether an entry begins with this; see startOf
}

// builder makes a table; names that are taken keep their entry.
type builder struct {
	*table
	taken map[string]int32
}

// search gives the entry of a name, none where there is no such name, and whether
// longer ones begin with it.
func (t *table) search(key []byte) (entry int32, longer bool) {
	lo, hi := 0, len(t.names)
	for lo < hi {
		if m := (lo + hi) / 2; t.names[m] < string(key) {
			lo = m + 1
		} else {
			hi = m
		}
	}
	entry = none
	if lo < len(t.names) && t.names[lo] == string(key) {
		entry = t.of[lo]
		lo++
	}
	return entry, lo < len(t.names) && len(t.names[lo]) > len(key) && t.names[lo][:len(key)] == string(key)
}

const none = -1

var tables = sync.OnceValue(read)

// read reads the tables. A name that two tables have is that of the first: of a
// country before a demonym before a capital before all others.
func read() *table {
	t := &table{byCode: make(map[string]int32, 256)}
	b := builder{table: t, taken: make(map[string]int32, 4096)}
	more := map[string][]string{}
	for row := range rows(moreTSV, 4) {
		more[row[0]] = append([]string(nil), row...)
	}
	var demonyms, capitals []func()
	for row := range rows(countriesTSV, 7) {
		c := Country{Code: row[0], Name: row[1], Capital: row[2], Lat: parseDegrees(row[3]), Lon: parseDegrees(row[4])}
		adjectives, extra := row[6], more[row[0]]
		if extra == nil {
			extra = make([]string, 4)
		}
		c.Demonym, _, _ = strings.Cut(extra[2], "|")
		if c.Demonym == "" {
			c.Demonym, _, _ = strings.Cut(adjectives, "|")
		}
		t.byCode[c.Code] = int32(len(t.countries))
		t.countries = append(t.countries, c)
		b.add(Entry{CountryName, c.Name, c.Code, c.Name}, c.Name, row[5], extra[1])
		demonyms = append(demonyms, func() { b.add(Entry{Demonym, c.Name, c.Code, c.Name}, adjectives, extra[2]) })
		capitals = append(capitals, func() { b.addCapital(c, extra[3]) })
	}
	for _, later := range append(demonyms, capitals...) {
		later()
	}
	b.others()
	t.names = make([]string, 0, len(b.taken))
	for name := range b.taken {
		t.names = append(t.names, name)
	}
	slices.Sort(t.names)
	t.of = make([]int32, len(t.names))
	for i, name := range t.names {
		t.of[i] = b.taken[name]
	}
	return t
}

func (b *builder) addCapital(c Country, others string) {
	party := c.Name
	if c.Code == "BE" {
		party = "European Union" // what "Brussels said" means, if Belgium's government has its seat there too
	}
	if others == "-" {
		return
	}
	b.add(Entry{Capital, c.Capital, c.Code, party}, c.Capital, others)
}

func (b *builder) others() {
	for row := range rows(seatsTSV, 4) {
		party := row[3]
		if party == "" {
			party = b.countries[b.byCode[row[2]]].Name
		}
		b.add(Entry{Seat, row[0], row[2], party}, row[0], row[1])
	}
	for row := range rows(organizationsTSV, 3) {
		party := row[2]
		if party == "" {
			party = row[0]
		}
		b.add(Entry{Kind: Organization, Name: row[0], Party: party}, row[0], row[1])
	}
	kinds := map[string]Kind{"agency": Agency, "broadcaster": Broadcaster, "newspaper": Newspaper}
	for row := range rows(outletsTSV, 4) {
		b.add(Entry{Kind: kinds[row[0]], Name: row[1], Country: row[3]}, row[1], row[2])
	}
}

// add makes an entry known under names, several in one parted by |.
func (b *builder) add(e Entry, names ...string) {
	b.list = append(b.list, e)
	for _, some := range names {
		for name := range strings.SplitSeq(some, "|") {
			var buffer [longest]byte
			key, ok := appendText(buffer[:0], name)
			if !ok || len(key) == 0 {
				continue
			}
			if _, taken := b.taken[string(key)]; taken {
				continue
			}
			b.taken[string(key)] = int32(len(b.list) - 1)
			b.starts[startOf(string(key))] = true
		}
	}
}

// rows yields the rows of a table with at least n columns; the slice is used again.
func rows(tsv string, n int) func(func([]string) bool) {
	return func(yield func([]string) bool) {
		row := make([]string, 0, 8)
		for line := range strings.SplitSeq(tsv, "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			row = row[:0]
			for cell := range strings.SplitSeq(line, "\t") {
				row = append(row, cell)
			}
			for len(row) < n {
				row = append(row, "")
			}
			if !yield(row) {
				return
			}
		}
	}
}

// parseDegrees reads a decimal number with a sign; what is none reads as 0.
func parseDegrees(s string) float64 {
	s, negative := strings.CutPrefix(s, "-")
	value, scale, fraction := 0.0, 1.0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '.':
			fraction = true
		case '0' <= c && c <= '9':
			value = value*10 + float64(c-'0')
			if fraction {
				scale *= 10
			}
		}
	}
	if value /= scale; negative {
		return -value
	}
	return value
}
