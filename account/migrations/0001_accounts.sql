-- +goose Up
PRAGMA application_id = 0x68656161; -- "heaa": what the file is

-- Moments are seconds since 1970.
CREATE TABLE users (
  id       INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice
  name     TEXT NOT NULL UNIQUE,              -- small letters
  display  TEXT NOT NULL,
  role     TEXT NOT NULL,
  hash     TEXT NOT NULL,                     -- Argon2id with its parameters, '' for who has no password
  must     INTEGER NOT NULL,                  -- the password is for one login, and to be changed then
  until    INTEGER NOT NULL,                  -- that of one login is good until then
  issuer   TEXT NOT NULL,                     -- of OpenID Connect, '' for who logs in by password
  subject  TEXT NOT NULL,
  disabled INTEGER NOT NULL,
  created  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX users_subject ON users (issuer, subject) WHERE issuer <> '';

CREATE TABLE sessions (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  hash    BLOB NOT NULL UNIQUE, -- SHA-256 of what the browser has
  user    INTEGER NOT NULL REFERENCES users (id),
  created INTEGER NOT NULL,
  seen    INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  agent   TEXT NOT NULL,
  address TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_user ON sessions (user, id);
CREATE INDEX sessions_expires ON sessions (expires);

CREATE TABLE tokens (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  hash    BLOB NOT NULL UNIQUE, -- SHA-256 of the token
  user    INTEGER NOT NULL REFERENCES users (id),
  name    TEXT NOT NULL,
  scope   TEXT NOT NULL,
  created INTEGER NOT NULL,
  used    INTEGER NOT NULL,     -- 0: never
  expires INTEGER NOT NULL
) STRICT;
CREATE INDEX tokens_user ON tokens (user, id);

-- Failed logins, by name and by address.
CREATE TABLE attempts (
  kind     TEXT NOT NULL,
  key      BLOB NOT NULL,    -- SHA-256: who types a password for a name does not leave it here
  failures INTEGER NOT NULL,
  last     INTEGER NOT NULL,
  until    INTEGER NOT NULL, -- nothing is tried before
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_last ON attempts (last);

-- Logins that are under way at the OpenID provider.
CREATE TABLE ways (
  state    BLOB PRIMARY KEY, -- SHA-256
  browser  BLOB NOT NULL,    -- SHA-256 of the cookie
  nonce    TEXT NOT NULL,
  verifier TEXT NOT NULL,
  redirect TEXT NOT NULL,
  back     TEXT NOT NULL,
  expires  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  at     INTEGER NOT NULL,
  by     TEXT NOT NULL,
  what   TEXT NOT NULL,
  whom   TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
