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
, left_at TEXT);

CREATE TABLE roles (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('partner', 'leader', 'coordinator', 'safeguarding-lead', 'learning-partner', 'admin')),
  given_at TEXT NOT NULL,
  PRIMARY KEY (person_id, role)
);

CREATE INDEX roles_by_role ON roles (role, person_id);

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
  remind_day BOOLEAN NOT NULL DEFAULT TRUE, remind_hour BOOLEAN NOT NULL DEFAULT TRUE, reflect_every INTEGER NOT NULL DEFAULT 14, reflect_themes TEXT NOT NULL DEFAULT '', away_means TEXT NOT NULL DEFAULT 'nothing', region TEXT NOT NULL DEFAULT '', deputy_id TEXT REFERENCES people (id) ON DELETE SET NULL);

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
, made_by TEXT REFERENCES people (id) ON DELETE SET NULL, agreed_by TEXT REFERENCES people (id) ON DELETE SET NULL, waits BOOLEAN NOT NULL DEFAULT FALSE, label TEXT NOT NULL DEFAULT '');

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
, recorded_by TEXT REFERENCES people (id) ON DELETE RESTRICT, paper TEXT NOT NULL DEFAULT '');

CREATE INDEX consents_of_person ON consents (person_id, purpose, id);

CREATE TRIGGER consents_are_never_changed BEFORE UPDATE ON consents BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;

CREATE TRIGGER consents_are_never_deleted BEFORE DELETE ON consents
WHEN (SELECT erased_at FROM people WHERE id = OLD.person_id) IS NULL
BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;

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
, answered BOOLEAN NOT NULL DEFAULT FALSE);

CREATE INDEX conversations_open ON conversations (person_id) WHERE ended_at IS NULL;

CREATE INDEX conversations_of_person ON conversations (person_id, kind, id);

CREATE INDEX conversations_by_kind ON conversations (kind, begun_at, person_id, answered, id);

CREATE INDEX conversations_begun ON conversations (person_id, kind, begun_at, answered, id);

CREATE TABLE asked (
  id TEXT PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  chat_id BIGINT NOT NULL,
  question TEXT NOT NULL,
  wording TEXT NOT NULL,
  options TEXT NOT NULL,
  language TEXT NOT NULL,
  asked_at TEXT NOT NULL
, visible_to TEXT NOT NULL DEFAULT 'staff', unanswered BOOLEAN NOT NULL DEFAULT TRUE);

CREATE INDEX asked_offers ON asked (chat_id, asked_at) WHERE question = '';

CREATE TRIGGER asked_once_more AFTER INSERT ON asked BEGIN
UPDATE asked SET unanswered = NOT unanswered WHERE id = NEW.id AND unanswered = EXISTS (SELECT 1 FROM answers
  WHERE answers.conversation_id = asked.conversation_id AND answers.question = asked.question AND says IS NOT NULL);
END;

CREATE TRIGGER asked_elsewhere AFTER UPDATE OF conversation_id, question ON asked BEGIN
UPDATE asked SET unanswered = NOT unanswered WHERE id = NEW.id AND unanswered = EXISTS (SELECT 1 FROM answers
  WHERE answers.conversation_id = asked.conversation_id AND answers.question = asked.question AND says IS NOT NULL);
END;

CREATE INDEX asked_in_conversation ON asked (conversation_id, question, unanswered);

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
, has_fate BOOLEAN NOT NULL DEFAULT FALSE, says BOOLEAN, of_substance BOOLEAN NOT NULL DEFAULT FALSE, in_words BOOLEAN NOT NULL DEFAULT FALSE, told_on TEXT);

CREATE UNIQUE INDEX answers_that_stand ON answers (conversation_id, question) WHERE replaced_at IS NULL AND conversation_id IS NOT NULL;

CREATE INDEX answers_of_person ON answers (person_id, answered_at);

CREATE INDEX answers_to_question ON answers (question, answered_at);

CREATE INDEX answers_by_time ON answers (answered_at);

CREATE INDEX answers_unasked ON answers (answered_at) WHERE replaced_at = answered_at;

CREATE INDEX answers_reflected ON answers (answered_at) WHERE substr(question, 1, 7) = 'prompt_' AND visible_to <> 'me';

