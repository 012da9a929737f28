-- When whoever asked for a person wrote last while nobody had closed that: those who look after it are told once more.

ALTER TABLE concerns ADD COLUMN wrote_at TEXT;
