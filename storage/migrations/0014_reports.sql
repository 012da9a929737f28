-- Learning reports as they are written, and files that staff made to take away, which wait a few days to be fetched.

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
