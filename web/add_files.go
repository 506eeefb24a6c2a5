package web

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/hearsay-news/hearsay/ingest/source"
)

// mostFiles is how many files are taken at once.
const mostFiles = 1000

// errTooLarge says that more was sent than is taken.
var errTooLarge = errors.New("more was sent than is taken")

// addFiles adds the files of a form, which are read as they come and kept nowhere but in
// memory, as each is bounded by what is taken in all.
func (s *Site) addFiles(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, mostUpload)
	parts, err := r.MultipartReader()
	if err != nil {
		return wrong("the form has no files: %s", err)
	}
	items, err := readFiles(parts)
	switch {
	case errors.Is(err, errTooLarge):
		// Not all was read: what is left would be taken for the next request.
		w.Header().Set("Connection", "close")
		s.again(w, r, http.StatusRequestEntityTooLarge, "files", nil, err.Error())
		return nil
	case err != nil:
		return err
	case len(items) == 0:
		s.again(w, r, http.StatusBadRequest, "files", nil, "No file was chosen.")
		return nil
	}
	name := items[0].Name
	if n := len(items); n > 1 {
		name = fmt.Sprintf("%s and %s", name, plural(n-1, "other file"))
	}
	return s.start(w, r, "files", nil, name, one(items...))
}

func readFiles(parts *multipart.Reader) ([]*source.Item, error) {
	var items []*source.Item
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return items, nil
		}
		if err != nil {
			return nil, tooLarge(err, "the files", mostUpload)
		}
		if part.FormName() != "file" || part.FileName() == "" {
			continue
		}
		if len(items) == mostFiles {
			return nil, fmt.Errorf("%w: %d files at once", errTooLarge, mostFiles)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return nil, tooLarge(err, "the files", mostUpload)
		}
		item := &source.Item{Name: fileName(part.FileName()), Data: data, Retrieved: time.Now().UTC()}
		// A browser guesses a type by the name; what says nothing is left to the bytes.
		if kind := part.Header.Get("Content-Type"); strings.HasPrefix(kind, "text/") || strings.HasPrefix(kind, "application/xhtml") {
			item.Type = kind
		}
		items = append(items, item)
	}
}

// fileName is the last part of a file's name as it was sent, in one line.
func fileName(s string) string {
	s = path.Base(strings.ReplaceAll(line(s), `\`, "/"))
	if s == "." || s == "/" || s == ".." {
		return "file"
	}
	return s
}

// tooLarge tells a body that is too large from one that cannot be read.
func tooLarge(err error, what string, most int) error {
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		return fmt.Errorf("%w: %s may have %d MB", errTooLarge, what, most>>20)
	}
	return wrong("%s cannot be read: %s", what, err)
}
