-- The second door, and a phone that was lost.

-- The chats of somebody who comes by more than one: the one in use is people.telegram_id.
CREATE TABLE doors (
  chat_id BIGINT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  opened_at TEXT NOT NULL,
  locked_at TEXT
);

CREATE INDEX doors_of_person ON doors (person_id);

-- Codes that take somebody's conversation to a Telegram account that it was not on before.
CREATE TABLE moves (
  id TEXT PRIMARY KEY,
  code_hash TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  made_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
);

CREATE INDEX moves_of_person ON moves (person_id);

-- Links that came by email open a page once.
ALTER TABLE links ADD COLUMN opens_once BOOLEAN NOT NULL DEFAULT FALSE;

-- In which language a message speaks, so that a page can say so to a screen reader.
ALTER TABLE outbox ADD COLUMN language TEXT NOT NULL DEFAULT '';

-- A recording that came with the form of a page, until the turn that follows takes it.
CREATE TABLE uploads (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  content TEXT NOT NULL,
  received_at TEXT NOT NULL
);

CREATE INDEX uploads_of_person ON uploads (person_id);

-- Where people want to be told by email that something waits on their page.
CREATE TABLE email_addresses (
  person_id TEXT PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  address TEXT NOT NULL,
  given_at TEXT NOT NULL,
  code_hash TEXT NOT NULL DEFAULT '',
  code_until TEXT,
  wrong_codes INTEGER NOT NULL DEFAULT 0,
  confirmed_at TEXT,
  noticed_at TEXT,
  failed_at TEXT
);

-- Emails on their way out. Body and address go as soon as an email is done with.
CREATE TABLE emails (
  id TEXT PRIMARY KEY,
  person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  once TEXT UNIQUE,
  address TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  unsubscribe TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'uncertain', 'failed', 'lapsed')),
  tries INTEGER NOT NULL DEFAULT 0,
  not_before TEXT NOT NULL,
  useful_until TEXT NOT NULL,
  made_at TEXT NOT NULL,
  done_at TEXT,
  why TEXT NOT NULL DEFAULT ''
);

CREATE INDEX emails_open ON emails (not_before) WHERE state IN ('queued', 'sending');
CREATE INDEX emails_of_person ON emails (person_id);
