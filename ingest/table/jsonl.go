package table

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// What of a table in JSON Lines is looked at for the names of its columns.
const (
	sampleRows  = 100
	sampleBytes = 16 << 20
	sampleDepth = 3
)

// jsonRows are the rows of JSON Lines: an object on each line.
type jsonRows struct {
	in    *lines
	names [roles]string
	first []jsonLine // read already, for the names of the columns
}

// jsonLine is what came of reading a line.
type jsonLine struct {
	number int
	data   []byte
	err    error
}

func (j *jsonRows) close() { j.in.close() }

// columns reads the first rows, and keeps them.
func (j *jsonRows) columns() ([]string, error) {
	var names []string
	seen := make(map[string]bool)
	for size := 0; len(j.first) < sampleRows && size < sampleBytes; {
		line, err := j.in.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !errors.Is(err, ErrTooLarge) {
			return nil, err
		}
		j.first = append(j.first, jsonLine{j.in.number, bytes.Clone(line), err})
		size += len(line)
		var row map[string]json.RawMessage
		if json.Unmarshal(line, &row) == nil {
			collect(row, "", sampleDepth, seen, &names)
		}
	}
	switch {
	case len(j.first) == 0:
		return nil, errors.New("the table is empty")
	case len(names) == 0 && bytes.HasPrefix(bytes.TrimSpace(j.first[0].data), []byte("[")):
		return nil, errors.New("the table is one list: JSON Lines has an object on each line")
	}
	return names, nil
}

// line gives the next line.
func (j *jsonRows) line() ([]byte, int, error) {
	if len(j.first) > 0 {
		first := j.first[0]
		j.first = j.first[1:]
		return first.data, first.number, first.err
	}
	line, err := j.in.next()
	return line, j.in.number, err
}

// collect gathers the names of an object's members, and of the objects in it.
func collect(row map[string]json.RawMessage, above string, depth int, seen map[string]bool, names *[]string) {
	for _, name := range slices.Sorted(maps.Keys(row)) {
		full := above + name
		value := bytes.TrimSpace(row[name])
		var below map[string]json.RawMessage
		if depth > 1 && bytes.HasPrefix(value, []byte("{")) && json.Unmarshal(value, &below) == nil && len(below) > 0 {
			collect(below, full+".", depth-1, seen, names)
			continue
		}
		if !seen[full] && len(*names) < maxColumns {
			seen[full] = true
			*names = append(*names, full)
		}
	}
}

func (j *jsonRows) bind(names [roles]string) error {
	j.names = names
	return nil
}

// next reads the row on the next line that has anything on it.
func (j *jsonRows) next() (int, [roles]cell, error) {
	for {
		line, n, err := j.line()
		if err != nil {
			return n, [roles]cell{}, err
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			cells, err := j.row(line)
			return n, cells, err
		}
	}
}

// row reads the object on a line.
func (j *jsonRows) row(line []byte) (cells [roles]cell, err error) {
	if !utf8.Valid(line) {
		return cells, errors.New("the line is not UTF-8")
	}
	var row map[string]json.RawMessage
	if err := json.Unmarshal(line, &row); err != nil {
		return cells, fmt.Errorf("the line is no JSON object: %w", err)
	}
	for i, name := range j.names {
		if name == "" {
			continue
		}
		if cells[i].values, err = jsonValues(lookup(row, name)); err != nil {
			return cells, fmt.Errorf("column %s: %w", name, err)
		}
	}
	return cells, nil
}

// lookup finds a member by its name, or by those of the objects that it is in.
func lookup(row map[string]json.RawMessage, name string) json.RawMessage {
	if value, ok := row[name]; ok {
		return value
	}
	for i := 0; i < len(name); i++ {
		if name[i] != '.' {
			continue
		}
		var below map[string]json.RawMessage
		if value, ok := row[name[:i]]; ok && json.Unmarshal(value, &below) == nil {
			if value := lookup(below, name[i+1:]); value != nil {
				return value
			}
		}
	}
	return nil
}

// jsonValues gives the values of a member: none for null, one for a string, a
// number or a truth value, and those of a list.
func jsonValues(raw json.RawMessage) ([]string, error) {
	raw = bytes.TrimSpace(raw)
	switch {
	case len(raw) == 0, string(raw) == "null":
		return nil, nil
	case raw[0] == '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return []string{s}, err
	case raw[0] == '{':
		return named(raw)
	case raw[0] != '[':
		return []string{string(raw)}, nil
	}
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, err
	}
	var values []string
	for _, item := range list {
		if strings.HasPrefix(string(item), "[") {
			return nil, errors.New("it is a list of lists")
		}
		more, err := jsonValues(item)
		if err != nil {
			return nil, err
		}
		values = append(values, more...)
	}
	return values, nil
}

// named gives the name of an object that has one, as authors do.
func named(raw json.RawMessage) ([]string, error) {
	var object struct{ Name *string }
	if err := json.Unmarshal(raw, &object); err != nil || object.Name == nil {
		return nil, errors.New("it is an object")
	}
	return []string{*object.Name}, nil
}
