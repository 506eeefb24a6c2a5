package mcp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/hearsay-news/hearsay/ledger"
)

// form is what a tool may be asked: the fields of a struct, by their tags.
type form struct{ args []arg }

// arg is an argument. The tags are json (its name), doc, and of these what applies: enum
// (values separated by commas), least and most (of a number), chars (the most that a text
// may have), date, need, and initial (a number where nothing is said).
type arg struct {
	name, doc      string
	kind           reflect.Kind
	index          []int
	enum           []string
	least, most    int
	chars, initial int
	date, need     bool
}

// formOf reads the tags of a struct.
func formOf(t reflect.Type) (*form, error) {
	f := new(form)
	for _, field := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if field.Anonymous || name == "" {
			continue
		}
		a := arg{name: name, doc: field.Tag.Get("doc"), kind: field.Type.Kind(), index: field.Index, date: field.Tag.Get("date") != "", need: field.Tag.Get("need") != ""}
		if e := field.Tag.Get("enum"); e != "" {
			a.enum = strings.Split(e, ",")
		}
		for tag, into := range map[string]*int{"least": &a.least, "most": &a.most, "chars": &a.chars, "initial": &a.initial} {
			if v := field.Tag.Get(tag); v != "" {
				n, err := strconv.Atoi(v)
				if err != nil {
					return nil, fmt.Errorf("argument %s: %w", name, err)
				}
				*into = n
			}
		}
		if a.date {
			a.chars = mostDate
		}
		switch {
		case a.kind != reflect.String && a.kind != reflect.Int && a.kind != reflect.Bool:
			return nil, fmt.Errorf("argument %s: no argument is a %s", name, a.kind)
		case a.kind == reflect.String && a.chars == 0 && a.enum == nil:
			return nil, fmt.Errorf("argument %s: its length has no bound", name)
		}
		f.args = append(f.args, a)
	}
	return f, nil
}

// mostDate is how many characters a date has at most.
const mostDate = 40

// schema is what the model is told of the arguments.
func (f *form) schema() map[string]any {
	properties, need := make(map[string]any), []string{}
	for i := range f.args {
		a := &f.args[i]
		p := map[string]any{"description": a.doc}
		switch a.kind {
		case reflect.String:
			p["type"] = "string"
			if a.chars > 0 {
				p["maxLength"] = a.chars
			}
			if a.enum != nil {
				p["enum"] = a.enum
			}
		case reflect.Int:
			p["type"], p["minimum"], p["maximum"] = "integer", a.least, a.most
			p["default"] = a.initial
		case reflect.Bool:
			p["type"] = "boolean"
		}
		if a.need {
			need = append(need, a.name)
		}
		properties[a.name] = p
	}
	return map[string]any{"type": "object", "properties": properties, "required": need, "additionalProperties": false}
}

// read fills in what a call asks, or says what in it does not fit.
func (f *form) read(args json.RawMessage, into reflect.Value) error {
	given := make(map[string]json.RawMessage)
	if args = bytes.TrimSpace(args); len(args) > 0 && !bytes.Equal(args, []byte("null")) {
		if err := json.Unmarshal(args, &given); err != nil {
			return wrong("an object: "+f.example(), "the arguments are no JSON object")
		}
	}
	names := make([]string, 0, len(given))
	for name := range given {
		names = append(names, name)
	}
	slices.Sort(names) // the same fault for the same call
	for _, name := range names {
		if !slices.ContainsFunc(f.args, func(a arg) bool { return a.name == name }) {
			return wrong("one of "+f.names(), "there is no argument %s", quoted(shown(name)))
		}
	}
	for i := range f.args {
		a := &f.args[i]
		if err := a.read(given[a.name], into.FieldByIndex(a.index)); err != nil {
			return err
		}
	}
	return nil
}

func (f *form) names() string {
	var all []string
	for i := range f.args {
		all = append(all, f.args[i].name)
	}
	return strings.Join(all, ", ")
}

// example shows how arguments are written.
func (f *form) example() string {
	for i := range f.args {
		if a := &f.args[i]; a.kind == reflect.String {
			return `{"` + a.name + `": "…"}`
		}
	}
	return "{}"
}

// read reads one argument; null is as if it were not there.
func (a *arg) read(data json.RawMessage, into reflect.Value) error {
	if len(data) == 0 || bytes.Equal(data, []byte("null")) {
		if a.need {
			return wrong(a.doc, "%s is missing", a.name)
		}
		if a.kind == reflect.Int {
			into.SetInt(int64(a.initial))
		}
		return nil
	}
	switch a.kind {
	case reflect.Int:
		n, err := strconv.Atoi(string(data))
		if err != nil {
			return wrong(fmt.Sprintf("%s from %d to %d", a.name, a.least, a.most), "%s is a whole number, not %s", a.name, shown(string(data)))
		}
		if n < a.least || n > a.most {
			return wrong(fmt.Sprintf("%s from %d to %d; what is more comes by the cursor of the answer", a.name, a.least, a.most), "%s is %d", a.name, n)
		}
		into.SetInt(int64(n))
	case reflect.Bool:
		var yes bool
		if err := json.Unmarshal(data, &yes); err != nil {
			return wrong(a.name+": true", "%s is true or false, not %s", a.name, shown(string(data)))
		}
		into.SetBool(yes)
	default:
		return a.readText(data, into)
	}
	return nil
}

func (a *arg) readText(data json.RawMessage, into reflect.Value) error {
	var s string
	if err := json.Unmarshal(data, &s); err != nil {
		return wrong(a.name+`: "…"`, "%s is a text, not %s", a.name, shown(string(data)))
	}
	if s == "" && !a.need {
		return nil
	}
	n := utf8.RuneCountInString(s)
	switch {
	case a.enum != nil && !slices.Contains(a.enum, s):
		return wrong(strings.Join(a.enum, ", "), "%s: there is no %s", a.name, quoted(shown(s)))
	case a.chars > 0 && n > a.chars:
		return wrong("a shorter one", "%s has %d characters; it may have %d", a.name, n, a.chars)
	case a.date && ledger.Instant(s) == "":
		return wrong("2025, 2025-04 or 2025-04-28", "%s: %s is no date", a.name, quoted(shown(s)))
	case a.need && strings.TrimSpace(s) == "":
		return wrong(a.doc, "%s is empty", a.name)
	}
	into.SetString(s)
	return nil
}
