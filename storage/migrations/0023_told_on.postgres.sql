-- With each answer is kept the first day on which somebody was told what became of it, so that an index holds it.

ALTER TABLE answers ADD COLUMN told_on TEXT;

UPDATE answers SET told_on = (SELECT SUBSTR(MIN(told_at), 1, 10) FROM fates WHERE fates.answer_id = answers.id)
WHERE id IN (SELECT answer_id FROM fates WHERE told_at IS NOT NULL);

CREATE FUNCTION note_told(whose TEXT) RETURNS void LANGUAGE plpgsql AS
$$ BEGIN UPDATE answers
SET told_on = (SELECT SUBSTR(MIN(told_at), 1, 10) FROM fates WHERE fates.answer_id = answers.id)
WHERE id = whose;
END $$;

CREATE FUNCTION fate_is_told() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
IF TG_OP <> 'INSERT' THEN PERFORM note_told(OLD.answer_id); END IF;
IF TG_OP <> 'DELETE' THEN PERFORM note_told(NEW.answer_id); END IF;
RETURN NULL; END $$;

CREATE TRIGGER fates_are_told AFTER INSERT OR DELETE OR UPDATE OF answer_id, told_at ON fates
FOR EACH ROW EXECUTE FUNCTION fate_is_told();

-- Nothing is in it when an answer is stored: it has no fate yet.
CREATE INDEX answers_with_a_fate ON answers (answered_at, told_on, person_id, has_fate, of_substance)
  WHERE has_fate = TRUE AND of_substance = TRUE;
