-- +goose Up
-- The log. No statement of the program updates or deletes a row of these three. The
-- large tables are partitioned by their keys, with one partition to begin with: more
-- can be attached while the ledger is in use. Text sorts by its bytes, as in SQLite.
CREATE TABLE entries (
  idx      bigint PRIMARY KEY, -- from 0, without gaps
  kind     text COLLATE "C" NOT NULL,
  id       text COLLATE "C" NOT NULL,
  recorded text COLLATE "C" NOT NULL, -- UTC
  data     bytea NOT NULL      -- the leaf
) PARTITION BY RANGE (idx);
CREATE TABLE entries_rest PARTITION OF entries DEFAULT;
CREATE INDEX entries_id ON entries (id, kind);
CREATE INDEX entries_decisions ON entries (idx) WHERE kind = 'decision';

CREATE TABLE hashes (
  pos  bigint PRIMARY KEY, -- as golang.org/x/mod/sumdb/tlog numbers them
  hash bytea NOT NULL
) PARTITION BY RANGE (pos);
CREATE TABLE hashes_rest PARTITION OF hashes DEFAULT;

CREATE TABLE heads (
  size bigint PRIMARY KEY,
  root bytea NOT NULL,
  note text NOT NULL       -- signed
);

-- The bytes that were fetched, compressed.
CREATE TABLE blobs (sha256 text COLLATE "C" PRIMARY KEY, data bytea NOT NULL);
ALTER TABLE blobs ALTER COLUMN data SET STORAGE EXTERNAL;

-- What follows from the log.
CREATE TABLE snapshots (
  seq bigint PRIMARY KEY, id text COLLATE "C" NOT NULL, sha256 text COLLATE "C" NOT NULL, size bigint NOT NULL, name text COLLATE "C" NOT NULL,
  url text COLLATE "C" NOT NULL, type text NOT NULL, retrieved text COLLATE "C" NOT NULL, document text COLLATE "C" NOT NULL,
  replaces text COLLATE "C" NOT NULL, recorded text COLLATE "C" NOT NULL
);
CREATE INDEX snapshots_replaces ON snapshots (replaces, seq) WHERE replaces <> '';
CREATE INDEX snapshots_name ON snapshots (name);
CREATE INDEX snapshots_url ON snapshots (url);
CREATE INDEX snapshots_sha256 ON snapshots (sha256);

CREATE TABLE documents (
  seq bigint PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE, canonical text COLLATE "C" NOT NULL, url text COLLATE "C" NOT NULL, path text NOT NULL,
  title text NOT NULL, publisher text COLLATE "C" NOT NULL, published text COLLATE "C" NOT NULL, basis text NOT NULL, language text NOT NULL,
  snapshot text COLLATE "C" NOT NULL, retrieved text COLLATE "C" NOT NULL, public_at text COLLATE "C" NOT NULL, recorded text COLLATE "C" NOT NULL,
  words text NOT NULL,     -- of the title, folded
  outline bytea NOT NULL,  -- of the signature that copies are found by
  old bigint NOT NULL      -- a later version took its place
);
CREATE INDEX documents_canonical ON documents (canonical, seq);
CREATE INDEX documents_url ON documents (url);
CREATE INDEX documents_public ON documents (public_at, seq);
CREATE INDEX documents_publisher ON documents (publisher, public_at, seq);

CREATE TABLE versions (
  seq bigint PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE, canonical text COLLATE "C" NOT NULL, document text COLLATE "C" NOT NULL,
  replaces text COLLATE "C" NOT NULL, number bigint NOT NULL, class text NOT NULL, retrieved text COLLATE "C" NOT NULL,
  public_at text COLLATE "C" NOT NULL, -- since when the document has been shown
  recorded text COLLATE "C" NOT NULL
);
CREATE INDEX versions_canonical ON versions (canonical, seq);
CREATE INDEX versions_document ON versions (document, seq);
CREATE INDEX versions_replaces ON versions (replaces, seq);

CREATE TABLE readings (
  seq bigint PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE, document text COLLATE "C" NOT NULL, first bigint NOT NULL, count bigint NOT NULL,
  model text NOT NULL, version text NOT NULL, recorded text COLLATE "C" NOT NULL
);
CREATE INDEX readings_document ON readings (document, seq);

CREATE TABLE statements (
  seq bigint PRIMARY KEY, id text COLLATE "C" NOT NULL, document text COLLATE "C" NOT NULL,
  speaker text COLLATE "C" NOT NULL, speaker_id text COLLATE "C" NOT NULL, speaker_kind text NOT NULL, party text COLLATE "C" NOT NULL,
  act text COLLATE "C" NOT NULL, certainty text COLLATE "C" NOT NULL, negative bigint NOT NULL, distanced bigint NOT NULL,
  zone text NOT NULL, mode text NOT NULL, model text NOT NULL, version text NOT NULL, score double precision NOT NULL,
  said_from text COLLATE "C" NOT NULL, said_to text COLLATE "C" NOT NULL, event_from text COLLATE "C" NOT NULL, event_to text COLLATE "C" NOT NULL,
  recorded text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL, -- content and speaker, folded
  public_at text COLLATE "C" NOT NULL, publisher text COLLATE "C" NOT NULL,
  old bigint NOT NULL,     -- its document's
  until bigint NOT NULL,   -- the reading that superseded it, 0 for none
  search tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED
) PARTITION BY RANGE (seq);
CREATE TABLE statements_rest PARTITION OF statements DEFAULT;
CREATE INDEX statements_id ON statements (id);
CREATE INDEX statements_document ON statements (document, seq);
-- What is asked for by a rare value of these is found without a look at the rows themselves.
CREATE INDEX statements_public ON statements (public_at, seq)
  INCLUDE (old, until, certainty, publisher, model, said_from, said_to, event_from, event_to, recorded);
-- Days are looked up by themselves, longer times by their end.
CREATE INDEX statements_said ON statements (said_from, seq) WHERE said_from = said_to AND said_from <> '';
CREATE INDEX statements_said_long ON statements (said_to, said_from, seq) WHERE said_from <> said_to;
CREATE INDEX statements_event ON statements (event_from, seq) WHERE event_from = event_to AND event_from <> '';
CREATE INDEX statements_event_long ON statements (event_to, event_from, seq) WHERE event_from <> event_to;
CREATE INDEX statements_speaker ON statements (speaker, public_at, seq);
CREATE INDEX statements_party ON statements (party, public_at, seq);
CREATE INDEX statements_act ON statements (act, public_at, seq);
CREATE INDEX statements_search ON statements USING gin (search);

CREATE TABLE copies (
  seq bigint PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE, document text COLLATE "C" NOT NULL, other text COLLATE "C" NOT NULL,
  similarity double precision NOT NULL, containment double precision NOT NULL, first text COLLATE "C" NOT NULL, agency text NOT NULL,
  recorded text COLLATE "C" NOT NULL
);
CREATE INDEX copies_document ON copies (document);
CREATE INDEX copies_other ON copies (other);

CREATE TABLE bands (
  band bigint NOT NULL, seq bigint NOT NULL, -- of the document
  PRIMARY KEY (band, seq)
);

CREATE TABLE names (name text COLLATE "C" PRIMARY KEY, folded text NOT NULL);
