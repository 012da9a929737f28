-- What a computer programme heard in a voice note, until the person who spoke has said whether it is right. Drafts only.

CREATE TABLE transcripts (
  note_id TEXT PRIMARY KEY REFERENCES voice_notes (id) ON DELETE CASCADE,
  answer_id TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  language TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'heard', 'too_long', 'no_words', 'not_heard')),
  words TEXT NOT NULL DEFAULT '',
  asked_at TEXT NOT NULL,
  done_at TEXT
);

CREATE INDEX transcripts_asked ON transcripts (asked_at) WHERE state = 'asked';

CREATE INDEX transcripts_of_answer ON transcripts (answer_id);

CREATE INDEX transcripts_of_person ON transcripts (person_id);

-- What somebody was called before, by themselves or by the team, so that it is looked for when they are erased.
CREATE TABLE earlier_names (
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  PRIMARY KEY (person_id, name)
);
