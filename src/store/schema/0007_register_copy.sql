-- The copy of the register that the office which keeps it published: one at a time, read and never changed.
-- It is no part of what is kept here; a newer one takes its place whole.
CREATE TABLE register_copy (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    day       TEXT NOT NULL,
    made      TEXT NOT NULL,
    publisher TEXT NOT NULL,
    digest    TEXT NOT NULL,
    count     INTEGER NOT NULL,
    seal      TEXT NOT NULL
) STRICT;
CREATE TABLE register_copy_row (
    partnership TEXT PRIMARY KEY,
    ref         TEXT NOT NULL,
    body        TEXT NOT NULL,
    seal        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER register_copy_row_no_update BEFORE UPDATE ON register_copy_row
BEGIN SELECT RAISE(ABORT, 'a register copy is only read'); END;
