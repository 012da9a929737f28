-- What figures and lists ask of many answers is kept with each, so that an index holds it: whether it says something (no
-- value once it is replaced; false where the question was skipped, or something else was chosen instead of an answer), and
-- whether it is of substance, so that its person expects to hear what came of it.

ALTER TABLE answers ADD COLUMN says BOOLEAN;

ALTER TABLE answers ADD COLUMN of_substance BOOLEAN NOT NULL DEFAULT FALSE;

UPDATE answers SET says = CASE WHEN replaced_at IS NULL THEN value <> 'null' AND value NOT LIKE '{"instead%' END,
  of_substance = replaced_at IS NULL AND counts = TRUE
    AND (value LIKE '"% %' OR value LIKE '{"voice%' OR value LIKE '{"parts%')
    AND visible_to IN ('staff', 'leader', 'learning')
    AND (question IN ('experience', 'hope_to_learn', 'promise') OR EXISTS (SELECT 1 FROM conversations AS talks
      WHERE talks.id = answers.conversation_id AND talks.kind IN ('before_session', 'before_more', 'after_session', 'say_more',
        'reveal', 'reflect', 'commitment_seen', 'leader_feedback', 'commitment_later')));

CREATE TRIGGER answers_are_judged AFTER INSERT ON answers BEGIN
UPDATE answers SET says = CASE WHEN NEW.replaced_at IS NULL THEN NEW.value <> 'null' AND NEW.value NOT LIKE '{"instead%' END,
  of_substance = NEW.replaced_at IS NULL AND NEW.counts = TRUE
    AND (NEW.value LIKE '"% %' OR NEW.value LIKE '{"voice%' OR NEW.value LIKE '{"parts%')
    AND NEW.visible_to IN ('staff', 'leader', 'learning')
    AND (NEW.question IN ('experience', 'hope_to_learn', 'promise') OR EXISTS (SELECT 1 FROM conversations AS talks
      WHERE talks.id = NEW.conversation_id AND talks.kind IN ('before_session', 'before_more', 'after_session', 'say_more',
        'reveal', 'reflect', 'commitment_seen', 'leader_feedback', 'commitment_later')))
WHERE id = NEW.id;
END;

CREATE TRIGGER answers_are_judged_anew AFTER UPDATE OF conversation_id, question, value, visible_to, counts, replaced_at ON answers BEGIN
UPDATE answers SET says = CASE WHEN NEW.replaced_at IS NULL THEN NEW.value <> 'null' AND NEW.value NOT LIKE '{"instead%' END,
  of_substance = NEW.replaced_at IS NULL AND NEW.counts = TRUE
    AND (NEW.value LIKE '"% %' OR NEW.value LIKE '{"voice%' OR NEW.value LIKE '{"parts%')
    AND NEW.visible_to IN ('staff', 'leader', 'learning')
    AND (NEW.question IN ('experience', 'hope_to_learn', 'promise') OR EXISTS (SELECT 1 FROM conversations AS talks
      WHERE talks.id = NEW.conversation_id AND talks.kind IN ('before_session', 'before_more', 'after_session', 'say_more',
        'reveal', 'reflect', 'commitment_seen', 'leader_feedback', 'commitment_later')))
WHERE id = NEW.id;
END;

DROP INDEX answers_in_conversation;

CREATE INDEX answers_in_conversation ON answers (conversation_id, question, says, counts);

DROP INDEX answers_that_wait;

CREATE INDEX answers_that_wait ON answers (answered_at, id) WHERE has_fate = FALSE AND of_substance = TRUE;

CREATE INDEX answers_of_substance ON answers (answered_at, has_fate, person_id, id, of_substance)
  WHERE of_substance = TRUE;

CREATE INDEX answers_of_substance_of_person ON answers (person_id, answered_at, of_substance) WHERE of_substance = TRUE;

DROP INDEX fates_of_answer;

CREATE INDEX fates_of_answer ON fates (answer_id, told_at);

-- Who had a conversation of a kind in a time, what became of sessions, and who has a role.
CREATE INDEX conversations_begun ON conversations (person_id, kind, begun_at, id);

DROP INDEX sessions_by_start;

CREATE INDEX sessions_by_start ON sessions (starts_at, state, changes, pairing_id, group_id);

CREATE INDEX roles_by_role ON roles (role, person_id);
