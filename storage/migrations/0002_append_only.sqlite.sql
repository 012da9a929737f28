-- A pair of files, because triggers are written differently in each database.
CREATE TRIGGER consents_are_never_changed BEFORE UPDATE ON consents BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;
CREATE TRIGGER consents_are_never_deleted BEFORE DELETE ON consents BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER readings_are_never_changed BEFORE UPDATE OF answer_id, reason, read_at ON readings
BEGIN SELECT RAISE(ABORT, 'readings are append-only'); END;
