-- A report reads whole columns: each lies together in its order, with all that is asked of it.
DROP INDEX register_row_order;
CREATE INDEX register_row_order ON register_row ("column", sort, value, text);

-- The same for facts of all partnerships.
CREATE INDEX fact_order ON fact (name, partnership, value);
