-- With each answer is kept the first day on which somebody was told what became of it, so that an index holds it.

ALTER TABLE answers ADD COLUMN told_on TEXT;

UPDATE answers SET told_on = (SELECT SUBSTR(MIN(told_at), 1, 10) FROM fates WHERE fates.answer_id = answers.id)
WHERE id IN (SELECT answer_id FROM fates WHERE told_at IS NOT NULL);

CREATE TRIGGER fates_are_told AFTER INSERT ON fates WHEN NEW.told_at IS NOT NULL BEGIN
UPDATE answers SET told_on = (SELECT SUBSTR(MIN(told_at), 1, 10) FROM fates WHERE fates.answer_id = answers.id)
WHERE id = NEW.answer_id;
END;

CREATE TRIGGER fates_are_told_of AFTER UPDATE OF answer_id, told_at ON fates BEGIN
UPDATE answers SET told_on = (SELECT SUBSTR(MIN(told_at), 1, 10) FROM fates WHERE fates.answer_id = answers.id)
WHERE id IN (OLD.answer_id, NEW.answer_id);
END;

CREATE TRIGGER fates_are_told_no_more AFTER DELETE ON fates WHEN OLD.told_at IS NOT NULL BEGIN
UPDATE answers SET told_on = (SELECT SUBSTR(MIN(told_at), 1, 10) FROM fates WHERE fates.answer_id = answers.id)
WHERE id = OLD.answer_id;
END;

-- Nothing is in it when an answer is stored: it has no fate yet.
CREATE INDEX answers_with_a_fate ON answers (answered_at, told_on, person_id, has_fate, of_substance)
  WHERE has_fate = TRUE AND of_substance = TRUE;
