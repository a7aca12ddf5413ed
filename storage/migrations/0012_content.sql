-- Each document of a campaign has its file, not the plan alone.

CREATE TABLE document_file (
    campaign_id INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
    number_key  TEXT NOT NULL,
    name        TEXT NOT NULL,
    content     BLOB NOT NULL,
    added_by    INTEGER NOT NULL REFERENCES staff,
    added_at    INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, number_key)
) STRICT;

-- A plan that came before its number was written down is under no number, and found as the first document's.
INSERT INTO document_file (campaign_id, number_key, name, content, added_by, added_at)
SELECT plan_file.campaign_id, '', name, content, added_by, added_at FROM plan_file;
DROP TABLE plan_file;
