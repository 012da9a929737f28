-- An answer that comes with its judgement (storage/judging.py) is not written twice: it goes into the indexes once, and
-- tells its conversation and its question so at once. What comes without one is judged here, as before.

DROP TRIGGER answers_are_judged;

CREATE TRIGGER answers_are_judged AFTER INSERT ON answers WHEN NEW.says IS NULL BEGIN
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

CREATE TRIGGER answers_are_shown_at_once AFTER INSERT ON answers WHEN NEW.says IS NOT NULL BEGIN
UPDATE conversations SET answered = TRUE
WHERE NEW.says = TRUE AND NEW.counts = TRUE AND id = NEW.conversation_id AND answered = FALSE;
UPDATE asked SET unanswered = FALSE
WHERE conversation_id = NEW.conversation_id AND question = NEW.question AND unanswered = TRUE;
END;
