-- What a year's figures ask of each conversation and each question that was put is kept with it, so that an index holds it:
-- whether anything in the conversation was answered and counts, and whether the question is without an answer. And whether
-- an answer that counts is in somebody's own words, in whatever conversation, and the team may read it.

ALTER TABLE conversations ADD COLUMN answered BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE asked ADD COLUMN unanswered BOOLEAN NOT NULL DEFAULT TRUE;

ALTER TABLE answers ADD COLUMN in_words BOOLEAN NOT NULL DEFAULT FALSE;

DROP TRIGGER answers_are_judged;

DROP TRIGGER answers_are_judged_anew;

UPDATE answers SET in_words = TRUE WHERE replaced_at IS NULL AND counts = TRUE
  AND (value LIKE '"% %' OR value LIKE '{"voice%' OR value LIKE '{"parts%')
  AND visible_to IN ('staff', 'leader', 'learning');

UPDATE conversations SET answered = TRUE WHERE EXISTS (SELECT 1 FROM answers
  WHERE answers.conversation_id = conversations.id AND says = TRUE AND counts = TRUE);

UPDATE asked SET unanswered = FALSE WHERE EXISTS (SELECT 1 FROM answers
  WHERE answers.conversation_id = asked.conversation_id AND answers.question = asked.question AND says IS NOT NULL);

CREATE TRIGGER answers_are_judged AFTER INSERT ON answers BEGIN
UPDATE answers SET says = CASE WHEN NEW.replaced_at IS NULL THEN NEW.value <> 'null' AND NEW.value NOT LIKE '{"instead%' END,
  in_words = NEW.replaced_at IS NULL AND NEW.counts = TRUE
    AND (NEW.value LIKE '"% %' OR NEW.value LIKE '{"voice%' OR NEW.value LIKE '{"parts%')
    AND NEW.visible_to IN ('staff', 'leader', 'learning'),
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
  in_words = NEW.replaced_at IS NULL AND NEW.counts = TRUE
    AND (NEW.value LIKE '"% %' OR NEW.value LIKE '{"voice%' OR NEW.value LIKE '{"parts%')
    AND NEW.visible_to IN ('staff', 'leader', 'learning'),
  of_substance = NEW.replaced_at IS NULL AND NEW.counts = TRUE
    AND (NEW.value LIKE '"% %' OR NEW.value LIKE '{"voice%' OR NEW.value LIKE '{"parts%')
    AND NEW.visible_to IN ('staff', 'leader', 'learning')
    AND (NEW.question IN ('experience', 'hope_to_learn', 'promise') OR EXISTS (SELECT 1 FROM conversations AS talks
      WHERE talks.id = NEW.conversation_id AND talks.kind IN ('before_session', 'before_more', 'after_session', 'say_more',
        'reveal', 'reflect', 'commitment_seen', 'leader_feedback', 'commitment_later')))
WHERE id = NEW.id;
END;

-- Judging an answer sets what it says: one of these two follows each insert too. The first is the common way, in which
-- nothing has to be looked up.
CREATE TRIGGER answers_are_shown_first AFTER UPDATE OF says ON answers
WHEN OLD.says IS NULL AND NEW.says IS NOT NULL AND OLD.counts = NEW.counts
  AND OLD.conversation_id IS NEW.conversation_id AND OLD.question = NEW.question
BEGIN
UPDATE conversations SET answered = TRUE
WHERE NEW.says = TRUE AND NEW.counts = TRUE AND id = NEW.conversation_id AND answered = FALSE;
UPDATE asked SET unanswered = FALSE
WHERE conversation_id = NEW.conversation_id AND question = NEW.question AND unanswered = TRUE;
END;

CREATE TRIGGER answers_are_shown AFTER UPDATE OF conversation_id, question, says, counts ON answers
WHEN NOT (OLD.says IS NULL AND NEW.says IS NOT NULL AND OLD.counts = NEW.counts
  AND OLD.conversation_id IS NEW.conversation_id AND OLD.question = NEW.question)
BEGIN
UPDATE conversations SET answered = NOT answered WHERE id IN (OLD.conversation_id, NEW.conversation_id)
  AND answered <> EXISTS (
  SELECT 1 FROM answers WHERE answers.conversation_id = conversations.id AND says = TRUE AND counts = TRUE);
UPDATE asked SET unanswered = NOT unanswered WHERE conversation_id IN (OLD.conversation_id, NEW.conversation_id)
  AND question IN (OLD.question, NEW.question) AND unanswered = EXISTS (SELECT 1 FROM answers
    WHERE answers.conversation_id = asked.conversation_id AND answers.question = asked.question AND says IS NOT NULL);
END;

CREATE TRIGGER answers_are_shown_no_more AFTER DELETE ON answers BEGIN
UPDATE conversations SET answered = NOT answered WHERE id = OLD.conversation_id
  AND answered <> EXISTS (
  SELECT 1 FROM answers WHERE answers.conversation_id = conversations.id AND says = TRUE AND counts = TRUE);
UPDATE asked SET unanswered = NOT unanswered WHERE conversation_id = OLD.conversation_id
  AND question = OLD.question AND unanswered = EXISTS (SELECT 1 FROM answers
    WHERE answers.conversation_id = asked.conversation_id AND answers.question = asked.question AND says IS NOT NULL);
END;

CREATE TRIGGER asked_once_more AFTER INSERT ON asked BEGIN
UPDATE asked SET unanswered = NOT unanswered WHERE id = NEW.id AND unanswered = EXISTS (SELECT 1 FROM answers
  WHERE answers.conversation_id = asked.conversation_id AND answers.question = asked.question AND says IS NOT NULL);
END;

CREATE TRIGGER asked_elsewhere AFTER UPDATE OF conversation_id, question ON asked BEGIN
UPDATE asked SET unanswered = NOT unanswered WHERE id = NEW.id AND unanswered = EXISTS (SELECT 1 FROM answers
  WHERE answers.conversation_id = asked.conversation_id AND answers.question = asked.question AND says IS NOT NULL);
END;

DROP INDEX conversations_by_kind;

CREATE INDEX conversations_by_kind ON conversations (kind, begun_at, person_id, answered, id);

DROP INDEX conversations_begun;

CREATE INDEX conversations_begun ON conversations (person_id, kind, begun_at, answered, id);

DROP INDEX asked_in_conversation;

CREATE INDEX asked_in_conversation ON asked (conversation_id, question, unanswered);

CREATE INDEX answers_in_words ON answers (answered_at, person_id, id, in_words) WHERE in_words = TRUE;

-- What was decided and what was promised in a time.
CREATE INDEX fates_by_time ON fates (set_at);

CREATE INDEX commitments_by_time ON commitments (made_at);
