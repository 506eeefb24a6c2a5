package ledgertest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/hearsay-news/hearsay/ledger"
	"github.com/hearsay-news/hearsay/ledger/snapshot"
)

// full makes a ledger in which every table has several rows.
func full(t testing.TB, k Kind) *bench {
	t.Helper()
	b := start(t, k)
	if err := Fill(t.Context(), b.Ledger); err != nil {
		t.Fatal(err)
	}
	b.verify()
	return b
}

// rows are all rows of a table.
func (b *bench) rows(table *ledger.Table) (all [][]any) {
	b.t.Helper()
	err := b.View(b.t.Context(), func(v ledger.View) error {
		for row, err := range v.Rows(b.t.Context(), table) {
			if err != nil {
				return err
			}
			all = append(all, row)
		}
		return nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return all
}

// literal writes a value in SQL.
func (b *bench) literal(value any) string {
	switch v := value.(type) {
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'e', -1, 64)
	case []byte:
		return b.kind.Blob(v)
	}
	return "'" + strings.ReplaceAll(fmt.Sprint(value), "'", "''") + "'"
}

// other is a value that differs in one bit or letter.
func other(value any) any {
	switch v := value.(type) {
	case int64:
		return v ^ 1
	case float64:
		return v + 1.0/1024
	case []byte:
		c := slices.Clone(v)
		c[len(c)/2] ^= 4
		return c
	case string:
		if v == "" {
			return "x"
		}
		c := []byte(v)
		if c[len(c)/2]++; c[len(c)/2] > 126 {
			c[len(c)/2] = 'a'
		}
		return string(c)
	}
	return value
}

// forger changes a table behind the ledger's back.
type forger struct {
	*bench
	table *ledger.Table
	all   [][]any
}

func (f *forger) exec(format string, args ...any) {
	f.t.Helper()
	if err := f.kind.Exec(f.t.Context(), f.name, fmt.Sprintf(format, args...)); err != nil {
		f.t.Fatalf("%s: %v", fmt.Sprintf(format, args...), err)
	}
}

func (f *forger) where(row []any) string {
	var is []string
	for i, c := range f.table.Columns[:f.table.Key] {
		is = append(is, c+" = "+f.literal(row[i]))
	}
	return strings.Join(is, " AND ")
}

func (f *forger) insert(row []any) string {
	var values []string
	for _, v := range row {
		values = append(values, f.literal(v))
	}
	return fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", f.table.Name, strings.Join(f.table.Columns, ", "), strings.Join(values, ", "))
}

// undo writes the table as it was.
func (f *forger) undo() {
	f.t.Helper()
	all := []string{"DELETE FROM " + f.table.Name}
	for _, row := range f.all {
		all = append(all, f.insert(row))
	}
	f.exec("%s", strings.Join(all, "; "))
}

// of is the index of the entry that a row is of, -1 where it is none's alone.
func (f *forger) of(row []any) int64 {
	n, _ := row[0].(int64)
	switch f.table {
	case ledger.HashTable: // the entry that completes the hash
		level, at := tlog.SplitStoredHashIndex(n)
		return (at+1)<<level - 1
	case ledger.HeadTable:
		return n - 1
	case ledger.BandTable, ledger.NameTable:
		return -1
	}
	return n
}

// found expects that a verification finds what was done, at the entry of the row first.
func (f *forger) found(what string, row []any) {
	f.t.Helper()
	v, err := f.Verify(f.t.Context(), ledger.VerifyOptions{})
	switch want := f.of(row); {
	case err != nil:
		f.t.Errorf("%s: %v", what, err)
	case len(v.Faults) == 0:
		f.t.Errorf("%s: not found", what)
	case want >= 0 && v.Faults[0].Index != want:
		f.t.Errorf("%s, of entry %d: %v", what, want, v.Faults[0].Error())
	}
	f.undo()
}

// Whatever changes in any table is found, and the entry named.
func tampered(t *testing.T, k Kind) {
	b := full(t, k)
	for _, table := range ledger.Tables {
		f := &forger{b, table, b.rows(table)}
		n := len(f.all)
		if n < 2 {
			t.Fatalf("%s has %d rows", table.Name, n)
		}
		row := f.all[n/2]
		for i, c := range table.Columns {
			value := other(row[i])
			if i < table.Key {
				if n, ok := value.(int64); ok {
					value = n + 1<<20 // the next is taken
				}
			}
			f.exec("UPDATE %s SET %s = %s WHERE %s", table.Name, c, f.literal(value), f.where(row))
			f.found(table.Name+"."+c+" changed", row)
		}
		for _, row := range [][]any{f.all[0], row, f.all[n-1]} {
			f.exec("DELETE FROM %s WHERE %s", table.Name, f.where(row))
			what := table.Name + ": a row deleted"
			if table == ledger.HeadTable { // the entries are not counted any more, or the next head misses it
				f.foundSomehow(what)
				continue
			}
			f.found(what, row)
		}
		f.exec("DELETE FROM %s", table.Name)
		f.foundSomehow(table.Name + ": all rows deleted")
		f.added(row)
		f.swapped(f.all[0], f.all[n-1])
	}
	b.verify()
	// The last head and all after the one before it are taken away together: only who saw
	// the head can know.
	head := b.head()
	heads := b.rows(ledger.HeadTable)
	before, _ := heads[len(heads)-2][0].(int64)
	last := &forger{b, ledger.EntryTable, b.rows(ledger.EntryTable)}
	for _, table := range ledger.Tables {
		switch table {
		case ledger.NameTable:
		case ledger.BandTable:
			last.exec("DELETE FROM bands WHERE seq >= %d", before)
		case ledger.HashTable:
			last.exec("DELETE FROM hashes WHERE pos >= %d", tlog.StoredHashCount(before))
		case ledger.HeadTable:
			last.exec("DELETE FROM heads WHERE size > %d", before)
		default:
			last.exec("DELETE FROM %s WHERE %s >= %d", table.Name, table.Columns[0], before)
		}
	}
	v, err := b.Verify(t.Context(), ledger.VerifyOptions{Earlier: &head})
	if err != nil || len(v.Faults) == 0 || !strings.Contains(fmt.Sprint(v.Faults), "when it was last seen") {
		t.Errorf("%+v, %v", v, err)
	}
}

// foundSomehow expects that a verification finds what was done.
func (f *forger) foundSomehow(what string) {
	f.t.Helper()
	v, err := f.Verify(f.t.Context(), ledger.VerifyOptions{})
	if err != nil || len(v.Faults) == 0 {
		f.t.Errorf("%s: %+v, %v", what, v, err)
	}
	f.undo()
}

// added adds a row like another, before, between and behind those that are there.
func (f *forger) added(row []any) {
	f.t.Helper()
	keys := []any{int64(-1), int64(1 << 40)}
	if f.table == ledger.NameTable {
		keys = []any{"", "Zoe"}
	}
	for _, key := range keys {
		c := slices.Clone(row)
		c[0] = key
		for i, name := range f.table.Columns {
			if name == "id" {
				c[i] = other(row[i]) // it is unique
			}
		}
		f.exec("%s", f.insert(c))
		f.foundSomehow(fmt.Sprintf("%s: a row %v added", f.table.Name, key))
	}
}

// swapped has two rows change places.
func (f *forger) swapped(a, b []any) {
	f.t.Helper()
	key := f.table.Columns[0]
	free := f.literal(int64(1 << 40))
	if f.table == ledger.NameTable {
		free = "'free'"
	}
	for _, move := range [][2]string{{f.literal(a[0]), free}, {f.literal(b[0]), f.literal(a[0])}, {free, f.literal(b[0])}} {
		f.exec("UPDATE %s SET %s = %s WHERE %s = %s", f.table.Name, key, move[1], key, move[0])
	}
	f.found(f.table.Name+": two rows swapped", a)
}

// Whatever changes of the bytes of a snapshot is found, and the entry named.
func tamperedSnapshots(t *testing.T, k Kind) {
	b := full(t, k)
	rows := b.rows(ledger.SnapshotTable)
	address := func(i int) string { s, _ := rows[i][2].(string); return s }
	index := func(i int) int64 { n, _ := rows[i][0].(int64); return n }
	var first, second []byte
	keep := func(into *[]byte) func([]byte) []byte {
		return func(stored []byte) []byte { *into = slices.Clone(stored); return stored }
	}
	tamper := func(i int, change func([]byte) []byte) {
		t.Helper()
		if err := k.Tamper(t.Context(), b.name, address(i), change); err != nil {
			t.Fatal(err)
		}
	}
	is := func(data []byte) func([]byte) []byte { return func([]byte) []byte { return data } }
	tamper(1, keep(&first))
	tamper(2, keep(&second))
	found := func(what string) {
		t.Helper()
		v, err := b.Verify(t.Context(), ledger.VerifyOptions{})
		if err != nil || len(v.Faults) == 0 || v.Faults[0].Index != index(1) {
			t.Errorf("%s: %+v, %v", what, v, err)
		}
		tamper(1, is(first))
		tamper(2, is(second))
	}
	for i := 0; i < len(first); i += 3 {
		c := slices.Clone(first)
		c[i] ^= byte(1 << (i % 8))
		tamper(1, is(c))
		// What its bytes say is another matter: of some bits the decoder takes no notice.
		if got, err := b.Snapshots().Get(t.Context(), address(1)); err == nil && snapshot.Address(got) == address(1) {
			tamper(1, is(first))
			continue
		}
		if i%4 == 0 {
			found(fmt.Sprintf("byte %d changed", i))
		} else {
			tamper(1, is(first))
		}
	}
	tamper(1, is(first[:len(first)/2]))
	found("truncated")
	tamper(1, is([]byte{}))
	found("emptied")
	tamper(1, is(append(slices.Clone(first), 'x')))
	found("longer")
	tamper(1, is(nil))
	found("deleted")
	tamper(1, is(second))
	tamper(2, is(first))
	found("swapped")
	b.verify()
}

// A log that was written anew with another key is told by the key that is trusted and by a
// head that was seen.
func rewritten(t *testing.T, k Kind) {
	b, forged := full(t, k), full(t, k)
	head := b.head()
	for name, o := range map[string]ledger.VerifyOptions{
		"key": {Trusted: []string{b.key.Verifier()}}, "head": {Earlier: &head},
		"both": {Trusted: []string{b.key.Verifier()}, Earlier: &head}, "no key": {Trusted: []string{"x"}},
	} {
		if v, err := forged.Verify(t.Context(), o); err != nil || len(v.Faults) == 0 {
			t.Errorf("%s: %+v, %v", name, v, err)
		}
	}
	// Every state that the log has had can be held against it, whether signed or not.
	data := b.rows(ledger.EntryTable)
	var hashes []tlog.Hash
	read := tlog.HashReaderFunc(func(at []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(at))
		for i, p := range at {
			out[i] = hashes[p]
		}
		return out, nil
	})
	for i, row := range data {
		leaf, _ := row[4].([]byte)
		more, err := tlog.StoredHashes(int64(i), leaf, read)
		if err != nil {
			t.Fatal(err)
		}
		hashes = append(hashes, more...)
		root, err := tlog.TreeHash(int64(i+1), read)
		if err != nil {
			t.Fatal(err)
		}
		seen := ledger.Head{Size: int64(i + 1), Root: root}
		if v, err := b.Verify(t.Context(), ledger.VerifyOptions{Earlier: &seen}); err != nil || len(v.Faults) > 0 {
			t.Fatalf("%d: %+v, %v", i+1, v, err)
		}
		if v, err := forged.Verify(t.Context(), ledger.VerifyOptions{Earlier: &seen}); err != nil || len(v.Faults) == 0 {
			t.Fatalf("%d: %+v, %v", i+1, v, err)
		}
	}
}
