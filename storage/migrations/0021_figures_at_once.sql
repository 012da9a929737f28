-- What options were chosen in answers that stand and count, without a look at the rows themselves. An option's value is
-- short; what people wrote is not in an index.

CREATE INDEX answers_chosen ON answers (conversation_id, question, says, counts, value) WHERE LENGTH(value) <= 40;
