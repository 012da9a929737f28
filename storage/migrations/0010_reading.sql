-- Reading: the words of answers to be found by, tags on passages, and under which role and for what reason words were read.

CREATE TABLE said_words (
  answer_id TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
  initial TEXT NOT NULL,
  word TEXT NOT NULL
);

CREATE INDEX said_words_in_order ON said_words (initial, word, answer_id);

CREATE INDEX said_words_of_answer ON said_words (answer_id);

CREATE INDEX answers_to_question ON answers (question, answered_at);

CREATE INDEX answers_by_time ON answers (answered_at);

CREATE INDEX answers_unasked ON answers (answered_at) WHERE replaced_at = answered_at;

CREATE INDEX answers_reflected ON answers (answered_at) WHERE substr(question, 1, 7) = 'prompt_' AND visible_to <> 'me';

CREATE INDEX answers_to_prompt ON answers (wording, answered_at) WHERE substr(question, 1, 7) = 'prompt_' AND visible_to <> 'me';

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

ALTER TABLE readings ADD COLUMN read_as TEXT NOT NULL DEFAULT '';
