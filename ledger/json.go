package ledger

// JSON is the statement's record with a further field, "ledger": what the ledger knows of
// it. It is one line without its end.
func (f *FoundStatement) JSON() []byte {
	about, err := encode(struct {
		Entry    int64  `json:"entry"`
		Recorded string `json:"recorded"`
		Public   string `json:"public"`
		Replaced bool   `json:"replaced"`
		Until    *int64 `json:"superseded_by"` // index of the reading
		Snippet  string `json:"snippet,omitempty"`
	}{f.Index, f.Recorded, f.Public, f.Old, until(f.Until), f.Snippet})
	if err != nil || len(f.Record) == 0 {
		return f.Record
	}
	b := make([]byte, 0, len(f.Record)+len(about)+12)
	b = append(b, f.Record[:len(f.Record)-1]...)
	b = append(b, `,"ledger":`...)
	b = append(b, about...)
	return append(b, '}')
}

func until(n int64) *int64 {
	if n == 0 {
		return nil
	}
	return &n
}
