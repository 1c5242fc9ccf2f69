-- What an office notes for itself, beside the forms: steps of what came in, people who left, meetings,
-- hand-overs. Of each kind, subject and aspect the newest row counts; an empty body takes back what stood there.
CREATE TABLE office (
    seq     INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    aspect  TEXT NOT NULL,
    body    TEXT NOT NULL,
    at      TEXT NOT NULL,
    who     TEXT NOT NULL,
    seal    TEXT NOT NULL
) STRICT;
CREATE INDEX office_of_subject ON office (kind, subject, aspect, seq);
CREATE TRIGGER office_no_update BEFORE UPDATE ON office
BEGIN SELECT RAISE(ABORT, 'what an office noted only grows'); END;
CREATE TRIGGER office_no_delete BEFORE DELETE ON office
BEGIN SELECT RAISE(ABORT, 'what an office noted only grows'); END;
CREATE TRIGGER office_no_replace BEFORE INSERT ON office
WHEN EXISTS (SELECT 1 FROM office WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'what an office noted only grows'); END;
