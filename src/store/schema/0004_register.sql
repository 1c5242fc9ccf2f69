-- The register at any size: what lists, search and reports read. All of it is worked out by the program from the
-- revisions and can be thrown away and rebuilt.

-- One row a partnership. `changed` grows with every change, so that the newest is found first; it is the row of `search`.
-- `as_of`: the day and procedure it was worked out for. `beside`: what forms of other partnerships may know of it.
CREATE TABLE register_entry (
    entry       INTEGER PRIMARY KEY,
    partnership TEXT NOT NULL UNIQUE REFERENCES partnership (id),
    changed     INTEGER NOT NULL UNIQUE,
    as_of       TEXT NOT NULL,
    beside      TEXT NOT NULL,
    seal        TEXT NOT NULL
) STRICT;
CREATE INDEX register_entry_as_of ON register_entry (as_of);

-- One row a cell that is filled. `sort`: a number, a date in ISO form, or words without capitals and accents.
DROP TABLE register_row;
CREATE TABLE register_row (
    entry    INTEGER NOT NULL REFERENCES register_entry (entry),
    "column" TEXT NOT NULL,
    value    TEXT NOT NULL,
    text     TEXT NOT NULL,
    sort     ANY,
    seal     TEXT NOT NULL,
    PRIMARY KEY (entry, "column")
) STRICT, WITHOUT ROWID;
CREATE INDEX register_row_order ON register_row ("column", sort);

CREATE TABLE due_date (
    entry  INTEGER NOT NULL REFERENCES register_entry (entry),
    id     TEXT NOT NULL,
    form   TEXT NOT NULL,
    title  TEXT NOT NULL,
    reason TEXT NOT NULL,
    role   TEXT NOT NULL,
    owner  TEXT NOT NULL,
    on_day TEXT NOT NULL,
    opens  TEXT NOT NULL,
    seal   TEXT NOT NULL,
    PRIMARY KEY (entry, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX due_date_order ON due_date (on_day, entry);

-- What is to be done next. `owner` and `named`: people, without titles and capitals, by whom it is found.
CREATE TABLE task (
    entry  INTEGER NOT NULL REFERENCES register_entry (entry),
    seq    INTEGER NOT NULL,
    on_day TEXT NOT NULL,
    role   TEXT NOT NULL,
    owner  TEXT NOT NULL,
    named  TEXT NOT NULL,
    body   TEXT NOT NULL,
    seal   TEXT NOT NULL,
    PRIMARY KEY (entry, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_order ON task (on_day, entry);
CREATE INDEX task_of_owner ON task (owner, on_day);
CREATE INDEX task_of_named ON task (named, on_day);

-- How columns that are tracked changed, and when that took effect.
CREATE TABLE register_change (
    entry    INTEGER NOT NULL REFERENCES register_entry (entry),
    seq      INTEGER NOT NULL,
    on_day   TEXT NOT NULL,
    "column" TEXT NOT NULL,
    before   TEXT NOT NULL,
    after    TEXT NOT NULL,
    form     TEXT NOT NULL,
    seal     TEXT NOT NULL,
    PRIMARY KEY (entry, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX register_change_order ON register_change (on_day, entry);

-- Names, people and answers as they stand now.
CREATE VIRTUAL TABLE search USING fts5 (name, people, answers, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2');
