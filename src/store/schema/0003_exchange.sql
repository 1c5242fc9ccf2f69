-- The versions a draft goes on from, as a JSON list of revision ids: what arrives while it is typed
-- is not replaced by it. Empty for a draft that was begun before this was noted.
ALTER TABLE draft ADD COLUMN parents TEXT NOT NULL DEFAULT '';
