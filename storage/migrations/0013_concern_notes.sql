-- Concerns: what was done, what the person was told, and why one was closed.

ALTER TABLE concerns ADD COLUMN closed_because TEXT NOT NULL DEFAULT '';

-- Notes of the team, and words that went to the person ("told"). Nobody's words but the team's.
CREATE TABLE concern_notes (
  id TEXT PRIMARY KEY,
  concern_id TEXT NOT NULL REFERENCES concerns (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('done', 'told')),
  words TEXT NOT NULL,
  written_by TEXT REFERENCES people (id) ON DELETE SET NULL,
  written_at TEXT NOT NULL
);

CREATE INDEX concern_notes_of_concern ON concern_notes (concern_id);
