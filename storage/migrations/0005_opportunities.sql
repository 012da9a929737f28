-- Opportunities: what is offered to whom, who was asked, what they said, what was decided; and the messages that carry it.

-- Where somebody lives, as far as they want to be told of things nearby.
ALTER TABLE profiles ADD COLUMN region TEXT NOT NULL DEFAULT '';

-- What staff changed of the topics of interest, and what they added. `words` is '' where the language files have them.
CREATE TABLE topics (
  id TEXT PRIMARY KEY,
  words TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('in_use', 'retired')),
  changed_at TEXT NOT NULL
);

CREATE TABLE muted_topics (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  topic TEXT NOT NULL,
  muted_at TEXT NOT NULL,
  PRIMARY KEY (person_id, topic)
);

CREATE TABLE opportunities (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL DEFAULT '',
  what TEXT NOT NULL DEFAULT '',
  suits TEXT NOT NULL DEFAULT '',
  doing TEXT NOT NULL DEFAULT '',
  hours TEXT NOT NULL DEFAULT '',
  happens TEXT NOT NULL DEFAULT '',
  place TEXT NOT NULL DEFAULT '',
  pay TEXT NOT NULL DEFAULT '',
  unpaid_because TEXT NOT NULL DEFAULT '',
  expenses TEXT NOT NULL DEFAULT '',
  access TEXT NOT NULL DEFAULT '',
  ask_whom TEXT NOT NULL DEFAULT '',
  places INTEGER CHECK (places > 0),
  closes_on TEXT,
  decides_on TEXT,
  how_decided TEXT NOT NULL DEFAULT '',
  topic TEXT NOT NULL DEFAULT '',
  timezone TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed', 'decided', 'cancelled')),
  cancelled_why TEXT NOT NULL DEFAULT '',
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  made_at TEXT NOT NULL,
  opened_at TEXT,
  ended_at TEXT,
  CHECK (pay = '' OR unpaid_because = ''),
  CHECK (decides_on IS NULL OR closes_on IS NULL OR decides_on >= closes_on)
);

-- One sending to an audience, of an opportunity or of plain words (an announcement). `audience` is JSON as the rule reads
-- it. `people` is the number that was confirmed. `second_why` is what the second person said who did not agree.
CREATE TABLE broadcasts (
  id TEXT PRIMARY KEY,
  opportunity_id TEXT REFERENCES opportunities (id) ON DELETE RESTRICT,
  words TEXT NOT NULL DEFAULT '',
  audience TEXT NOT NULL DEFAULT '{}',
  topic TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('draft', 'agreeing', 'confirmed', 'sending', 'paused', 'undone', 'stopped',
    'recalled', 'done')),
  people INTEGER,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  made_at TEXT NOT NULL,
  confirmed_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  confirmed_at TEXT,
  second_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  second_at TEXT,
  second_why TEXT NOT NULL DEFAULT '',
  starts_at TEXT,
  useful_until TEXT,
  correction TEXT NOT NULL DEFAULT '',
  ended_at TEXT,
  proven_at TEXT,
  CHECK (state NOT IN ('confirmed', 'sending', 'paused', 'done') OR (starts_at IS NOT NULL AND people IS NOT NULL))
);

CREATE INDEX broadcasts_running ON broadcasts (starts_at) WHERE state IN ('confirmed', 'sending', 'paused');
CREATE INDEX broadcasts_unproven ON broadcasts (ended_at) WHERE ended_at IS NOT NULL AND proven_at IS NULL;
CREATE INDEX broadcasts_of_opportunity ON broadcasts (opportunity_id);

-- Who was to hear, fixed at the moment of confirmation: a person, or a Telegram group that is registered for announcements.
-- `because` is JSON: why it came to them, as the rule said then.
CREATE TABLE recipients (
  id TEXT PRIMARY KEY,
  broadcast_id TEXT NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
  person_id TEXT REFERENCES people (id) ON DELETE SET NULL,
  group_chat_id TEXT,
  because TEXT NOT NULL DEFAULT '[]',
  state TEXT NOT NULL CHECK (state IN ('waiting', 'laid', 'on_page', 'sent', 'uncertain', 'failed', 'left_out', 'undone',
    'stopped')),
  why TEXT NOT NULL DEFAULT '',
  due_at TEXT NOT NULL,
  outbox_id TEXT,
  recall TEXT NOT NULL DEFAULT '' CHECK (recall IN ('', 'wanted', 'correcting', 'deleted', 'corrected', 'too_late',
    'failed')),
  recall_why TEXT NOT NULL DEFAULT '',
  recall_outbox_id TEXT,
  done_at TEXT
);