CREATE INDEX answers_to_prompt ON answers (wording, answered_at) WHERE substr(question, 1, 7) = 'prompt_' AND visible_to <> 'me';

CREATE INDEX answers_for_figures ON answers (id) WHERE visible_to = 'figures';

CREATE INDEX answers_in_conversation ON answers (conversation_id, question, says, counts);

CREATE INDEX answers_that_wait ON answers (answered_at, id) WHERE has_fate = FALSE AND of_substance = TRUE;

CREATE INDEX answers_of_substance ON answers (answered_at, has_fate, person_id, id, of_substance)
  WHERE of_substance = TRUE;

CREATE INDEX answers_of_substance_of_person ON answers (person_id, answered_at, of_substance) WHERE of_substance = TRUE;

CREATE INDEX answers_chosen ON answers (conversation_id, question, says, counts, value) WHERE LENGTH(value) <= 40;

CREATE TRIGGER answers_are_judged_anew AFTER UPDATE OF conversation_id, question, value, visible_to, counts, replaced_at ON answers BEGIN
UPDATE answers SET says = CASE WHEN NEW.replaced_at IS NULL THEN NEW.value <> 'null' AND NEW.value NOT LIKE '{"instead%' END,
  in_words = NEW.replaced_at IS NULL AND NEW.counts = TRUE
    AND (NEW.value LIKE '"% %' OR NEW.value LIKE '{"voice%' OR NEW.value LIKE '{"parts%')
    AND NEW.visible_to IN ('staff', 'leader', 'learning'),
  of_substance = NEW.replaced_at IS NULL AND NEW.counts = TRUE
    AND (NEW.value LIKE '"% %' OR NEW.value LIKE '{"voice%' OR NEW.value LIKE '{"parts%')
    AND NEW.visible_to IN ('staff', 'leader', 'learning')
    AND (NEW.question IN ('experience', 'hope_to_learn', 'promise') OR EXISTS (SELECT 1 FROM conversations AS talks
      WHERE talks.id = NEW.conversation_id AND talks.kind IN ('before_session', 'before_more', 'after_session', 'say_more',
        'reveal', 'reflect', 'commitment_seen', 'leader_feedback', 'commitment_later')))
WHERE id = NEW.id;
END;

CREATE TRIGGER answers_are_shown_first AFTER UPDATE OF says ON answers
WHEN OLD.says IS NULL AND NEW.says IS NOT NULL AND OLD.counts = NEW.counts
  AND OLD.conversation_id IS NEW.conversation_id AND OLD.question = NEW.question
BEGIN
UPDATE conversations SET answered = TRUE
WHERE NEW.says = TRUE AND NEW.counts = TRUE AND id = NEW.conversation_id AND answered = FALSE;
UPDATE asked SET unanswered = FALSE
WHERE conversation_id = NEW.conversation_id AND question = NEW.question AND unanswered = TRUE;
END;

CREATE TRIGGER answers_are_shown AFTER UPDATE OF conversation_id, question, says, counts ON answers
WHEN NOT (OLD.says IS NULL AND NEW.says IS NOT NULL AND OLD.counts = NEW.counts
  AND OLD.conversation_id IS NEW.conversation_id AND OLD.question = NEW.question)
BEGIN
UPDATE conversations SET answered = NOT answered WHERE id IN (OLD.conversation_id, NEW.conversation_id)
  AND answered <> EXISTS (
  SELECT 1 FROM answers WHERE answers.conversation_id = conversations.id AND says = TRUE AND counts = TRUE);
UPDATE asked SET unanswered = NOT unanswered WHERE conversation_id IN (OLD.conversation_id, NEW.conversation_id)
  AND question IN (OLD.question, NEW.question) AND unanswered = EXISTS (SELECT 1 FROM answers
    WHERE answers.conversation_id = asked.conversation_id AND answers.question = asked.question AND says IS NOT NULL);
END;

CREATE TRIGGER answers_are_shown_no_more AFTER DELETE ON answers BEGIN
UPDATE conversations SET answered = NOT answered WHERE id = OLD.conversation_id
  AND answered <> EXISTS (
  SELECT 1 FROM answers WHERE answers.conversation_id = conversations.id AND says = TRUE AND counts = TRUE);
