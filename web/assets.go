package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"
)

//go:embed static
var static embed.FS

// assets are what pages need beside themselves: one style sheet, one script, each made of
// the files of a folder in the order of their names, and single files.
type assets struct {
	files map[string]*asset // by the name in URLs, which has a part of the content's hash
	urls  map[string]string // by plain name
}

type asset struct {
	kind         string
	plain, small []byte
}

// kinds are the types of files by their endings.
var kinds = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2"}

func readAssets() (*assets, error) {
	a := &assets{files: make(map[string]*asset), urls: make(map[string]string)}
	for _, bundle := range [...]struct{ name, folder string }{{"app.css", "static/css"}, {"app.js", "static/js"}} {
		names, err := fs.Glob(static, bundle.folder+"/*")
		if err != nil {
			return nil, err
		}
		slices.Sort(names)
		var all bytes.Buffer
		for _, name := range names {
			data, err := static.ReadFile(name)
			if err != nil {
				return nil, err
			}
			all.Write(data)
			all.WriteByte('\n')
		}
		if err := a.add(bundle.name, all.Bytes()); err != nil {
			return nil, err
		}
	}
	names, err := fs.Glob(static, "static/*.*")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		data, err := static.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := a.add(path.Base(name), data); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (a *assets) add(name string, data []byte) error {
	sum := sha256.Sum256(data)
	ending := path.Ext(name)
	hashed := strings.TrimSuffix(name, ending) + "-" + hex.EncodeToString(sum[:6]) + ending
	var small bytes.Buffer
	z := gzip.NewWriter(&small)
	_, err := z.Write(data)
	if err == nil {
		err = z.Close()
	}
	a.files[hashed] = &asset{kinds[ending], data, small.Bytes()}
	a.urls[name] = "/static/" + hashed
	return err
}

// ServeHTTP gives a file. Its name changes with what it holds, so that it may be kept for
// ever.
func (a *assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f := a.files[r.PathValue("name")]
	if f == nil {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	data := f.plain
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		data = f.small
	}
	_, _ = w.Write(data) // who hung up is gone
}
