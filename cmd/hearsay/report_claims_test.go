package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Of one real report alone the ledger tells who acknowledged the deployment, and who had
// estimated, confirmed and declined to confirm it; that the clearing of the region is
// disputed; and that all that is known of casualties is one service's.
func TestClaimsOfOneReport(t *testing.T) {
	root := os.Getenv("HEARSAY_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	path := filepath.Join(root, "report", "report.txt")
	if _, err := os.Stat(path); err != nil {
		t.Skip("no report here: set HEARSAY_SHARED to the folder that holds it")
	}
	dir := t.TempDir()
	runReal(t, exitDone, "ingest", "--quiet", "--ledger", dir, path)
	type position struct{ Speaker, Stance string }
	type shown struct {
		Wording, Status string
		Positions       []position
		Origins         []struct{ Name string }
		Figures         []struct{ Outcome string }
	}
	var all []shown
	for line := range strings.Lines(runReal(t, exitDone, "claims", "--ledger", dir, "--format", "jsonl")) {
		var c shown
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	with := func(status string, want ...position) bool {
		for _, c := range all {
			n := 0
			for _, w := range want {
				for _, p := range c.Positions {
					if strings.Contains(p.Speaker, w.Speaker) && p.Stance == w.Stance {
						n++
						break
					}
				}
			}
			if c.Status == status && n == len(want) {
				return true
			}
		}
		return false
	}
	if !with("acknowledged", position{"North Korea", "asserts"}, position{"Russia", "asserts"}, position{"Pentagon", "asserts"}, position{"North Korea", "declines"}, position{"Russia", "declines"}) {
		t.Errorf("the deployment: %+v", all)
	}
	if !with("disputed", position{"Russia", "asserts"}, position{"Zelenskyy", "denies"}) {
		t.Errorf("the clearing of the region: %+v", all)
	}
	casualties := false
	for _, c := range all {
		casualties = casualties || c.Status == "single-source" && len(c.Figures) > 0 && len(c.Origins) == 1 && strings.Contains(c.Origins[0].Name, "Intelligence Service")
	}
	if !casualties {
		t.Errorf("the casualties: %+v", all)
	}
}
