package model

import (
	"embed"
	"fmt"
)

//go:embed weights
var files embed.FS

// Weights gives the embedded weight file of that name, as `hearsay train` writes
// it ("tag.bin"). The bytes must not be written to.
func Weights(name string) ([]byte, error) {
	data, err := files.ReadFile("weights/" + name)
	if err != nil {
		return nil, fmt.Errorf("read weights: %w", err)
	}
	return data, nil
}
