-- Who is asked for what is missing, once a day at most; and how many are asked to sign.

CREATE TABLE nudge (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    version     INTEGER NOT NULL DEFAULT 1,
    campaign_id INTEGER NOT NULL REFERENCES campaign,
    item        TEXT NOT NULL,
    asked_by    INTEGER NOT NULL REFERENCES staff,
    goes_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX nudge_by_campaign ON nudge (campaign_id, item, goes_at);

CREATE TABLE nudged (
    day      TEXT NOT NULL,
    staff_id INTEGER NOT NULL REFERENCES staff,
    nudge_id INTEGER NOT NULL REFERENCES nudge ON DELETE CASCADE,
    PRIMARY KEY (day, staff_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX nudged_by_nudge ON nudged (nudge_id);
CREATE INDEX nudged_by_staff ON nudged (staff_id);

CREATE INDEX account_unreachable ON account (staff_id) WHERE reachable = 0;

DELETE FROM tally;
ALTER TABLE tally ADD COLUMN unsigned INTEGER NOT NULL DEFAULT 0;
