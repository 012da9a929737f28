-- What staff changed of the bot's own texts: one row for each step, never changed and never deleted.

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
);

CREATE INDEX text_versions_of_text ON text_versions (address, language, id);

-- When somebody answered the thought that they were offered, so that it can be seen which ones speak to people.
ALTER TABLE offered_prompts ADD COLUMN answered_at TEXT;
