package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// config is what the configuration file may say. What is said on the command line goes
// before the environment, that before the file, and that before what is built in.
type config struct {
	Ledger string `json:"ledger"` // a folder, or postgres://…
	NATS   string `json:"nats"`   // nats://…
	Model  string `json:"model"`
}

// configPath is where the configuration file lies: HEARSAY_CONFIG, or the user's folder
// for such.
func (m *Main) configPath() (path string, asked bool) {
	if path := m.env("HEARSAY_CONFIG"); path != "" {
		return path, true
	}
	dir := m.env("XDG_CONFIG_HOME")
	if dir == "" {
		switch home := m.env("HOME"); {
		case runtime.GOOS == "windows":
			dir = m.env("AppData")
		case runtime.GOOS == "darwin" && home != "":
			dir = filepath.Join(home, "Library", "Application Support")
		case home != "":
			dir = filepath.Join(home, ".config")
		}
	}
	if dir == "" {
		return "", false
	}
	return filepath.Join(dir, "hearsay", "config.json"), false
}

// config reads the configuration file; there need not be one unless it was asked for.
func (m *Main) config() (config, error) {
	var c config
	path, asked := m.configPath()
	if path == "" {
		return c, nil
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !asked {
		return c, nil
	}
	if err != nil {
		return c, fmt.Errorf("read configuration: %w", err)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		return c, fmt.Errorf("read configuration %s: %w; it may have: ledger, nats, model", path, err)
	}
	return c, nil
}

// dataDir is where a user's ledger lies unless they say otherwise.
func (m *Main) dataDir() (string, error) {
	if dir := m.env("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "hearsay"), nil
	}
	home := m.env("HOME")
	switch {
	case runtime.GOOS == "windows" && m.env("LocalAppData") != "":
		return filepath.Join(m.env("LocalAppData"), "hearsay"), nil
	case runtime.GOOS == "darwin" && home != "":
		return filepath.Join(home, "Library", "Application Support", "hearsay"), nil
	case home != "":
		return filepath.Join(home, ".local", "share", "hearsay"), nil
	}
	return "", usage("there is no home folder to keep the ledger in: say where with --ledger PATH or HEARSAY_LEDGER")
}
