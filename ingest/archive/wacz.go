package archive

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/hearsay-news/hearsay/ingest/source"
)

// The files of a WACZ that say what else is in it.
const (
	packageFile       = "datapackage.json"
	packageDigestFile = "datapackage-digest.json"
)

// The most of them that is read, and the most bytes that the list of a file may
// take in the zip.
const (
	maxPackage = 16 << 20
	maxEntry   = 512
)

// dataPackage is the list of a WACZ's files and their digests.
type dataPackage struct {
	Profile   string
	Resources []struct{ Path, Hash string }
}

// wacz gives the pages of a WACZ, file by file. A file is read if it is what the
// package says it is.
func (r *reader) wacz(path string, f io.ReaderAt, size int64) error {
	list := &limited{ReaderAt: f, left: int64(r.opts.MaxFiles)*maxEntry + 1<<20}
	z, err := zip.NewReader(list, size)
	if err != nil {
		return fmt.Errorf("read the list of files in the zip: %w", err)
	}
	list.left = -1
	if len(z.File) > r.opts.MaxFiles {
		return fmt.Errorf("the zip has %d files, at most %d are read", len(z.File), r.opts.MaxFiles)
	}
	digests, err := readPackage(z)
	if err != nil {
		return err
	}
	parts := partsOf(z)
	if len(parts) == 0 {
		return errors.New("the WACZ has no records: there is no WARC file in its folder archive")
	}
	if err := apart(parts); err != nil {
		return err
	}
	for _, file := range parts {
		name := path + "#" + file.Name
		p, err := r.checked(name, f, file, digests)
		if err == nil {
			err = r.part(p)
		} else if r.ctx.Err() == nil {
			err = r.item(&source.Item{Name: name}, err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// limited reads while the list of files is not longer than it may be: package zip
// holds all of it.
type limited struct {
	io.ReaderAt
	left int64 // -1 for any number
}

func (l *limited) ReadAt(p []byte, off int64) (int, error) {
	if l.left < 0 {
		return l.ReaderAt.ReadAt(p, off)
	}
	if l.left -= int64(len(p)); l.left < 0 {
		l.left = 0
		return 0, errors.New("too long")
	}
	return l.ReaderAt.ReadAt(p, off)
}

// partsOf gives the files of records in a zip, in its order.
func partsOf(z *zip.Reader) []*zip.File {
	var files []*zip.File
	for _, file := range z.File {
		if isPart(file.Name) && clean(file.Name) {
			files = append(files, file)
		}
	}
	return files
}

// apart makes sure that no two files share their bytes: a small zip can hold one
// file thousands of times.
func apart(files []*zip.File) error {
	type span struct{ start, end int64 }
	spans := make([]span, 0, len(files))
	for _, file := range files {
		start, err := file.DataOffset()
		if err != nil {
			return fmt.Errorf("find %s in the zip: %w", file.Name, err)
		}
		spans = append(spans, span{start, start + int64(file.CompressedSize64)})
	}
	sort.Slice(spans, func(i, j int) bool { return spans[i].start < spans[j].start })
	for i := 1; i < len(spans); i++ {
		if spans[i].start < spans[i-1].end {
			return errors.New("files of the zip overlap")
		}
	}
	return nil
}

// readPackage gives the digests of the files by their names.
func readPackage(z *zip.Reader) (map[string]string, error) {
	data, err := readFile(z, packageFile)
	if err != nil {
		return nil, err
	}
	if data == nil {
		return nil, fmt.Errorf("no WACZ: there is no %s in the zip", packageFile)
	}
	if sum, err := readFile(z, packageDigestFile); err != nil {
		return nil, err
	} else if sum != nil {
		var stated struct{ Hash string }
		if err := json.Unmarshal(sum, &stated); err != nil {
			return nil, fmt.Errorf("read %s: %w", packageDigestFile, err)
		}
		if err := verify(packageFile, stated.Hash, data); err != nil {
			return nil, err
		}
	}
	var p dataPackage
	if err := json.Unmarshal(data, &p); err != nil {
		return nil, fmt.Errorf("read %s: %w", packageFile, err)
	}
	if p.Profile == "multi-wacz-package" {
		return nil, errors.New("a WACZ of other WACZ files is not supported")
	}
	digests := make(map[string]string, len(p.Resources))
	for _, res := range p.Resources {
		digests[res.Path] = res.Hash
	}
	return digests, nil
}

// readFile reads a small file of a zip, nil if it has none of the name.
func readFile(z *zip.Reader, name string) ([]byte, error) {
	for _, file := range z.File {
		if file.Name != name {
			continue
		}
		r, err := file.Open()
		if err != nil {
			return nil, fmt.Errorf("open %s: %w", name, err)
		}
		defer r.Close()
		data, err := io.ReadAll(io.LimitReader(r, maxPackage+1))
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		if len(data) > maxPackage {
			return nil, fmt.Errorf("%s has more than %d bytes", name, maxPackage)
		}
		return data, nil
	}
	return nil, nil
}

// checked opens a file of records, if its bytes are those that the package lists.
func (r *reader) checked(name string, f io.ReaderAt, file *zip.File, digests map[string]string) (*part, error) {
	stated, ok := digests[file.Name]
	switch {
	case !ok:
		return nil, fmt.Errorf("%s does not list it", packageFile)
	case file.Flags&1 != 0:
		return nil, errors.New("it is encrypted")
	}
	p := zipPart(name, file)
	if file.Method == zip.Store {
		off, err := file.DataOffset()
		if err != nil {
			return nil, fmt.Errorf("find it in the zip: %w", err)
		}
		size := int64(file.CompressedSize64)
		p = filePart(name, io.NewSectionReader(f, off, size), size)
	} else if p.size-freeMember > r.opts.MaxRatio*int64(file.CompressedSize64) {
		return nil, fmt.Errorf("it %w: %d bytes of %d", ErrBomb, p.size, file.CompressedSize64)
	}
	if err := r.sum(p, stated); err != nil {
		return nil, err
	}
	return p, nil
}

// sum checks the digest of a whole file.
func (r *reader) sum(p *part, stated string) error {
	label, want, ok := strings.Cut(stated, ":")
	if !ok || !strings.EqualFold(label, "sha256") {
		return fmt.Errorf("%s has no SHA-256 digest of it but %.100q", packageFile, stated)
	}
	in, err := p.open(0)
	if err != nil {
		return fmt.Errorf("open it: %w", err)
	}
	defer in.Close()
	h := sha256.New()
	buf := make([]byte, window)
	for {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		n, err := in.Read(buf)
		h.Write(buf[:n])
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("read it: %w", err)
		}
		if p.again {
			if err := r.meter.fill(int64(n)); err != nil {
				return err
			}
		}
	}
	if got := hex.EncodeToString(h.Sum(nil)); !strings.EqualFold(got, want) {
		return fmt.Errorf("its %w: it is sha256:%s, %s says %.100s", ErrDigest, got, packageFile, shown(stated))
	}
	return nil
}
