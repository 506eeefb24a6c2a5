package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Instance is a run of CoreNLP tokens of one article with the labels of CofeNet.
type Instance struct {
	ID     string // the article's name, "_" and the annotator
	Tokens []string
	Labels []Label // one a token
}

// Label is a token's label: of no role, or of one that it begins or goes on with.
type Label struct {
	Role   int8 // 1 + Source, Cue or Content; 0 for none
	Inside bool // goes on with what the token before it began
}

// errInstance is a line that lacks a field.
var errInstance = errors.New("instance without id, tokens or labels")

// ReadInstances reads the token form of PolNeAR, one JSON object a line.
func ReadInstances(r io.Reader) ([]Instance, error) {
	var out []Instance
	err := eachLine(r, func(n int, line string) error {
		if n == 1 {
			line = strings.TrimPrefix(line, byteOrderMark)
		}
		var in struct {
			ID     *string  `json:"id"`
			Tokens []string `json:"tokens"`
			Labels []string `json:"labels"`
		}
		if err := json.Unmarshal([]byte(line), &in); err != nil {
			return err
		}
		if in.ID == nil || in.Tokens == nil || in.Labels == nil {
			return errInstance
		}
		labels := make([]Label, len(in.Labels))
		for i, s := range in.Labels {
			if s == "O" {
				continue
			}
			kind, name, _ := strings.Cut(s, "-")
			role := slices.Index(roleNames[:], name)
			if len(kind) != 1 || role < 0 {
				return fmt.Errorf("unknown label %q", s)
			}
			labels[i] = Label{int8(role + 1), kind == "I"}
		}
		out = append(out, Instance{*in.ID, in.Tokens, labels})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("instances: %w", err)
	}
	return out, nil
}
