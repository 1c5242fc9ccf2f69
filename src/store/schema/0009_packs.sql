-- Several procedures beside one another: each document is of one. Those begun before there were several are of the first.
ALTER TABLE document ADD COLUMN pack TEXT NOT NULL DEFAULT 'wiltshire-frs';
UPDATE document SET pack = coalesce(
    (SELECT json_extract(CAST(r.body AS TEXT), '$.pack') FROM revision r WHERE r.document = document.id LIMIT 1), pack);
CREATE INDEX document_of_pack ON document (pack, partnership);
