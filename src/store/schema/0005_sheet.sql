-- Registers that were brought in from a spreadsheet, and the partnerships each of them made.
CREATE TABLE register_import (
    id     TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    at     TEXT NOT NULL,
    who    TEXT NOT NULL,
    file   TEXT NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    seal   TEXT NOT NULL
) STRICT;

CREATE TABLE register_import_row (
    import      TEXT NOT NULL REFERENCES register_import (id),
    partnership TEXT NOT NULL REFERENCES partnership (id),
    line        INTEGER NOT NULL,
    seal        TEXT NOT NULL,
    PRIMARY KEY (import, partnership)
) STRICT, WITHOUT ROWID;

-- Partnerships that are not on the register any more because the import that made them was undone. Their revisions
-- stay, and so do their references. What arrives for one later puts it back.
CREATE TABLE taken_off (
    partnership TEXT PRIMARY KEY NOT NULL REFERENCES partnership (id),
    at          TEXT NOT NULL,
    seal        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
