package ledger

// Table is a table of the log or one that follows from it: its name and columns. The first
// column is the index of the entry that a row is of, unless the table says otherwise.
type Table struct {
	Name    string
	Columns []string
	// Key is how many of the columns, from the first, tell its rows apart and order them.
	Key int
	// Settled is how many of the columns, from the first, are what the entry alone
	// says and never change. Those after it depend on other entries.
	Settled int
	// Once says that a row is left out where there is one of the same first column.
	Once bool
}

// The tables. Values are int64, float64, string or []byte; a truth is 0 or 1. Dates and
// times are ISO 8601 and sort as text; "" is none.
var (
	EntryTable = &Table{Name: "entries", Columns: []string{"idx", "kind", "id", "recorded", "data"}, Key: 1, Settled: 5}
	// HashTable has the tree's hashes by their places.
	HashTable = &Table{Name: "hashes", Columns: []string{"pos", "hash"}, Key: 1, Settled: 2}
	// HeadTable has the signed heads by size.
	HeadTable = &Table{Name: "heads", Columns: []string{"size", "root", "note"}, Key: 1, Settled: 3}

	SnapshotTable = &Table{Name: "snapshots", Columns: []string{
		"seq", "id", "sha256", "size", "name", "url", "type", "retrieved", "document", "replaces", "recorded",
	}, Key: 1, Settled: 11}
	DocumentTable = &Table{Name: "documents", Columns: []string{
		"seq", "id", "canonical", "url", "path", "title", "publisher", "published", "basis", "language", "snapshot",
		"retrieved", "public_at", "recorded", "words", "outline", "old",
	}, Key: 1, Settled: 16}
	StatementTable = &Table{Name: "statements", Columns: []string{
		"seq", "id", "document", "speaker", "speaker_id", "speaker_kind", "party", "act", "certainty", "negative", "distanced",
		"zone", "mode", "model", "version", "score", "said_from", "said_to", "event_from", "event_to", "recorded", "words",
		"public_at", "publisher", "old", "until",
	}, Key: 1, Settled: 22}
	ReadingTable = &Table{Name: "readings", Columns: []string{
		"seq", "id", "document", "first", "count", "model", "version", "recorded",
	}, Key: 1, Settled: 8}
	VersionTable = &Table{Name: "versions", Columns: []string{
		"seq", "id", "canonical", "document", "replaces", "number", "class", "retrieved", "public_at", "recorded",
	}, Key: 1, Settled: 10}
	CopyTable = &Table{Name: "copies", Columns: []string{
		"seq", "id", "document", "other", "similarity", "containment", "first", "agency", "recorded",
	}, Key: 1, Settled: 9}
	// BandTable is what near-duplicates are found by: the bands of each document.
	BandTable = &Table{Name: "bands", Columns: []string{"band", "seq"}, Key: 2, Settled: 2}
	// NameTable has each name of a speaker once.
	NameTable = &Table{Name: "names", Columns: []string{"name", "folded"}, Key: 1, Settled: 2, Once: true}
)

// Projections are the tables that a verification holds against the log row by row.
var Projections = []*Table{SnapshotTable, DocumentTable, StatementTable, ReadingTable, VersionTable, CopyTable}

// Tables are all of them.
var Tables = append([]*Table{EntryTable, HashTable, HeadTable, BandTable, NameTable}, Projections...)
