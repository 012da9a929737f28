-- What figures and the calendar of sessions ask for: conversations of a kind, and sessions, of a time, and what people
-- told us of themselves for figures alone.

CREATE INDEX conversations_by_kind ON conversations (kind, begun_at, person_id, id);

CREATE INDEX sessions_by_start ON sessions (starts_at);

CREATE INDEX answers_for_figures ON answers (id) WHERE visible_to = 'figures';
