-- The tree of units and what it was before, roles with a scope and a period, ways in, absences, requests about one's own
-- data, and a log that nobody can change.

CREATE TABLE unit_new (
    id         INTEGER PRIMARY KEY,
    parent_id  INTEGER REFERENCES unit_new,
    path       TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('department', 'centre', 'commune', 'cluster', 'member')),
    name       TEXT NOT NULL,
    short_name TEXT NOT NULL,
    name_key   TEXT NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1,
    closed_at  INTEGER,
    merged_into INTEGER REFERENCES unit_new
) STRICT;
INSERT INTO unit_new (id, path, kind, name, short_name, name_key)
    SELECT id, '/' || id || '/', 'department', name, short_name, name_key FROM unit;
DROP TABLE unit;
ALTER TABLE unit_new RENAME TO unit;
CREATE UNIQUE INDEX unit_open_name ON unit (name_key) WHERE closed_at IS NULL;
CREATE INDEX unit_by_path ON unit (path);

CREATE TABLE unit_name (
    unit_id    INTEGER NOT NULL REFERENCES unit,
    until      INTEGER NOT NULL,
    name       TEXT NOT NULL,
    short_name TEXT NOT NULL,
    PRIMARY KEY (unit_id, until)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_new (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL DEFAULT 1,
    unit_id     INTEGER NOT NULL REFERENCES unit,
    full_name   TEXT NOT NULL,
    name_key    TEXT NOT NULL,
    calling_key TEXT NOT NULL,
    given_key   TEXT NOT NULL,
    gender      TEXT NOT NULL CHECK (gender IN ('male', 'female', '')),
    post        TEXT NOT NULL,
    employment  TEXT NOT NULL DEFAULT ''
        CHECK (employment IN ('civil_servant', 'public_employee', 'contract_worker', '')),
    leader      INTEGER CHECK (leader IN (0, 1)),
    phone       TEXT NOT NULL DEFAULT '',
    called      TEXT NOT NULL DEFAULT '' CHECK (called IN ('anh', 'chị', 'đồng chí', 'name', '')),
    added_at    INTEGER,
    left_at     INTEGER,
    erased_at   INTEGER,
    erased_active INTEGER NOT NULL DEFAULT 0 CHECK (erased_active IN (0, 1))
) STRICT;
INSERT INTO staff_new (id, unit_id, full_name, name_key, calling_key, given_key, gender, post)
    SELECT id, unit_id, full_name, name_key,
           -- the last two words: what is left when all before the last space but one is cut off
           substr(name_key, length(rtrim(rtrim(substr(name_key, 1, length(name_key) - length(given_key))),
                  replace(rtrim(substr(name_key, 1, length(name_key) - length(given_key))), ' ', ''))) + 1),
           given_key, gender, post FROM staff;
DROP TABLE staff;
ALTER TABLE staff_new RENAME TO staff;
CREATE INDEX staff_by_unit ON staff (unit_id, given_key);
CREATE INDEX staff_gone ON staff (left_at) WHERE left_at IS NOT NULL;
CREATE INDEX staff_by_phone ON staff (phone) WHERE phone <> '';

CREATE TABLE staff_word (
    word     TEXT NOT NULL,
    staff_id INTEGER NOT NULL REFERENCES staff,
    PRIMARY KEY (word, staff_id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO staff_word (word, staff_id)
    WITH RECURSIVE word (staff_id, head, rest) AS (
        SELECT id, '', name_key || ' ' FROM staff
        UNION ALL
        SELECT staff_id, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1)
        FROM word WHERE rest <> ''
    ) SELECT head, staff_id FROM word WHERE head <> '';

CREATE TABLE posting (
    staff_id INTEGER NOT NULL REFERENCES staff,
    until    INTEGER NOT NULL,
    unit_id  INTEGER NOT NULL REFERENCES unit,
    PRIMARY KEY (staff_id, until)
) STRICT, WITHOUT ROWID;

CREATE TABLE role_grant_new (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    staff_id   INTEGER NOT NULL REFERENCES staff,
    role       TEXT NOT NULL CHECK (role IN ('unit_focal', 'unit_head', 'officer', 'director', 'council_chair',
                   'council_vice', 'council_member', 'council_secretary', 'trade_union', 'admin')),
    unit_id    INTEGER REFERENCES unit,
    for_id     INTEGER REFERENCES staff,
    starts_at  INTEGER NOT NULL DEFAULT 0,
    ends_at    INTEGER,
    begun      INTEGER NOT NULL DEFAULT 1 CHECK (begun IN (0, 1)),
    granted_by INTEGER REFERENCES staff
) STRICT;
INSERT INTO role_grant_new (staff_id, role, unit_id)
    SELECT staff_id, role, CASE WHEN role IN ('unit_focal', 'unit_head') THEN staff.unit_id END
    FROM role_grant JOIN staff ON staff.id = staff_id WHERE role <> 'staff';
DROP TABLE role_grant;
ALTER TABLE role_grant_new RENAME TO role_grant;
CREATE UNIQUE INDEX role_grant_once ON role_grant (staff_id, role, coalesce(unit_id, 0), coalesce(for_id, 0));
CREATE INDEX role_grant_by_role ON role_grant (role, staff_id) WHERE begun = 1;
CREATE INDEX role_grant_planned ON role_grant (starts_at) WHERE begun = 0;
CREATE INDEX role_grant_ending ON role_grant (ends_at) WHERE ends_at IS NOT NULL;

CREATE TABLE invite_new (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    staff_id     INTEGER REFERENCES staff,
    unit_id      INTEGER REFERENCES unit,
    token_hash   TEXT NOT NULL UNIQUE,
    code_hash    TEXT NOT NULL UNIQUE,
    expires_at   INTEGER NOT NULL,
    uses         INTEGER NOT NULL DEFAULT 1 CHECK (uses >= 0),
    used_at      INTEGER,
    cancelled_at INTEGER,
    CHECK ((staff_id IS NULL) <> (unit_id IS NULL))
) STRICT;
INSERT INTO invite_new (id, staff_id, token_hash, code_hash, expires_at, uses, used_at, cancelled_at)
    SELECT id, staff_id, token_hash, code_hash, expires_at, used_at IS NULL, used_at, cancelled_at FROM invite;
DROP TABLE invite;
ALTER TABLE invite_new RENAME TO invite;
CREATE INDEX invite_by_staff ON invite (staff_id) WHERE staff_id IS NOT NULL;
CREATE INDEX invite_by_unit ON invite (unit_id) WHERE unit_id IS NOT NULL;

CREATE TABLE roster_file (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    staff_id INTEGER NOT NULL UNIQUE REFERENCES staff,
    name     TEXT NOT NULL,
    rows     TEXT NOT NULL,
    shown    TEXT NOT NULL DEFAULT '[]',
    sent_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE join_request (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    version      INTEGER NOT NULL DEFAULT 1,
    platform     TEXT NOT NULL,
    external_id  TEXT NOT NULL,
    chat_id      TEXT NOT NULL,
    name         TEXT NOT NULL,
    unit_words   TEXT NOT NULL,
    staff_id     INTEGER REFERENCES staff,
    unit_id      INTEGER REFERENCES unit,
    consent      TEXT NOT NULL,
    consented_at INTEGER NOT NULL,
    asked_at     INTEGER NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'refused', 'expired')),
    decided_by   INTEGER REFERENCES staff,
    decided_at   INTEGER
) STRICT;
CREATE UNIQUE INDEX join_request_waiting ON join_request (platform, external_id) WHERE state = 'waiting';

CREATE TABLE absence (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    version    INTEGER NOT NULL DEFAULT 1,
    staff_id   INTEGER NOT NULL REFERENCES staff,
    first_day  TEXT NOT NULL,
    last_day   TEXT,
    entered_by INTEGER REFERENCES staff,
    entered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX absence_by_staff ON absence (staff_id, first_day);

CREATE TABLE data_request (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    version    INTEGER NOT NULL DEFAULT 1,
    staff_id   INTEGER NOT NULL REFERENCES staff,
    kind       TEXT NOT NULL CHECK (kind IN ('correct', 'erase')),
    body       TEXT NOT NULL DEFAULT '',
    platform   TEXT NOT NULL DEFAULT '',
    chat_id    TEXT NOT NULL DEFAULT '',
    asked_at   INTEGER NOT NULL,
    answer_by  INTEGER NOT NULL,
    remind_at  INTEGER,
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'agreed', 'done', 'refused', 'withdrawn')),
    reason     TEXT NOT NULL DEFAULT '',
    decided_by INTEGER REFERENCES staff,
    decided_at INTEGER
) STRICT;
CREATE INDEX data_request_by_staff ON data_request (staff_id);
CREATE UNIQUE INDEX data_request_open ON data_request (staff_id, kind) WHERE state IN ('waiting', 'agreed');
CREATE INDEX data_request_waiting ON data_request (answer_by) WHERE state = 'waiting';
CREATE INDEX data_request_agreed ON data_request (decided_at) WHERE state = 'agreed';
CREATE INDEX data_request_remind ON data_request (remind_at) WHERE remind_at IS NOT NULL;

ALTER TABLE audit_log ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE audit_log ADD COLUMN on_behalf_of INTEGER;
CREATE INDEX audit_log_by_staff ON audit_log (staff_id, id) WHERE staff_id IS NOT NULL;
CREATE INDEX audit_log_by_area ON audit_log (substr(act, 1, instr(act, '.') - 1), id);
CREATE INDEX audit_log_by_staff_area ON audit_log (staff_id, substr(act, 1, instr(act, '.') - 1), id)
    WHERE staff_id IS NOT NULL;
CREATE INDEX audit_log_by_time ON audit_log (at);
CREATE INDEX audit_log_by_subject ON audit_log (subject, id) WHERE subject IS NOT NULL;
CREATE TRIGGER audit_log_unchanged BEFORE UPDATE ON audit_log
    BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
CREATE TRIGGER audit_log_kept BEFORE DELETE ON audit_log
    BEGIN SELECT RAISE(ABORT, 'the audit log is never shortened'); END;
