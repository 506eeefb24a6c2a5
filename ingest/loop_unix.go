//go:build unix

package ingest

import (
	"errors"
	"syscall"
)

// isLoop reports whether err is of symbolic links that lead round in a circle.
func isLoop(err error) bool { return errors.Is(err, syscall.ELOOP) }
