package hearsay

import "errors"

// The faults an input can have. Callers wrap them with the input's name and,
// where there is one, the position: fmt.Errorf("read %s: %w", path, ErrEmpty).
var (
	ErrEmpty    = errors.New("no text in it")
	ErrBinary   = errors.New("not text: it holds NUL bytes or no readable characters")
	ErrEncoding = errors.New("not valid UTF-8, and no other encoding could be told")
	ErrTooLarge = errors.New("too large")
	ErrArticle  = errors.New("no article found in the page")
	ErrLanguage = errors.New("not in English")
)
