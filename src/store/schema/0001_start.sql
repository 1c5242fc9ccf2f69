-- The first schema. Never edited after release: a change is a new numbered file.
-- Ids and digests are small hexadecimal letters; moments are UTC text to the second.
-- `seal`: 16 digits of the SHA-256 of the row's other columns, in this order, as a JSON list,
-- wherever no other hash covers them. It shows damage, not tampering.

CREATE TABLE meta (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL,
    seal  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE partnership (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    ref         TEXT NOT NULL UNIQUE COLLATE NOCASE,
    register_no TEXT UNIQUE COLLATE NOCASE,
    created     TEXT NOT NULL,
    seal        TEXT NOT NULL
) STRICT;

CREATE TABLE document (
    id          TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    partnership TEXT NOT NULL REFERENCES partnership (id),
    form        TEXT NOT NULL,
    period      TEXT NOT NULL,
    created     TEXT NOT NULL,
    seal        TEXT NOT NULL
) STRICT;
CREATE INDEX document_of_partnership ON document (partnership, form, period);

-- What is being typed. `cursor` is the number of the last step not undone.
CREATE TABLE draft (
    document TEXT NOT NULL REFERENCES document (id),
    part     TEXT NOT NULL,
    page     TEXT NOT NULL,
    cursor   INTEGER NOT NULL,
    updated  TEXT NOT NULL,
    PRIMARY KEY (document, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_entry (
    document TEXT NOT NULL,
    part     TEXT NOT NULL,
    question TEXT NOT NULL,
    entry    TEXT NOT NULL,
    seal     TEXT NOT NULL,
    PRIMARY KEY (document, part, question),
    FOREIGN KEY (document, part) REFERENCES draft (document, part) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What was typed into questions that were hidden when the part was completed: kept beside the revision.
CREATE TABLE unused_entry (
    document TEXT NOT NULL REFERENCES document (id),
    part     TEXT NOT NULL,
    question TEXT NOT NULL,
    entry    TEXT NOT NULL,
    seal     TEXT NOT NULL,
    PRIMARY KEY (document, part, question)
) STRICT, WITHOUT ROWID;

-- One step may change several questions. NULL: no entry.
CREATE TABLE draft_step (
    document TEXT NOT NULL,
    part     TEXT NOT NULL,
    step     INTEGER NOT NULL,
    question TEXT NOT NULL,
    before   TEXT,
    after    TEXT,
    at       TEXT NOT NULL,
    seal     TEXT NOT NULL,
    PRIMARY KEY (document, part, step, question),
    FOREIGN KEY (document, part) REFERENCES draft (document, part) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The exact text of every pack that a revision was made with.
CREATE TABLE pack_text (
    digest TEXT PRIMARY KEY NOT NULL CHECK (length(digest) = 64),
    bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE revision (
    seq      INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE CHECK (length(id) = 64),
    document TEXT NOT NULL REFERENCES document (id),
    part     TEXT NOT NULL,
    made     TEXT NOT NULL,
    body     BLOB NOT NULL
) STRICT;
CREATE INDEX revision_of_document ON revision (document, part, seq);

-- Worked out from the bodies. A parent may not have arrived yet.
CREATE TABLE revision_parent (
    parent   TEXT NOT NULL,
    revision TEXT NOT NULL REFERENCES revision (id),
    PRIMARY KEY (parent, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE card (
    id     TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    salt   TEXT NOT NULL,
    fields TEXT NOT NULL
) STRICT;

-- Cards that were erased, so that nothing received brings them back.
CREATE TABLE card_erased (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    at TEXT NOT NULL
) STRICT;

CREATE TABLE file (
    digest TEXT PRIMARY KEY NOT NULL CHECK (length(digest) = 64),
    name   TEXT NOT NULL,
    mime   TEXT NOT NULL,
    seal   TEXT NOT NULL,
    bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE issued_paper (
    digest   TEXT PRIMARY KEY NOT NULL REFERENCES file (digest),
    revision TEXT NOT NULL REFERENCES revision (id),
    made     TEXT NOT NULL,
    seal     TEXT NOT NULL
) STRICT;
CREATE INDEX issued_paper_of_revision ON issued_paper (revision, made);

CREATE TABLE sign_off (
    seq      INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE CHECK (length(id) = 64),
    revision TEXT NOT NULL REFERENCES revision (id),
    body     BLOB NOT NULL
) STRICT;
CREATE INDEX sign_off_of_revision ON sign_off (revision, seq);

-- Who did what. `object` is the digest of what was added, where it has one.
CREATE TABLE history (
    seq         INTEGER PRIMARY KEY,
    epoch       INTEGER NOT NULL,
    at          TEXT NOT NULL,
    who         TEXT NOT NULL,
    what        TEXT NOT NULL,
    partnership TEXT NOT NULL,
    document    TEXT NOT NULL,
    revision    TEXT NOT NULL,
    object      TEXT NOT NULL,
    chain       TEXT NOT NULL CHECK (length(chain) = 64)
) STRICT;
CREATE INDEX history_of_partnership ON history (partnership, seq);

-- Projections: rebuilt at any time from the revisions.
CREATE TABLE register_row (
    partnership TEXT NOT NULL REFERENCES partnership (id),
    "column"    TEXT NOT NULL,
    value       TEXT NOT NULL,
    text        TEXT NOT NULL,
    seal        TEXT NOT NULL,
    PRIMARY KEY (partnership, "column")
) STRICT, WITHOUT ROWID;

CREATE TABLE fact (
    partnership TEXT NOT NULL REFERENCES partnership (id),
    name        TEXT NOT NULL,
    value       TEXT NOT NULL,
    seal        TEXT NOT NULL,
    PRIMARY KEY (partnership, name)
) STRICT, WITHOUT ROWID;

-- What is written once is never changed. The insert triggers close the way of
-- INSERT OR REPLACE, which deletes without firing delete triggers.
CREATE TRIGGER history_no_update BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
CREATE TRIGGER history_no_delete BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'history only grows'); END;
CREATE TRIGGER history_no_replace BEFORE INSERT ON history
WHEN EXISTS (SELECT 1 FROM history WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'history only grows'); END;

CREATE TRIGGER revision_no_update BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'revisions only grow'); END;
CREATE TRIGGER revision_no_delete BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'revisions only grow'); END;
CREATE TRIGGER revision_no_replace BEFORE INSERT ON revision
WHEN EXISTS (SELECT 1 FROM revision WHERE seq = NEW.seq OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'revisions only grow'); END;

CREATE TRIGGER sign_off_no_update BEFORE UPDATE ON sign_off
BEGIN SELECT RAISE(ABORT, 'sign-offs only grow'); END;
CREATE TRIGGER sign_off_no_delete BEFORE DELETE ON sign_off
BEGIN SELECT RAISE(ABORT, 'sign-offs only grow'); END;
CREATE TRIGGER sign_off_no_replace BEFORE INSERT ON sign_off
WHEN EXISTS (SELECT 1 FROM sign_off WHERE seq = NEW.seq OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'sign-offs only grow'); END;

CREATE TRIGGER issued_paper_no_update BEFORE UPDATE ON issued_paper
BEGIN SELECT RAISE(ABORT, 'issued papers only grow'); END;
CREATE TRIGGER issued_paper_no_delete BEFORE DELETE ON issued_paper
BEGIN SELECT RAISE(ABORT, 'issued papers only grow'); END;
CREATE TRIGGER issued_paper_no_replace BEFORE INSERT ON issued_paper
WHEN EXISTS (SELECT 1 FROM issued_paper WHERE digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'issued papers only grow'); END;
