package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// mostKept is how many statements are kept prepared.
const mostKept = 128

// statements are those that transactions have used, prepared on the connection that writes.
type statements struct {
	mu  sync.Mutex
	all map[string]*sql.Stmt
}

func (s *statements) find(query string) *sql.Stmt {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all[query]
}

// prepare keeps statements for the next transaction, as many as can be.
func (s *statements) prepare(ctx context.Context, db *sql.DB, queries []string) {
	for _, q := range queries {
		if s.find(q) != nil {
			continue
		}
		// Who has the connection meanwhile may ask for statements: the lock is not held.
		st, err := db.PrepareContext(ctx, q)
		if err != nil {
			return
		}
		if !s.keep(q, st) {
			st.Close() // another was first
		}
	}
}

func (s *statements) keep(query string, st *sql.Stmt) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil {
		s.all = make(map[string]*sql.Stmt)
	}
	if s.all[query] != nil || len(s.all) >= mostKept {
		return false
	}
	s.all[query] = st
	return true
}

func (s *statements) close() (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, st := range s.all {
		err = errors.Join(err, st.Close())
	}
	s.all = nil
	return err
}

// prepared runs statements of a transaction, prepared where they are kept. Within a
// transaction none can be prepared to be kept, as it has the only connection.
type prepared struct {
	tx     *sql.Tx
	kept   *statements
	here   map[string]*sql.Stmt
	wanted []string
}

// of is a statement bound to the transaction, nil where it is not kept.
func (p *prepared) of(ctx context.Context, query string) *sql.Stmt {
	if st := p.here[query]; st != nil {
		return st
	}
	st := p.kept.find(query)
	if st == nil {
		if len(p.wanted) < mostKept {
			p.wanted = append(p.wanted, query)
		}
		return nil
	}
	if p.here == nil {
		p.here = make(map[string]*sql.Stmt)
	}
	p.here[query] = p.tx.StmtContext(ctx, st)
	return p.here[query]
}

func (p *prepared) exec(ctx context.Context, query string, args []any) (err error) {
	if st := p.of(ctx, query); st != nil {
		_, err = st.ExecContext(ctx, args...)
		return err
	}
	_, err = p.tx.ExecContext(ctx, query, args...)
	return err
}

// QueryContext runs a query.
func (p *prepared) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if st := p.of(ctx, query); st != nil {
		return st.QueryContext(ctx, args...)
	}
	return p.tx.QueryContext(ctx, query, args...)
}

// QueryRowContext runs a query of one row.
func (p *prepared) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if st := p.of(ctx, query); st != nil {
		return st.QueryRowContext(ctx, args...)
	}
	return p.tx.QueryRowContext(ctx, query, args...)
}
