-- Concerns: who looks after them and when, and the numbers for a hard day.

-- Since when nobody has said that they are on it; when somebody first did; who let us write to the person again.
ALTER TABLE concerns ADD COLUMN waiting_since TEXT;
ALTER TABLE concerns ADD COLUMN acknowledged_at TEXT;
ALTER TABLE concerns ADD COLUMN lifted_at TEXT;
ALTER TABLE concerns ADD COLUMN lifted_by TEXT REFERENCES people (id) ON DELETE SET NULL;

UPDATE concerns SET waiting_since = raised_at WHERE closed_at IS NULL AND kind = 'contact_me';
UPDATE concerns SET acknowledged_at = closed_at, lifted_at = closed_at, lifted_by = owner_id
  WHERE closed_at IS NOT NULL;

CREATE INDEX concerns_waiting ON concerns (waiting_since) WHERE waiting_since IS NOT NULL;

-- Each time somebody of the team was told of a concern: on which rung of the ladder, and in which round of it.
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

-- Who stands in is a person of the team, not a name.
ALTER TABLE profiles DROP COLUMN deputy;
ALTER TABLE profiles ADD COLUMN deputy_id TEXT REFERENCES people (id) ON DELETE SET NULL;

-- Numbers on the card of a nation that differ from those it came with, and when somebody last checked them all.
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
