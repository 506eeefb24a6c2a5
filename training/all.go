package training

import (
	"crypto/sha256"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay/model"
	"github.com/hearsay-news/hearsay/nlp"
)

// Files are the weight files in the order in which they are made: each needs
// those before it.
var Files = []string{"clusters", "tag", "parse", "attrib", "entity"}

// Run makes the named weight files (all of Files for none) from the corpora in
// dir and writes them to out as NAME.bin. Files it does not make but needs are
// read from out. With silver, attrib learns from the accurate model as well, whose
// files in out must have been made with the attrib that is there, learned from
// people alone.
func Run(dir, out string, names []string, silver bool, log io.Writer) error {
	for _, n := range names {
		if !slices.Contains(Files, n) {
			return fmt.Errorf("train: no weight file %q (there are: %s)", n, strings.Join(Files, ", "))
		}
	}
	var w nlp.Weights
	if silver {
		for name, into := range map[string]*[]byte{"attrib": &w.Attrib, "words": &w.Words, "reader": &w.Reader} {
			data, err := model.Read(out, name+".bin")
			if err != nil {
				return fmt.Errorf("train with silver labels: %w", err)
			}
			*into = data
		}
	}
	of := map[string]*[]byte{"clusters": &w.Clusters, "tag": &w.Tag, "parse": &w.Parse, "attrib": &w.Attrib, "entity": &w.Entity}
	for _, name := range Files {
		path := filepath.Join(out, name+".bin")
		if len(names) > 0 && !slices.Contains(names, name) {
			data, err := model.Read(out, name+".bin")
			if err != nil && name != "attrib" && name != "entity" { // nothing needs these
				return fmt.Errorf("train: %w", err)
			}
			*of[name] = data
			continue
		}
		start := time.Now()
		data, err := produce(name, dir, w, log)
		if err != nil {
			return fmt.Errorf("train %s: %w", name, err)
		}
		if err := model.Write(out, name+".bin", data); err != nil {
			return fmt.Errorf("train: %w", err)
		}
		*of[name] = data
		fmt.Fprintf(log, "%s: %d bytes, sha256 %x, %s\n", path, len(data), sha256.Sum256(data), time.Since(start).Round(time.Second))
	}
	return nil
}

// produce makes one weight file; w holds those before it.
func produce(name, dir string, w nlp.Weights, log io.Writer) ([]byte, error) {
	if name == "clusters" {
		return Clusters(dir)
	}
	clusters, err := model.ReadClusters(w.Clusters)
	if err != nil {
		return nil, err
	}
	switch name {
	case "tag":
		return Tagger(dir, clusters, log)
	case "entity":
		return Recognizer(dir, clusters, log)
	case "parse":
		return Parser(dir, clusters, log)
	}
	return Attributor(dir, w, log)
}
