-- What options were chosen in answers that stand and count, and on which days conversations of a kind began, without a look
-- at the rows themselves. An option's value is short; what people wrote is not in an index.

CREATE INDEX answers_chosen ON answers (conversation_id, question, says, counts, value) WHERE LENGTH(value) <= 40;

CREATE INDEX conversations_by_day ON conversations (kind, SUBSTR(begun_at, 1, 10), begun_at, person_id, id);
