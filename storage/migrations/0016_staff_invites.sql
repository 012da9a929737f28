-- Invites to the team that wait for a second person; and of a concern what the person was told, and each way to reach them.

ALTER TABLE invites ADD COLUMN made_by TEXT REFERENCES people (id) ON DELETE SET NULL;

ALTER TABLE invites ADD COLUMN agreed_by TEXT REFERENCES people (id) ON DELETE SET NULL;

-- Until somebody else of the team agrees, its code lets nobody in.
ALTER TABLE invites ADD COLUMN waits BOOLEAN NOT NULL DEFAULT FALSE;

-- Why somebody who has to agree sent words back.
ALTER TABLE text_versions ADD COLUMN why TEXT NOT NULL DEFAULT '';

-- By when they should hear from somebody, as they were told.
ALTER TABLE concerns ADD COLUMN promised_at TEXT;

-- Every way to reach them that they named, a line each: when they said so, and how.
ALTER TABLE concerns ADD COLUMN contact_log TEXT NOT NULL DEFAULT '';
