-- Who works with whom, when they meet, what we remind them of, and what comes of it.

ALTER TABLE profiles ADD COLUMN remind_day BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE profiles ADD COLUMN remind_hour BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE profiles ADD COLUMN reflect_every INTEGER NOT NULL DEFAULT 14;
ALTER TABLE profiles ADD COLUMN reflect_themes TEXT NOT NULL DEFAULT '';
ALTER TABLE profiles ADD COLUMN away_means TEXT NOT NULL DEFAULT 'nothing';
-- Who may see the answer, so that words that turn out to be none are shown to nobody else either.
ALTER TABLE asked ADD COLUMN visible_to TEXT NOT NULL DEFAULT 'staff';
-- What was offered below a message can be typed as well.
CREATE INDEX asked_offers ON asked (chat_id, asked_at) WHERE question = '';

CREATE TABLE pairings (
  id TEXT PRIMARY KEY,
  partner_id TEXT NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
  leader_id TEXT NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
  from_on TEXT NOT NULL,
  until_on TEXT,
  goals TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('proposed', 'agreed', 'declined', 'undone', 'ended')),
  partner_said TEXT CHECK (partner_said IN ('yes', 'no')),
  leader_said TEXT CHECK (leader_said IN ('yes', 'no')),
  fit_every INTEGER NOT NULL DEFAULT 42,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  made_at TEXT NOT NULL,
  agreed_at TEXT,
  ended_at TEXT,
  ended_why TEXT NOT NULL DEFAULT '',
  CHECK (partner_id <> leader_id),
  CHECK (until_on IS NULL OR until_on >= from_on)
);

CREATE UNIQUE INDEX pairings_that_stand ON pairings (partner_id, leader_id) WHERE state IN ('proposed', 'agreed');
CREATE INDEX pairings_of_partner ON pairings (partner_id);
CREATE INDEX pairings_of_leader ON pairings (leader_id);

CREATE TABLE groups (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  facilitator_id TEXT REFERENCES people (id) ON DELETE SET NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  made_at TEXT NOT NULL,
  ended_at TEXT
);

CREATE UNIQUE INDEX groups_that_stand ON groups (name) WHERE ended_at IS NULL;
CREATE INDEX groups_of_facilitator ON groups (facilitator_id);

CREATE TABLE memberships (
  group_id TEXT NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  since TEXT NOT NULL,
  said TEXT CHECK (said IN ('yes', 'no')),
  PRIMARY KEY (group_id, person_id)
);

CREATE INDEX memberships_of_person ON memberships (person_id);

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  pairing_id TEXT REFERENCES pairings (id) ON DELETE RESTRICT,
  group_id TEXT REFERENCES groups (id) ON DELETE RESTRICT,
  series_id TEXT,
  starts_at TEXT NOT NULL,
  minutes INTEGER NOT NULL DEFAULT 60 CHECK (minutes > 0),
  timezone TEXT NOT NULL,
  place TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'missed', 'cancelled')),
  changes INTEGER NOT NULL DEFAULT 0,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  made_at TEXT NOT NULL,
  CHECK ((pairing_id IS NULL) <> (group_id IS NULL))
);

CREATE INDEX sessions_of_pairing ON sessions (pairing_id, starts_at);
CREATE INDEX sessions_of_group ON sessions (group_id, starts_at);
CREATE INDEX sessions_planned ON sessions (starts_at) WHERE state = 'planned';
CREATE INDEX sessions_of_series ON sessions (series_id) WHERE series_id IS NOT NULL;

-- Another time for a session, as one side would like it.
CREATE TABLE proposals (
  id TEXT PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  starts_at TEXT NOT NULL,
  proposed_at TEXT NOT NULL,
  decision TEXT CHECK (decision IN ('accepted', 'declined', 'overtaken')),
  decided_at TEXT
);

CREATE INDEX proposals_of_session ON proposals (session_id);
CREATE INDEX proposals_of_person ON proposals (person_id);

CREATE TABLE commitments (
  id TEXT PRIMARY KEY,
  session_id TEXT REFERENCES sessions (id) ON DELETE SET NULL,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  words TEXT NOT NULL,
  by_on TEXT NOT NULL,
  shared BOOLEAN NOT NULL DEFAULT FALSE,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'partly', 'not_yet', 'wrong')),
  made_at TEXT NOT NULL,
  settled_at TEXT
);

CREATE INDEX commitments_of_person ON commitments (person_id);
CREATE INDEX commitments_of_session ON commitments (session_id);

-- Both-in: each sees the other's answers only when both have answered and both agree.
CREATE TABLE reveals (
  session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  conversation_id TEXT REFERENCES conversations (id) ON DELETE SET NULL,
  agreed BOOLEAN NOT NULL,
  answered_at TEXT NOT NULL,
  revealed_at TEXT,
  PRIMARY KEY (session_id, person_id)
);

CREATE INDEX reveals_of_person ON reveals (person_id);
CREATE INDEX reveals_of_conversation ON reveals (conversation_id);

-- What we mean to write to somebody of our own accord, from when on and until when it is of use.
CREATE TABLE nudges (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  about TEXT NOT NULL DEFAULT '',
  due_at TEXT NOT NULL,
  useful_until TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'made', 'lapsed', 'withdrawn')),
  why TEXT NOT NULL DEFAULT '',
  tries INTEGER NOT NULL DEFAULT 0,
  was_at TEXT NOT NULL DEFAULT '',
  planned_at TEXT NOT NULL,
  done_at TEXT
);

CREATE INDEX nudges_due ON nudges (due_at, person_id) WHERE state = 'planned';
CREATE UNIQUE INDEX nudges_once ON nudges (person_id, kind, about) WHERE state = 'planned';
CREATE INDEX nudges_about ON nudges (about) WHERE state = 'planned';
CREATE INDEX nudges_of_person ON nudges (person_id, done_at);

-- What staff changed of the library of prompts, and what was added to it. `words` is '' where the library has them.
CREATE TABLE prompts (
  id TEXT PRIMARY KEY,
  words TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT 'en',
  theme TEXT NOT NULL DEFAULT '',
  stage TEXT NOT NULL DEFAULT 'any',
  position INTEGER,
  state TEXT NOT NULL CHECK (state IN ('suggested', 'in_use', 'retired')),
  suggested_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  changed_at TEXT NOT NULL
);

CREATE INDEX prompts_of_person ON prompts (suggested_by) WHERE suggested_by IS NOT NULL;

CREATE TABLE offered_prompts (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  prompt_id TEXT NOT NULL,
  offered_at TEXT NOT NULL,
  swapped_at TEXT
);

CREATE INDEX offered_prompts_of_person ON offered_prompts (person_id, prompt_id);

-- Spoken answers. `content` is base64, so that the same text column serves every database and is encrypted with the rest.
CREATE TABLE voice_notes (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  file_id TEXT NOT NULL,
  seconds INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  content TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'kept', 'lost')),
  tries INTEGER NOT NULL DEFAULT 0,
  received_at TEXT NOT NULL,
  not_before TEXT NOT NULL,
  done_at TEXT
);

CREATE INDEX voice_notes_waiting ON voice_notes (not_before) WHERE state = 'waiting';
CREATE INDEX voice_notes_of_person ON voice_notes (person_id);

-- The voice note that is this part of an answer, where it was spoken.
ALTER TABLE answer_parts ADD COLUMN voice_id TEXT;

-- Private links to the web page of one person who has no Telegram.
CREATE TABLE links (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  made_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  opened_at TEXT
);

CREATE INDEX links_of_person ON links (person_id);