UPDATE asked SET unanswered = NOT unanswered WHERE conversation_id = OLD.conversation_id
  AND question = OLD.question AND unanswered = EXISTS (SELECT 1 FROM answers
    WHERE answers.conversation_id = asked.conversation_id AND answers.question = asked.question AND says IS NOT NULL);
END;

CREATE INDEX answers_in_words ON answers (answered_at, person_id, id, in_words) WHERE in_words = TRUE;

CREATE INDEX answers_with_a_fate ON answers (answered_at, told_on, person_id, has_fate, of_substance)
  WHERE has_fate = TRUE AND of_substance = TRUE;

CREATE TRIGGER answers_are_judged AFTER INSERT ON answers WHEN NEW.says IS NULL BEGIN
UPDATE answers SET says = CASE WHEN NEW.replaced_at IS NULL THEN NEW.value <> 'null' AND NEW.value NOT LIKE '{"instead%' END,
  in_words = NEW.replaced_at IS NULL AND NEW.counts = TRUE
    AND (NEW.value LIKE '"% %' OR NEW.value LIKE '{"voice%' OR NEW.value LIKE '{"parts%')
    AND NEW.visible_to IN ('staff', 'leader', 'learning'),
  of_substance = NEW.replaced_at IS NULL AND NEW.counts = TRUE
    AND (NEW.value LIKE '"% %' OR NEW.value LIKE '{"voice%' OR NEW.value LIKE '{"parts%')
    AND NEW.visible_to IN ('staff', 'leader', 'learning')
    AND (NEW.question IN ('experience', 'hope_to_learn', 'promise') OR EXISTS (SELECT 1 FROM conversations AS talks
      WHERE talks.id = NEW.conversation_id AND talks.kind IN ('before_session', 'before_more', 'after_session', 'say_more',
        'reveal', 'reflect', 'commitment_seen', 'leader_feedback', 'commitment_later')))
WHERE id = NEW.id;
END;

CREATE TRIGGER answers_are_shown_at_once AFTER INSERT ON answers WHEN NEW.says IS NOT NULL BEGIN
UPDATE conversations SET answered = TRUE
WHERE NEW.says = TRUE AND NEW.counts = TRUE AND id = NEW.conversation_id AND answered = FALSE;
UPDATE asked SET unanswered = FALSE
WHERE conversation_id = NEW.conversation_id AND question = NEW.question AND unanswered = TRUE;
END;

CREATE TABLE answer_parts (
  answer_id TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  message_id BIGINT NOT NULL,
  words TEXT NOT NULL, voice_id TEXT,
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
, language TEXT NOT NULL DEFAULT '');

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
, waiting_since TEXT, acknowledged_at TEXT, lifted_at TEXT, lifted_by TEXT REFERENCES people (id) ON DELETE SET NULL, closed_because TEXT NOT NULL DEFAULT '', promised_at TEXT, contact_log TEXT NOT NULL DEFAULT '', wrote_at TEXT);

CREATE INDEX concerns_of_person ON concerns (person_id, closed_at);

CREATE INDEX concerns_of_conversation ON concerns (conversation_id);

CREATE INDEX concerns_waiting ON concerns (waiting_since) WHERE waiting_since IS NOT NULL;

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
, asked_by TEXT REFERENCES people (id) ON DELETE SET NULL, named BOOLEAN NOT NULL DEFAULT FALSE, changed_to TEXT NOT NULL DEFAULT '', put_at TEXT, cancelled_at TEXT);

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
, noted_with TEXT NOT NULL DEFAULT '');

CREATE INDEX fates_to_tell ON fates (set_at) WHERE told_at IS NULL;

CREATE INDEX fates_of_answer ON fates (answer_id, told_at);

CREATE INDEX fates_by_time ON fates (set_at);

CREATE TRIGGER fates_are_told AFTER INSERT ON fates WHEN NEW.told_at IS NOT NULL BEGIN
UPDATE answers SET told_on = (SELECT SUBSTR(MIN(told_at), 1, 10) FROM fates WHERE fates.answer_id = answers.id)
WHERE id = NEW.answer_id;
END;

CREATE TRIGGER fates_are_told_of AFTER UPDATE OF answer_id, told_at ON fates BEGIN
UPDATE answers SET told_on = (SELECT SUBSTR(MIN(told_at), 1, 10) FROM fates WHERE fates.answer_id = answers.id)
WHERE id IN (OLD.answer_id, NEW.answer_id);
END;

