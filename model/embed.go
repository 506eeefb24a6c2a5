package model

import (
	"embed"
	"fmt"
	"os"

	"github.com/klauspost/compress/zstd"
)

//go:embed weights
var files embed.FS

// packed are the weight files that are kept compressed: those that give the most room for
// the time that it takes to unpack them.
var packed = map[string]bool{"parse.bin": true}

// ending is that of compressed weight files.
const ending = ".zst"

// Weights gives the embedded weight file of that name, as `hearsay train` writes
// it ("tag.bin"). The bytes must not be written to.
func Weights(name string) ([]byte, error) {
	path := "weights/" + name
	if packed[name] {
		path += ending
	}
	data, err := files.ReadFile(path)
	if err == nil && packed[name] {
		data, err = unpack(data)
	}
	if err != nil {
		return nil, fmt.Errorf("read weights: %w", err)
	}
	return data, nil
}

// Write writes a weight file into a folder, compressed where such are kept so.
func Write(dir, name string, data []byte) error {
	path := dir + "/" + name
	if packed[name] {
		path += ending
		enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
		if err != nil {
			return fmt.Errorf("write weights: %w", err)
		}
		data = enc.EncodeAll(data, nil)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return fmt.Errorf("write weights: %w", err)
	}
	return nil
}

// Read reads a weight file from a folder, as Write wrote it. Where there is none the error
// wraps fs.ErrNotExist.
func Read(dir, name string) ([]byte, error) {
	if !packed[name] {
		data, err := os.ReadFile(dir + "/" + name)
		if err != nil {
			return nil, fmt.Errorf("read weights: %w", err)
		}
		return data, nil
	}
	data, err := os.ReadFile(dir + "/" + name + ending)
	if err != nil {
		return nil, fmt.Errorf("read weights: %w", err)
	}
	return unpack(data)
}

func unpack(data []byte) ([]byte, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	return dec.DecodeAll(data, nil)
}