CREATE UNIQUE INDEX recipients_once ON recipients (broadcast_id, person_id) WHERE person_id IS NOT NULL;
CREATE UNIQUE INDEX recipients_groups_once ON recipients (broadcast_id, group_chat_id) WHERE group_chat_id IS NOT NULL;
CREATE INDEX recipients_by_state ON recipients (broadcast_id, state, due_at);
CREATE INDEX recipients_to_recall ON recipients (broadcast_id) WHERE recall IN ('wanted', 'correcting');
CREATE INDEX recipients_of_person ON recipients (person_id);
CREATE INDEX recipients_of_message ON recipients (outbox_id) WHERE outbox_id IS NOT NULL;

-- The message in a coordinator's chat that says how a broadcast stands: the row that sent it, the newest change of it,
-- what it shows now, and whether that is the last word.
CREATE TABLE broadcast_cards (
  broadcast_id TEXT NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  outbox_id TEXT NOT NULL,
  edit_id TEXT,
  handle TEXT NOT NULL,
  offers TEXT NOT NULL,
  shown TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  is_final BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (broadcast_id, person_id)
);

-- What somebody says to an opportunity, and what becomes of it.
CREATE TABLE responses (
  id TEXT PRIMARY KEY,
  opportunity_id TEXT NOT NULL REFERENCES opportunities (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  said TEXT NOT NULL CHECK (said IN ('interested', 'not_for_me', 'not_now')),
  statement TEXT NOT NULL DEFAULT '',
  needs TEXT NOT NULL DEFAULT '',
  said_at TEXT NOT NULL,
  decision TEXT CHECK (decision IN ('chosen', 'waiting', 'not_this_time')),
  reason TEXT NOT NULL DEFAULT '',
  thanks TEXT NOT NULL DEFAULT '',
  decided_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  decided_at TEXT,
  told_at TEXT,
  accepted TEXT CHECK (accepted IN ('yes', 'no')),
  accepted_at TEXT,
  took_part BOOLEAN
);

CREATE UNIQUE INDEX responses_once ON responses (opportunity_id, person_id);
CREATE INDEX responses_of_person ON responses (person_id);

-- A talk between one person and one coordinator through the bot, so that neither sees the other's account. `source` is the
-- conversation and question whose answer a message is, so that an edited one is the same message.
CREATE TABLE threads (
  id TEXT PRIMARY KEY,
  opportunity_id TEXT REFERENCES opportunities (id) ON DELETE SET NULL,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  coordinator_id TEXT REFERENCES people (id) ON DELETE SET NULL,
  opened_at TEXT NOT NULL,
  closed_at TEXT
);

CREATE INDEX threads_of_person ON threads (person_id);
CREATE INDEX threads_of_coordinator ON threads (coordinator_id) WHERE closed_at IS NULL;
CREATE INDEX threads_of_opportunity ON threads (opportunity_id);

CREATE TABLE thread_messages (
  id TEXT PRIMARY KEY,
  thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
  said_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  source TEXT NOT NULL DEFAULT '',
  words TEXT NOT NULL DEFAULT '',
  voice_id TEXT,
  said_at TEXT NOT NULL
);

CREATE INDEX thread_messages_in_order ON thread_messages (thread_id, id);

-- Telegram groups in which we may announce, once somebody has said whose they are (`group_id`). Everywhere else we say one
-- sentence and leave.
CREATE TABLE group_chats (
  id TEXT PRIMARY KEY,
  chat_id BIGINT NOT NULL UNIQUE,
  title TEXT NOT NULL DEFAULT '',
  group_id TEXT REFERENCES groups (id) ON DELETE SET NULL,
  registered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  registered_at TEXT NOT NULL,
  left_at TEXT
);
