package ingest

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// articles are the endings of files that hold articles.
var articles = []string{".txt", ".text", ".html", ".htm", ".xhtml", ".shtml"}

// archives are endings of web archives.
var archives = []string{".warc", ".warc.gz", ".warc.zst", ".arc.gz", ".wacz"}

// others are endings of files that may look like text and are no articles. A file
// of any other ending is opened to see what it is.
var others = []string{
	".ann", ".bib", ".c", ".cfg", ".conf", ".conll", ".conllu", ".cpp", ".css", ".csv", ".env",
	".go", ".h", ".ini", ".java", ".js", ".json", ".jsonl", ".log", ".lock", ".map", ".md", ".mod",
	".ndjson", ".py", ".rb", ".rs", ".rss", ".rst", ".sh", ".sql", ".srt", ".sum", ".svg", ".tex",
	".toml", ".ts", ".tsv", ".vtt", ".xml", ".yaml", ".yml",
}

// sniffed is how much of a file is read to see whether it is text.
const sniffed = 512

// Expand turns what the user named into inputs, in the order named. A folder
// stands for the articles below it, in the order of their names: regular files,
// or links to them, whose ending or content is that of text or HTML. Hidden files
// and links to folders are passed over. A file is never passed over when it is
// named itself. What is named twice is read once.
//
// What cannot be read becomes an input with an Err. The only error is that of ctx.
func Expand(ctx context.Context, names []string) ([]Input, error) {
	return expand(ctx, names, articles)
}

// ExpandArchives is Expand with the web archives that folders hold as well.
func ExpandArchives(ctx context.Context, names []string) ([]Input, error) {
	return expand(ctx, names, slices.Concat(articles, archives))
}

func expand(ctx context.Context, names []string, endings []string) ([]Input, error) {
	e := expansion{ctx: ctx, endings: endings, seen: make(map[string]bool)}
	for _, name := range names {
		if err := e.name(name); err != nil {
			return nil, err
		}
	}
	return e.inputs, nil
}

// expansion is the state of one Expand.
type expansion struct {
	ctx     context.Context
	endings []string // of what is taken without a look at it
	inputs  []Input
	seen    map[string]bool // cleaned paths
}

func (e *expansion) add(in Input) {
	key := in.Path
	if key != Stdin {
		key = filepath.Clean(key)
	}
	if !e.seen[key] {
		e.seen[key] = true
		e.inputs = append(e.inputs, in)
	}
}

// name adds what the user named.
func (e *expansion) name(name string) error {
	if name == Stdin {
		e.add(Input{Path: Stdin})
		return e.ctx.Err()
	}
	if name == "" {
		e.add(Input{Path: name, Err: errors.New("a name of no letters")})
		return nil
	}
	info, err := os.Stat(name)
	if err != nil || !info.IsDir() {
		e.add(named(name))
		return e.ctx.Err()
	}
	before := len(e.seen)
	found, err := e.folder(name)
	if err == nil && !found && len(e.seen) == before {
		e.add(Input{Path: name, Err: ErrNoText})
	}
	return err
}

// folder adds what is below a folder and reports whether there was anything, be
// it only something that cannot be read.
func (e *expansion) folder(dir string) (found bool, err error) {
	if err := e.ctx.Err(); err != nil {
		return false, err
	}
	entries, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		e.add(Input{Path: dir, Err: explain(err)})
		return true, nil
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		path := filepath.Join(dir, entry.Name())
		if entry.IsDir() {
			below, err := e.folder(path)
			if err != nil {
				return false, err
			}
			found = found || below
			continue
		}
		if in, ok := candidate(path, entry, e.endings); ok {
			found = true
			e.add(in)
		}
	}
	return found, nil
}

// candidate makes an input of a folder's entry, if it is one.
func candidate(path string, entry fs.DirEntry, endings []string) (Input, bool) {
	link := entry.Type()&fs.ModeSymlink != 0
	if !link && !entry.Type().IsRegular() {
		return Input{}, false
	}
	ext := strings.ToLower(filepath.Ext(path))
	lower := strings.ToLower(path)
	article := slices.ContainsFunc(endings, func(end string) bool { return strings.HasSuffix(lower, end) })
	if !article && slices.Contains(others, ext) {
		return Input{}, false
	}
	info, err := os.Stat(path)
	switch {
	case err != nil && !article: // a dangling link of no known kind
		return Input{}, false
	case err != nil:
		return Input{Path: path, Err: explain(err)}, true
	case !info.Mode().IsRegular(): // a link to a folder, a pipe, a device
		return Input{}, false
	case !article && !looksLikeText(path):
		return Input{}, false
	}
	return Input{Path: path, Size: info.Size()}, true
}

// looksLikeText reads the beginning of a file and reports whether it is text in
// one of the common encodings. Archives and pictures have NULs or control
// characters in their first bytes; UTF-16 has a byte order mark.
func looksLikeText(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	var buf [sniffed]byte
	n, err := io.ReadFull(f, buf[:])
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false
	}
	head := buf[:n]
	if n >= 2 && (head[0] == 0xFE && head[1] == 0xFF || head[0] == 0xFF && head[1] == 0xFE) {
		return true
	}
	for _, magic := range [...]string{"%PDF", "{\\rtf", "%!PS"} {
		if strings.HasPrefix(string(head), magic) {
			return false
		}
	}
	strange := 0
	for i := 0; i < len(head); {
		c := head[i]
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7F {
			return false
		}
		r, size := utf8.DecodeRune(head[i:])
		if r == utf8.RuneError && size == 1 && utf8.FullRune(head[i:]) {
			strange++ // a letter of an 8-bit encoding, or not text at all
		}
		i += size
	}
	return n > 0 && strange*4 <= n
}
