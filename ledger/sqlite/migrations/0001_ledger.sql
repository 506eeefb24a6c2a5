-- +goose Up
PRAGMA application_id = 0x68656172; -- "hear": what the file is

-- The log. No statement of the program updates or deletes a row of these three.
CREATE TABLE entries (
  idx      INTEGER PRIMARY KEY, -- from 0, without gaps
  kind     TEXT NOT NULL,
  id       TEXT NOT NULL,
  recorded TEXT NOT NULL,       -- UTC
  data     BLOB NOT NULL        -- the leaf
) STRICT;
CREATE INDEX entries_id ON entries (id, kind);
CREATE INDEX entries_decisions ON entries (idx) WHERE kind = 'decision';

CREATE TABLE hashes (
  pos  INTEGER PRIMARY KEY, -- as golang.org/x/mod/sumdb/tlog numbers them
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE heads (
  size INTEGER PRIMARY KEY,
  root BLOB NOT NULL,
  note TEXT NOT NULL        -- signed
) STRICT;

-- What follows from the log.
CREATE TABLE snapshots (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, name TEXT NOT NULL, url TEXT NOT NULL,
  type TEXT NOT NULL, retrieved TEXT NOT NULL, document TEXT NOT NULL, replaces TEXT NOT NULL, recorded TEXT NOT NULL
) STRICT;
CREATE INDEX snapshots_replaces ON snapshots (replaces, seq) WHERE replaces <> '';
CREATE INDEX snapshots_name ON snapshots (name);
CREATE INDEX snapshots_url ON snapshots (url);
CREATE INDEX snapshots_sha256 ON snapshots (sha256);

CREATE TABLE documents (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, canonical TEXT NOT NULL, url TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL,
  publisher TEXT NOT NULL, published TEXT NOT NULL, basis TEXT NOT NULL, language TEXT NOT NULL, snapshot TEXT NOT NULL,
  retrieved TEXT NOT NULL, public_at TEXT NOT NULL, recorded TEXT NOT NULL,
  words TEXT NOT NULL,      -- of the title, folded
  outline BLOB NOT NULL,    -- of the signature that copies are found by
  old INTEGER NOT NULL      -- a later version took its place
) STRICT;
CREATE INDEX documents_canonical ON documents (canonical, seq);
CREATE INDEX documents_url ON documents (url);
CREATE INDEX documents_public ON documents (public_at, seq);
CREATE INDEX documents_publisher ON documents (publisher, public_at, seq);

CREATE TABLE versions (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, canonical TEXT NOT NULL, document TEXT NOT NULL, replaces TEXT NOT NULL,
  number INTEGER NOT NULL, class TEXT NOT NULL, retrieved TEXT NOT NULL,
  public_at TEXT NOT NULL,  -- since when the document has been shown
  recorded TEXT NOT NULL
) STRICT;
CREATE INDEX versions_canonical ON versions (canonical, seq);
CREATE INDEX versions_document ON versions (document, seq);
CREATE INDEX versions_replaces ON versions (replaces, seq);

CREATE TABLE readings (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL,
  model TEXT NOT NULL, version TEXT NOT NULL, recorded TEXT NOT NULL
) STRICT;
CREATE INDEX readings_document ON readings (document, seq);

CREATE TABLE statements (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL,
  speaker TEXT NOT NULL, speaker_id TEXT NOT NULL, speaker_kind TEXT NOT NULL, party TEXT NOT NULL,
  act TEXT NOT NULL, certainty TEXT NOT NULL, negative INTEGER NOT NULL, distanced INTEGER NOT NULL,
  zone TEXT NOT NULL, mode TEXT NOT NULL, model TEXT NOT NULL, version TEXT NOT NULL, score REAL NOT NULL,
  said_from TEXT NOT NULL, said_to TEXT NOT NULL, event_from TEXT NOT NULL, event_to TEXT NOT NULL, recorded TEXT NOT NULL,
  words TEXT NOT NULL,      -- content and speaker, folded
  public_at TEXT NOT NULL, publisher TEXT NOT NULL,
  old INTEGER NOT NULL,     -- its document's
  until INTEGER NOT NULL    -- the reading that superseded it, 0 for none
) STRICT;
CREATE INDEX statements_id ON statements (id);
CREATE INDEX statements_document ON statements (document, seq);
-- What is asked for by a rare value of these is found without a look at the rows themselves.
CREATE INDEX statements_public ON statements (public_at, seq, old, until, certainty, publisher, model, said_from, said_to, event_from, event_to, recorded);
-- Days are looked up by themselves, longer times by their end.
CREATE INDEX statements_said ON statements (said_from, seq) WHERE said_from = said_to AND said_from <> '';
CREATE INDEX statements_said_long ON statements (said_to, said_from, seq) WHERE said_from <> said_to;
CREATE INDEX statements_event ON statements (event_from, seq) WHERE event_from = event_to AND event_from <> '';
CREATE INDEX statements_event_long ON statements (event_to, event_from, seq) WHERE event_from <> event_to;
CREATE INDEX statements_speaker ON statements (speaker, public_at, seq);
CREATE INDEX statements_party ON statements (party, public_at, seq);
CREATE INDEX statements_act ON statements (act, public_at, seq);

CREATE TABLE copies (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, other TEXT NOT NULL, similarity REAL NOT NULL,
  containment REAL NOT NULL, first TEXT NOT NULL, agency TEXT NOT NULL, recorded TEXT NOT NULL
) STRICT;
CREATE INDEX copies_document ON copies (document);
CREATE INDEX copies_other ON copies (other);

CREATE TABLE bands (
  band INTEGER NOT NULL, seq INTEGER NOT NULL, -- of the document
  PRIMARY KEY (band, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE names (name TEXT PRIMARY KEY, folded TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- The words are folded already, so the tokenizer has nothing to do but part them at spaces.
CREATE VIRTUAL TABLE search USING fts5(words, content='statements', content_rowid='seq', columnsize=0, tokenize='ascii');
