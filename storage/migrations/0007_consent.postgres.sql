-- A pair of files, because triggers are written differently in each database.

-- What was agreed to on paper or by phone: who wrote it down, and where the paper is.
ALTER TABLE consents ADD COLUMN recorded_by TEXT REFERENCES people (id) ON DELETE RESTRICT;
ALTER TABLE consents ADD COLUMN paper TEXT NOT NULL DEFAULT '';

-- A wording that means something else than before asks again: until then no yes stands in an older version.
CREATE TABLE wordings (
  purpose TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  since TEXT NOT NULL
);

-- What somebody decided to have deleted, and until when they can change their mind.
CREATE TABLE erasures (
  person_id TEXT PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('all', 'leaving', 'health')),
  choices TEXT NOT NULL DEFAULT '{}',
  asked_at TEXT NOT NULL,
  due_at TEXT NOT NULL
);
CREATE INDEX erasures_due ON erasures (due_at);

-- Somebody has left: how to reach them goes some time later.
ALTER TABLE people ADD COLUMN left_at TEXT;

-- What keeps counts true once somebody is forgotten. Nothing in it says who it was.
CREATE TABLE tombstones (
  person_id TEXT PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
  roles TEXT NOT NULL,
  joined_on TEXT,
  left_on TEXT NOT NULL,
  answers INTEGER NOT NULL,
  sessions INTEGER NOT NULL,
  minutes INTEGER NOT NULL
);

-- What has to hold after an older copy is brought back: under a salted hash, and written to a file beside as well.
CREATE TABLE ledger (
  id TEXT PRIMARY KEY,
  salt TEXT NOT NULL,
  who TEXT NOT NULL,
  what TEXT NOT NULL,
  noted_at TEXT NOT NULL
);

-- Links with which somebody fetches a copy of their own data, once.
CREATE TABLE copy_links (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  made_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  opened_at TEXT
);
CREATE INDEX copy_links_of_person ON copy_links (person_id);

-- Who looked at a concern is kept longer than the rest of the audit log, which is cut off at its old end.
CREATE TABLE audit_kept (
  id TEXT PRIMARY KEY,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  about TEXT NOT NULL,
  detail TEXT NOT NULL,
  done_at TEXT NOT NULL
);

-- Proof may go when nobody is left to prove it to, and the log at its old end only.
CREATE FUNCTION refuse_living() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF (SELECT erased_at FROM people WHERE id = OLD.person_id) IS NULL THEN
RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;
DROP TRIGGER consents_are_append_only ON consents;
CREATE TRIGGER consents_are_never_changed BEFORE UPDATE ON consents FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER consents_are_never_deleted BEFORE DELETE ON consents FOR EACH ROW EXECUTE FUNCTION refuse_living();
CREATE FUNCTION refuse_recent() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF OLD.id >= COALESCE((SELECT value FROM facts WHERE name = 'audit_begins_with'), '') THEN
RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;
DROP TRIGGER audit_is_append_only ON audit;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_is_cut_at_its_old_end_only BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_recent();
