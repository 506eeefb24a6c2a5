package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/hearsay-news/hearsay/nlp"
)

// versionCommand is `hearsay version`.
type versionCommand struct{}

// Run shows the versions.
func (versionCommand) Run(m *Main) error {
	version := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	if _, err := fmt.Fprintf(m.Stdout, "hearsay %s %s %s/%s\n", version, runtime.Version(), runtime.GOOS, runtime.GOARCH); err != nil {
		return err
	}
	for _, name := range nlp.Models {
		reader, err := m.Load(name)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(m.Stdout, "model %s %s\n", reader.By.Model, reader.By.Version); err != nil {
			return err
		}
	}
	return nil
}
