-- What became of what somebody said is told; sentences are used as their author allows, and each use is known.

-- The first of those that were noted in one go, so that they are taken back in one go.
ALTER TABLE fates ADD COLUMN noted_with TEXT NOT NULL DEFAULT '';

CREATE INDEX fates_to_tell ON fates (set_at) WHERE told_at IS NULL;

-- What somebody wrote or said in more than a word, and nobody has said what came of it, oldest first. A choice is stored
-- as a word without a space, an answer of other kinds as something else than text.
ALTER TABLE answers ADD COLUMN has_fate BOOLEAN NOT NULL DEFAULT FALSE;

UPDATE answers SET has_fate = TRUE WHERE EXISTS (SELECT 1 FROM fates WHERE fates.answer_id = answers.id);

CREATE INDEX answers_that_wait ON answers (answered_at)
  WHERE has_fate = FALSE AND replaced_at IS NULL AND (value LIKE '"% %' OR value LIKE '{"voice%' OR value LIKE '{"parts%');

-- `words` as they were asked for, `changed_to` as their author would rather have them.
ALTER TABLE quotations ADD COLUMN asked_by TEXT REFERENCES people (id) ON DELETE SET NULL;
ALTER TABLE quotations ADD COLUMN named BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE quotations ADD COLUMN changed_to TEXT NOT NULL DEFAULT '';
ALTER TABLE quotations ADD COLUMN put_at TEXT;
ALTER TABLE quotations ADD COLUMN cancelled_at TEXT;

-- Where a sentence stands. Of one that is gone, the place where it stood is still known.
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
