-- The edition of the procedure that a draft is of, by the digest of its text, and the one it was moved from; empty: the
-- one in force. The setting "edition_in_force" says which edition a draft begun now is of.
ALTER TABLE draft ADD COLUMN edition TEXT NOT NULL DEFAULT '';
ALTER TABLE draft ADD COLUMN moved_from TEXT NOT NULL DEFAULT '';
