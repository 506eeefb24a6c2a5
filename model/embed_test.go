package model_test

import (
	"bytes"
	"errors"
	"io/fs"
	"testing"

	"github.com/hearsay-news/hearsay/model"
)

// What is kept compressed comes back as it was.
func TestWeightFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"parse.bin", "tag.bin"} {
		if _, err := model.Read(dir, name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s that is not there: %v", name, err)
		}
		want, err := model.Weights(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := model.Write(dir, name, want); err != nil {
			t.Fatal(err)
		}
		got, err := model.Read(dir, name)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes, want %d, %v", name, len(got), len(want), err)
		}
	}
}