CREATE TRIGGER fates_are_told_no_more AFTER DELETE ON fates WHEN OLD.told_at IS NOT NULL BEGIN
UPDATE answers SET told_on = (SELECT SUBSTR(MIN(told_at), 1, 10) FROM fates WHERE fates.answer_id = answers.id)
WHERE id = OLD.answer_id;
END;

CREATE TABLE readings (
  id TEXT PRIMARY KEY,
  answer_id TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
  read_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  reason TEXT NOT NULL,
  read_at TEXT NOT NULL
, read_as TEXT NOT NULL DEFAULT '');

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

CREATE TRIGGER audit_is_cut_at_its_old_end_only BEFORE DELETE ON audit
WHEN OLD.id >= COALESCE((SELECT value FROM facts WHERE name = 'audit_begins_with'), '')
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

CREATE INDEX audit_about ON audit (about, done_at);

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

CREATE INDEX sessions_by_start ON sessions (starts_at, state, changes, pairing_id, group_id);

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

CREATE INDEX commitments_by_time ON commitments (made_at);

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
, answered_at TEXT);

CREATE INDEX offered_prompts_of_person ON offered_prompts (person_id, prompt_id);

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

CREATE TABLE links (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  made_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  opened_at TEXT
, opens_once BOOLEAN NOT NULL DEFAULT FALSE);

CREATE INDEX links_of_person ON links (person_id);

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

CREATE TABLE group_chats (
  id TEXT PRIMARY KEY,
  chat_id BIGINT NOT NULL UNIQUE,
  title TEXT NOT NULL DEFAULT '',
  group_id TEXT REFERENCES groups (id) ON DELETE SET NULL,
  registered_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  registered_at TEXT NOT NULL,
  left_at TEXT
);

CREATE TABLE alerts (
  id TEXT PRIMARY KEY,
  concern_id TEXT NOT NULL REFERENCES concerns (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  round_at TEXT NOT NULL,
  rung INTEGER NOT NULL,
  message_id TEXT,
  told_at TEXT NOT NULL,
  UNIQUE (concern_id, round_at, rung, person_id)
);

CREATE INDEX alerts_of_person ON alerts (person_id);

CREATE TABLE help_numbers (
  nation TEXT NOT NULL,
  line TEXT NOT NULL,
  number TEXT NOT NULL,
  PRIMARY KEY (nation, line)
);

CREATE TABLE help_checks (
  nation TEXT PRIMARY KEY,
  checked_at TEXT NOT NULL,
  checked_by TEXT REFERENCES people (id) ON DELETE SET NULL
);

CREATE TABLE wordings (
  purpose TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  since TEXT NOT NULL
);

CREATE TABLE erasures (
  person_id TEXT PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('all', 'leaving', 'health')),
  choices TEXT NOT NULL DEFAULT '{}',
  asked_at TEXT NOT NULL,
  due_at TEXT NOT NULL
);

CREATE INDEX erasures_due ON erasures (due_at);

CREATE TABLE tombstones (
  person_id TEXT PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  roles TEXT NOT NULL,
  joined_on TEXT,
  left_on TEXT NOT NULL,
  answers INTEGER NOT NULL,
  sessions INTEGER NOT NULL,
  minutes INTEGER NOT NULL
);

CREATE TABLE ledger (
  id TEXT PRIMARY KEY,
  salt TEXT NOT NULL,
  who TEXT NOT NULL,
  what TEXT NOT NULL,
  noted_at TEXT NOT NULL
);

CREATE TABLE copy_links (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  made_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  opened_at TEXT
);

CREATE INDEX copy_links_of_person ON copy_links (person_id);

CREATE TABLE audit_kept (
  id TEXT PRIMARY KEY,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  about TEXT NOT NULL,
  detail TEXT NOT NULL,
  done_at TEXT NOT NULL
);

CREATE TABLE doors (
  chat_id BIGINT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  opened_at TEXT NOT NULL,
  locked_at TEXT
);

CREATE INDEX doors_of_person ON doors (person_id);

CREATE TABLE moves (
  id TEXT PRIMARY KEY,
  code_hash TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  made_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
);

