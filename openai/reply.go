package openai

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// reply is what a model answered about one passage.
type reply struct {
	statements []returned
	short      bool // it broke off
}

// returned is one statement as the model gave it: quotations, not places.
type returned struct {
	Source    quotes `json:"source"`
	Cue       quotes `json:"cue"`
	Content   quotes `json:"content"`
	senseless bool
}

// quotes are quotations of one role. Models give one as a string, several as a list,
// and now and then wrap each in an object.
type quotes []string

// UnmarshalJSON takes any of these forms.
func (q *quotes) UnmarshalJSON(data []byte) error {
	*q = nil
	return q.add(data, 3)
}

func (q *quotes) add(data []byte, depth int) error {
	data = bytes.TrimSpace(data)
	if len(data) == 0 || depth == 0 {
		return fmt.Errorf("no quotation: %.20s", data)
	}
	switch data[0] {
	case 'n':
		return nil
	case '"':
		var s string
		if err := json.Unmarshal(data, &s); err != nil {
			return err
		}
		if strings.TrimSpace(s) != "" {
			*q = append(*q, s)
		}
		return nil
	case '[':
		var list []json.RawMessage
		if err := json.Unmarshal(data, &list); err != nil {
			return err
		}
		for _, one := range list {
			if err := q.add(one, depth-1); err != nil {
				return err
			}
		}
		return nil
	case '{':
		var held struct {
			Text, Quote json.RawMessage
		}
		if err := json.Unmarshal(data, &held); err != nil {
			return err
		}
		if held.Text == nil {
			held.Text = held.Quote
		}
		return q.add(held.Text, depth-1)
	}
	return fmt.Errorf("no quotation: %.20s", data)
}

// noReply is an answer that is none; asking once more may help.
type noReply struct{ why string }

// Error says what is wrong with it.
func (e *noReply) Error() string { return e.why }

// readCompletion reads the body of a chat completion.
func readCompletion(data []byte) (reply, error) {
	var body struct {
		Choices []struct {
			Message struct {
				Content json.RawMessage `json:"content"`
				Refusal string          `json:"refusal"`
			} `json:"message"`
			FinishReason string `json:"finish_reason"`
		} `json:"choices"`
		Error json.RawMessage `json:"error"`
	}
	if err := json.Unmarshal(data, &body); err != nil {
		return reply{}, &noReply{"the endpoint's answer is no chat completion: " + excerpt(string(data))}
	}
	if len(body.Choices) == 0 {
		if said := message(data); said != "" {
			return reply{}, &noReply{"the endpoint answers: " + excerpt(said)}
		}
		return reply{}, &noReply{"the endpoint's answer is no chat completion: " + excerpt(string(data))}
	}
	choice := &body.Choices[0]
	if choice.Message.Refusal != "" {
		return reply{}, fmt.Errorf("the model refuses: %s", excerpt(choice.Message.Refusal))
	}
	text := contentOf(choice.Message.Content)
	rep, ok := readStatements(text)
	rep.short = rep.short || choice.FinishReason == "length"
	switch {
	case ok && (len(rep.statements) > 0 || !rep.short):
		return rep, nil
	case rep.short:
		return rep, &noReply{"the model's answer broke off before the first statement"}
	}
	return rep, &noReply{"the model's answer holds no statements in JSON: " + excerpt(text)}
}

// contentOf is the text of a message, which is a string or a list of parts.
func contentOf(content json.RawMessage) string {
	var s string
	if json.Unmarshal(content, &s) == nil {
		return s
	}
	var parts []struct{ Text string }
	if json.Unmarshal(content, &parts) == nil {
		for _, p := range parts {
			s += p.Text
		}
	}
	return s
}

