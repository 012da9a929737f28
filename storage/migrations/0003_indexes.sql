-- For the questions of every turn and every tick, which must not read a whole table that grows.
CREATE INDEX conversations_of_person ON conversations (person_id, kind, id);
CREATE INDEX notices_unseen ON notices (kind, about) WHERE seen_at IS NULL;

-- What somebody was sent lately; the one without the time is of no use beside it.
DROP INDEX outbox_of_person;
CREATE INDEX outbox_of_person ON outbox (person_id, made_at);

-- The open ones and all of a person's alike.
DROP INDEX concerns_open;
CREATE INDEX concerns_of_person ON concerns (person_id, closed_at);

-- When a row goes, the database looks for those that hang on it.
CREATE INDEX answers_in_conversation ON answers (conversation_id);
CREATE INDEX quotations_of_answer ON quotations (answer_id);
CREATE INDEX quotations_of_person ON quotations (person_id);
CREATE INDEX fates_of_answer ON fates (answer_id);
CREATE INDEX readings_of_answer ON readings (answer_id);
CREATE INDEX redemptions_of_person ON redemptions (person_id);
CREATE INDEX concerns_of_conversation ON concerns (conversation_id);
