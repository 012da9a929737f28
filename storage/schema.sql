-- Written by python -m storage.schema from the migrations. Do not edit: add a migration.

CREATE TABLE migrations (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at TEXT NOT NULL);

CREATE TABLE facts (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  noted_at TEXT NOT NULL
);

CREATE TABLE counts (
  name TEXT PRIMARY KEY,
  times INTEGER NOT NULL
);

CREATE TABLE organisations (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE people (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  telegram_id BIGINT UNIQUE,
  organisation_id TEXT REFERENCES organisations (id) ON DELETE SET NULL,
  name TEXT NOT NULL DEFAULT '',
  pronouns TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT 'en',
  timezone TEXT NOT NULL,
  is_test BOOLEAN NOT NULL DEFAULT FALSE,
  met_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  joined_at TEXT,
  paused_at TEXT,
  stopped_at TEXT,
  unreachable_at TEXT,
  unreachable_why TEXT,
  erased_at TEXT
);

CREATE TABLE roles (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('partner', 'leader', 'coordinator', 'safeguarding-lead', 'learning-partner', 'admin')),
  given_at TEXT NOT NULL,
  PRIMARY KEY (person_id, role)
);

CREATE TABLE profiles (
  person_id TEXT PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  contact_days TEXT NOT NULL DEFAULT '',
  contact_from TEXT,
  contact_until TEXT,
  nudge_limit INTEGER NOT NULL DEFAULT 2,
  silence_means TEXT NOT NULL DEFAULT '',
  availability TEXT NOT NULL DEFAULT '',
  available_from TEXT,
  payment TEXT NOT NULL DEFAULT '',
  nation TEXT NOT NULL DEFAULT 'england',
  deputy TEXT NOT NULL DEFAULT ''
);

CREATE TABLE access_needs (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  need TEXT NOT NULL,
  share_with_leader BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (person_id, need)
);

CREATE TABLE interests (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  topic TEXT NOT NULL,
  PRIMARY KEY (person_id, topic)
);

CREATE TABLE invites (
  id TEXT PRIMARY KEY,
  code_hash TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  organisation_id TEXT REFERENCES organisations (id) ON DELETE SET NULL,
  is_test BOOLEAN NOT NULL DEFAULT FALSE,
  uses_left INTEGER NOT NULL CHECK (uses_left >= 0),
  made_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
);

CREATE TABLE redemptions (
  invite_id TEXT NOT NULL REFERENCES invites (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  redeemed_at TEXT NOT NULL,
  PRIMARY KEY (invite_id, person_id)
);

CREATE INDEX redemptions_of_person ON redemptions (person_id);

CREATE TABLE guesses (
  who TEXT NOT NULL,
  hour TEXT NOT NULL,
  times INTEGER NOT NULL,
  PRIMARY KEY (who, hour)
);

CREATE TABLE consents (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
  purpose TEXT NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('given', 'refused', 'withdrawn')),
  wording_key TEXT NOT NULL,
  wording_version TEXT NOT NULL,
  wording TEXT NOT NULL,
  wording_hash TEXT NOT NULL,
  language TEXT NOT NULL,
  how TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  review_on TEXT NOT NULL
);

CREATE INDEX consents_of_person ON consents (person_id, purpose, id);

CREATE TRIGGER consents_are_never_changed BEFORE UPDATE ON consents BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;

CREATE TRIGGER consents_are_never_deleted BEFORE DELETE ON consents BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;

CREATE TABLE conversations (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  about TEXT,
  begun_at TEXT NOT NULL,
  attention_at TEXT,
  pending TEXT,
  asked_id TEXT,
  draft TEXT,
  changing TEXT,
  ended_at TEXT,
  nudged_at TEXT
);

CREATE INDEX conversations_open ON conversations (person_id) WHERE ended_at IS NULL;

CREATE INDEX conversations_of_person ON conversations (person_id, kind, id);

CREATE TABLE asked (
  id TEXT PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  chat_id BIGINT NOT NULL,
  question TEXT NOT NULL,
  wording TEXT NOT NULL,
  options TEXT NOT NULL,
  language TEXT NOT NULL,
  asked_at TEXT NOT NULL
);

CREATE INDEX asked_in_conversation ON asked (conversation_id, question);

