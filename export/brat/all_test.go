package brat_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/export/brat"
	"github.com/hearsay-news/hearsay/internal/roomtest"
)

func TestAll(t *testing.T) {
	s, in := roomtest.Chosen(t)
	out := roomtest.Twice(t, func(b *bytes.Buffer) error { return brat.All(t.Context(), b, s) })
	z, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
	if err != nil {
		t.Fatal(err)
	}
	texts, events := 0, 0
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, ".txt") {
			texts++
		}
		if !strings.HasSuffix(f.Name, ".ann") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		events += strings.Count("\n"+string(data), "\nE")
	}
	if texts != int(in.Documents) || events != int(in.Statements) {
		t.Errorf("%d texts with %d events, want %d and %d", texts, events, in.Documents, in.Statements)
	}
}
