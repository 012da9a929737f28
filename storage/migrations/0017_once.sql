-- What was pressed in the console, so that it is done once; and for whom an invite is, until somebody has used it.

CREATE TABLE presses (
  press TEXT PRIMARY KEY,
  pressed_at TEXT NOT NULL,
  led_to TEXT NOT NULL DEFAULT ''
);

ALTER TABLE invites ADD COLUMN label TEXT NOT NULL DEFAULT '';
