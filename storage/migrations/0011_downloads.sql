-- Files that are had by a link where none can be sent.

CREATE TABLE download (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    staff_id   INTEGER NOT NULL REFERENCES staff,
    name       TEXT NOT NULL,
    content    BLOB NOT NULL,
    made_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    taken      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX download_by_expiry ON download (expires_at);
CREATE INDEX download_by_staff ON download (staff_id, id);
