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
	if _, err := fmt.Fprintf(m.Stdout, "hearsay %s %s %s/%s\n", programVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH); err != nil {
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

// programVersion is the version that Go has put into the program.
func programVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
