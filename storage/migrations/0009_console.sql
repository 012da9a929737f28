-- The staff console: links that sign in, who is signed in where, second steps, and private calendar feeds.

CREATE TABLE sign_in_links (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,
  code_hash TEXT NOT NULL UNIQUE,
  made_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  done_at TEXT
);

CREATE INDEX sign_in_links_of_person ON sign_in_links (person_id, made_at);

CREATE TABLE sign_ins (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  roles TEXT NOT NULL,
  browser TEXT NOT NULL,
  signed_in_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  proved_at TEXT,
  ended_at TEXT,
  ended_why TEXT NOT NULL DEFAULT ''
);

CREATE INDEX sign_ins_of_person ON sign_ins (person_id, signed_in_at);

CREATE TABLE second_steps (
  person_id TEXT PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  secret TEXT NOT NULL,
  last_used INTEGER NOT NULL DEFAULT 0,
  begun_at TEXT NOT NULL,
  confirmed_at TEXT
);

CREATE TABLE recovery_codes (
  code_hash TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  made_at TEXT NOT NULL,
  used_at TEXT
);

CREATE INDEX recovery_codes_of_person ON recovery_codes (person_id);

CREATE TABLE calendar_feeds (
  person_id TEXT PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,
  made_at TEXT NOT NULL
);

CREATE INDEX audit_about ON audit (about, done_at);
