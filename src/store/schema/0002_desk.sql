-- Who sat at the desk, and from when: the newest row is the person now.
CREATE TABLE at_desk (
    seq    INTEGER PRIMARY KEY,
    at     TEXT NOT NULL,
    person TEXT NOT NULL,
    seal   TEXT NOT NULL
) STRICT;
CREATE TRIGGER at_desk_no_update BEFORE UPDATE ON at_desk
BEGIN SELECT RAISE(ABORT, 'the list of who sat at the desk only grows'); END;
CREATE TRIGGER at_desk_no_delete BEFORE DELETE ON at_desk
BEGIN SELECT RAISE(ABORT, 'the list of who sat at the desk only grows'); END;

-- Why a part that was signed is changed; empty for any other draft.
ALTER TABLE draft ADD COLUMN reason TEXT NOT NULL DEFAULT '';