CREATE TABLE answers (
  id TEXT PRIMARY KEY,
  conversation_id TEXT REFERENCES conversations (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  value TEXT NOT NULL,
  wording TEXT NOT NULL,
  language TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  answered_at TEXT NOT NULL,
  visible_to TEXT NOT NULL,
  counts BOOLEAN NOT NULL DEFAULT TRUE,
  replaced_at TEXT,
  said_by TEXT,
  channel TEXT NOT NULL DEFAULT 'chat',
  chat_id BIGINT,
  message_id BIGINT,
  update_id BIGINT
);

CREATE UNIQUE INDEX answers_that_stand ON answers (conversation_id, question) WHERE replaced_at IS NULL AND conversation_id IS NOT NULL;

CREATE INDEX answers_of_person ON answers (person_id, answered_at);

CREATE INDEX answers_in_conversation ON answers (conversation_id);

CREATE TABLE answer_parts (
  answer_id TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  message_id BIGINT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (answer_id, position)
);

CREATE TABLE effects (
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  effect TEXT NOT NULL,
  details TEXT NOT NULL,
  result TEXT NOT NULL,
  done_at TEXT NOT NULL,
  PRIMARY KEY (conversation_id, effect)
);

CREATE TABLE inbox (
  id TEXT PRIMARY KEY,
  bot_id BIGINT NOT NULL,
  update_id BIGINT NOT NULL,
  body_hash TEXT NOT NULL,
  body TEXT,
  chat_id BIGINT,
  received_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('new', 'done', 'failed', 'set_aside')),
  tries INTEGER NOT NULL DEFAULT 0,
  why TEXT,
  done_at TEXT
);

CREATE UNIQUE INDEX inbox_once ON inbox (bot_id, update_id, body_hash);

CREATE INDEX inbox_open ON inbox (id) WHERE state IN ('new', 'failed');

CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
  chat_id BIGINT NOT NULL,
  method TEXT NOT NULL,
  payload TEXT,
  file_name TEXT,
  file_text TEXT,
  priority INTEGER NOT NULL,
  reason TEXT NOT NULL,
  useful_until TEXT,
  not_before TEXT,
  fleeting BOOLEAN NOT NULL DEFAULT FALSE,
  state TEXT NOT NULL
    CHECK (state IN ('queued', 'sending', 'sent', 'uncertain', 'failed', 'lapsed', 'recalled')),
  tries INTEGER NOT NULL DEFAULT 0,
  uncertain BOOLEAN NOT NULL DEFAULT FALSE,
  made_at TEXT NOT NULL,
  claimed_at TEXT,
  done_at TEXT,
  message_id BIGINT,
  why TEXT
);

CREATE INDEX outbox_open ON outbox (priority, id) WHERE state IN ('queued', 'sending', 'uncertain');

CREATE INDEX outbox_of_person ON outbox (person_id, made_at);

CREATE TABLE concerns (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
  conversation_id TEXT REFERENCES conversations (id) ON DELETE SET NULL,
  kind TEXT NOT NULL,
  contact_by TEXT NOT NULL DEFAULT '',
  raised_at TEXT NOT NULL,
  owner_id TEXT REFERENCES people (id) ON DELETE SET NULL,
  closed_at TEXT,
  outcome TEXT
);

CREATE INDEX concerns_of_person ON concerns (person_id, closed_at);

CREATE INDEX concerns_of_conversation ON concerns (conversation_id);

CREATE TABLE notices (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  about TEXT NOT NULL,
  noted_at TEXT NOT NULL,
  seen_at TEXT,
  seen_by TEXT REFERENCES people (id) ON DELETE SET NULL
);

CREATE INDEX notices_unseen ON notices (kind, about) WHERE seen_at IS NULL;

CREATE TABLE quotations (
  id TEXT PRIMARY KEY,
  answer_id TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  words TEXT NOT NULL,
  place TEXT NOT NULL,
  attribution TEXT NOT NULL,
  wording TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  decision TEXT CHECK (decision IN ('granted', 'refused', 'changed')),
  decided_at TEXT,
  withdrawn_at TEXT
);

CREATE INDEX quotations_of_answer ON quotations (answer_id);

CREATE INDEX quotations_of_person ON quotations (person_id);

CREATE TABLE fates (
  id TEXT PRIMARY KEY,
  answer_id TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
  fate TEXT NOT NULL CHECK (fate IN ('kept', 'read', 'used', 'led_to', 'cannot_change')),
  note TEXT NOT NULL DEFAULT '',
  set_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  set_at TEXT NOT NULL,
  told_at TEXT
);

CREATE INDEX fates_of_answer ON fates (answer_id);

CREATE TABLE readings (
  id TEXT PRIMARY KEY,
  answer_id TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
  read_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  reason TEXT NOT NULL,
  read_at TEXT NOT NULL
);

CREATE TRIGGER readings_are_never_changed BEFORE UPDATE OF answer_id, reason, read_at ON readings
BEGIN SELECT RAISE(ABORT, 'readings are append-only'); END;

CREATE INDEX readings_of_answer ON readings (answer_id);

CREATE TABLE audit (
  id TEXT PRIMARY KEY,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  about TEXT NOT NULL,
  detail TEXT NOT NULL,
  done_at TEXT NOT NULL,
  hash TEXT NOT NULL
);

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