// readStatements reads the statements of a model's answer: an object with a list of
// them, the list itself, or objects one after another; bare, within a fence, or after
// prose and thoughts. Of an answer that breaks off it gives those that are whole. It
// reports false where there is nothing of the kind.
func readStatements(text string) (reply, bool) {
	if i := strings.LastIndex(text, "</think>"); i >= 0 {
		text = text[i+len("</think>"):]
	}
	from := 0
	for range 32 { // openings that lead nowhere, as in "[note]"
		i := strings.IndexAny(text[from:], "{[")
		if i < 0 {
			break
		}
		from += i
		if rep, ok := readFrom(text[from:]); ok {
			return rep, true
		}
		from++
	}
	return reply{}, false
}

func readFrom(text string) (rep reply, ok bool) {
	dec := json.NewDecoder(strings.NewReader(text))
	if text[0] == '[' {
		_, _ = dec.Token()
		rep.list(dec)
		return rep, rep.some() || len(rep.statements) == 0 && !rep.short
	}
	if rep.object(dec) {
		return rep, true
	}
	dec = json.NewDecoder(strings.NewReader(text)) // one statement, or several in lines
	for {
		var raw json.RawMessage
		if dec.Decode(&raw) != nil {
			break
		}
		var keys map[string]json.RawMessage
		if json.Unmarshal(raw, &keys) != nil || keys["content"] == nil {
			break
		}
		rep.take(raw)
	}
	return rep, len(rep.statements) > 0
}

// object reads an object up to its list of statements and reports whether it has one.
func (rep *reply) object(dec *json.Decoder) bool {
	_, _ = dec.Token()
	if !dec.More() {
		end, err := dec.Token()
		return err == nil && end == json.Delim('}') // {}: there are none
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return false
		}
		if name, ok := key.(string); ok && strings.EqualFold(name, "statements") {
			open, err := dec.Token()
			if err != nil {
				rep.short = true
				return false
			}
			if open == nil {
				return true // null
			}
			if open != json.Delim('[') {
				return false
			}
			rep.list(dec)
			return true
		}
		var skipped json.RawMessage
		if dec.Decode(&skipped) != nil {
			return false
		}
	}
	return false
}

// list reads the statements of a list that was opened.
func (rep *reply) list(dec *json.Decoder) {
	for dec.More() {
		var raw json.RawMessage
		if dec.Decode(&raw) != nil {
			rep.short = true
			return
		}
		rep.take(raw)
	}
	if _, err := dec.Token(); err != nil {
		rep.short = true
	}
}

// some reports whether there is a statement at all: "[1]" in prose has none.
func (rep *reply) some() bool {
	return slices.ContainsFunc(rep.statements, func(st returned) bool { return !st.senseless })
}

// take reads one statement.
func (rep *reply) take(raw json.RawMessage) {
	var st returned
	if json.Unmarshal(raw, &st) != nil || raw[0] != '{' {
		st = returned{senseless: true}
	}
	rep.statements = append(rep.statements, st)
}

// message is what the body of an error says: {"error": {"message": "…"}} and the like.
func message(data []byte) string {
	var body struct {
		Error   json.RawMessage `json:"error"`
		Message string          `json:"message"`
		Detail  json.RawMessage `json:"detail"`
	}
	if json.Unmarshal(data, &body) != nil {
		return strings.TrimSpace(string(data))
	}
	for _, raw := range [...]json.RawMessage{body.Error, body.Detail} {
		var s string
		var held struct{ Message string }
		switch {
		case len(raw) == 0 || string(raw) == "null":
		case json.Unmarshal(raw, &s) == nil:
			return s
		case json.Unmarshal(raw, &held) == nil && held.Message != "":
			return held.Message
		default:
			return string(raw)
		}
	}
	return body.Message
}

// excerpt is the beginning of a text on one line.
func excerpt(s string) string {
	const runes = 160
	s = strings.ToValidUTF8(s[:min(len(s), 4*runes)], "\uFFFD")
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > runes {
		return string(r[:runes]) + " …"
	}
	if s == "" {
		return "it is empty"
	}
	return s
}