CREATE INDEX moves_of_person ON moves (person_id);

CREATE TABLE uploads (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  content TEXT NOT NULL,
  received_at TEXT NOT NULL
);

CREATE INDEX uploads_of_person ON uploads (person_id);

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

CREATE TABLE said_words (
  answer_id TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
  initial TEXT NOT NULL,
  word TEXT NOT NULL
);

CREATE INDEX said_words_in_order ON said_words (initial, word, answer_id);

CREATE INDEX said_words_of_answer ON said_words (answer_id);

CREATE TABLE tags (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  made_at TEXT NOT NULL
);

CREATE TABLE passages (
  id TEXT PRIMARY KEY,
  tag_id TEXT NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  answer_id TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
  begins INTEGER NOT NULL CHECK (begins >= 0),
  ends INTEGER NOT NULL,
  tagged_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  tagged_at TEXT NOT NULL,
  CHECK (ends > begins)
);

CREATE UNIQUE INDEX passages_once ON passages (answer_id, tag_id, begins, ends);

CREATE INDEX passages_of_tag ON passages (tag_id, answer_id);

CREATE TABLE openings (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  opened_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  reason TEXT NOT NULL,
  opened_at TEXT NOT NULL
);

CREATE INDEX openings_by ON openings (opened_by, opened_at);

CREATE TABLE quotation_uses (
  id TEXT PRIMARY KEY,
  quotation_id TEXT REFERENCES quotations (id) ON DELETE SET NULL,
  used_in TEXT NOT NULL,
  used_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  used_at TEXT NOT NULL,
  marked_at TEXT
);

CREATE UNIQUE INDEX quotation_uses_once ON quotation_uses (used_in, quotation_id);

CREATE INDEX quotation_uses_of_quotation ON quotation_uses (quotation_id);

CREATE TABLE concern_notes (
  id TEXT PRIMARY KEY,
  concern_id TEXT NOT NULL REFERENCES concerns (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('done', 'told')),
  words TEXT NOT NULL,
  written_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  written_at TEXT NOT NULL
);

CREATE INDEX concern_notes_of_concern ON concern_notes (concern_id);

CREATE TABLE reports (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  made_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  CHECK (until_on >= from_on)
);

CREATE TABLE report_sections (
  report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  section TEXT NOT NULL,
  position INTEGER NOT NULL,
  commentary TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (report_id, section)
);

CREATE TABLE exports (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  format TEXT NOT NULL,
  about TEXT NOT NULL DEFAULT '',
  purpose TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'making', 'ready', 'failed')),
  done_rows INTEGER NOT NULL DEFAULT 0,
  all_rows INTEGER NOT NULL,
  asked_at TEXT NOT NULL,
  done_at TEXT
);

CREATE INDEX exports_of_person ON exports (person_id);

CREATE TABLE export_parts (
  export_id TEXT NOT NULL REFERENCES exports (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (export_id, position)
);

CREATE TABLE text_versions (
  id TEXT PRIMARY KEY,
  language TEXT NOT NULL,
  address TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'asked', 'live', 'shipped', 'dropped')),
  words TEXT NOT NULL,
  made_from TEXT NOT NULL,
  instead_of TEXT NOT NULL,
  made_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  made_at TEXT NOT NULL
, why TEXT NOT NULL DEFAULT '');

CREATE INDEX text_versions_of_text ON text_versions (address, language, id);

CREATE TABLE presses (
  press TEXT PRIMARY KEY,
  pressed_at TEXT NOT NULL,
  led_to TEXT NOT NULL DEFAULT ''
);

CREATE TABLE transcripts (
  note_id TEXT PRIMARY KEY REFERENCES voice_notes (id) ON DELETE CASCADE,
  answer_id TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  language TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'heard', 'too_long', 'no_words', 'not_heard')),
  words TEXT NOT NULL DEFAULT '',
  asked_at TEXT NOT NULL,
  done_at TEXT
);

CREATE INDEX transcripts_asked ON transcripts (asked_at) WHERE state = 'asked';

CREATE INDEX transcripts_of_answer ON transcripts (answer_id);

CREATE INDEX transcripts_of_person ON transcripts (person_id);

CREATE TABLE earlier_names (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  PRIMARY KEY (person_id, name)
);
