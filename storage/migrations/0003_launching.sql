-- Drives launched from chat: drafts, announcements of all kinds and their progress, cards that keep their counts right,
-- the Director's leave, and what the assistant says regularly.

CREATE TABLE role_grant_new (
    staff_id INTEGER NOT NULL REFERENCES staff,
    role     TEXT NOT NULL CHECK (role IN ('staff', 'unit_focal', 'unit_head', 'officer', 'director')),
    PRIMARY KEY (staff_id, role)
) STRICT, WITHOUT ROWID;
INSERT INTO role_grant_new SELECT staff_id, role FROM role_grant;
DROP TABLE role_grant;
ALTER TABLE role_grant_new RENAME TO role_grant;

CREATE TABLE group_chat_new (
    id        INTEGER PRIMARY KEY,
    platform  TEXT NOT NULL,
    chat_id   TEXT NOT NULL,
    thread_id TEXT,
    title     TEXT NOT NULL,
    linked_by INTEGER NOT NULL REFERENCES staff,
    linked_at INTEGER NOT NULL,
    left_at   INTEGER,
    edits     INTEGER NOT NULL DEFAULT 1 CHECK (edits IN (0, 1))
) STRICT;
INSERT INTO group_chat_new (id, platform, chat_id, thread_id, title, linked_by, linked_at, left_at)
    SELECT id, platform, chat_id, thread_id, title, linked_by, linked_at, left_at FROM group_chat;
DROP TABLE group_chat;
ALTER TABLE group_chat_new RENAME TO group_chat;
CREATE UNIQUE INDEX group_chat_place ON group_chat (platform, chat_id, coalesce(thread_id, ''));

CREATE TABLE launch_draft (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    version     INTEGER NOT NULL DEFAULT 1,
    template    TEXT NOT NULL,
    fields      TEXT NOT NULL,
    campaign_id INTEGER REFERENCES campaign,
    state       TEXT NOT NULL CHECK (state IN ('offered', 'open', 'dropped')),
    changed_by  INTEGER REFERENCES staff,
    changed_at  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX launch_draft_offered ON launch_draft (template) WHERE changed_by IS NULL;

CREATE TABLE plan_file (
    campaign_id INTEGER PRIMARY KEY REFERENCES campaign ON DELETE CASCADE,
    name        TEXT NOT NULL,
    content     BLOB NOT NULL,
    added_by    INTEGER NOT NULL REFERENCES staff,
    added_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE approval (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    campaign_id INTEGER NOT NULL REFERENCES campaign,
    kind        TEXT NOT NULL,
    version     INTEGER NOT NULL,
    asked_by    INTEGER REFERENCES staff,
    asked_at    INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'agreed', 'returned', 'withdrawn')),
    decided_by  INTEGER REFERENCES staff,
    decided_at  INTEGER,
    reason      TEXT NOT NULL DEFAULT '',
    words       TEXT NOT NULL DEFAULT '',
    sends_at    INTEGER
) STRICT;
CREATE UNIQUE INDEX approval_waiting ON approval (campaign_id, kind) WHERE state = 'waiting';

CREATE TABLE announcement_new (
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    campaign_id   INTEGER REFERENCES campaign,
    kind          TEXT NOT NULL,
    send_at       INTEGER NOT NULL,
    useless_after INTEGER NOT NULL,
    state         TEXT NOT NULL
        CHECK (state IN ('draft', 'waiting', 'queued', 'stopped', 'missed', 'failed')),
    reason        TEXT NOT NULL DEFAULT '',
    body          TEXT NOT NULL DEFAULT '',
    audience      TEXT NOT NULL DEFAULT '',
    signed_by     INTEGER REFERENCES staff,
    repeats       TEXT NOT NULL DEFAULT '' CHECK (repeats IN ('', 'daily', 'weekly', 'monthly')),
    repeats_from  INTEGER,
    repeats_until TEXT,
    asks          INTEGER NOT NULL DEFAULT 0 CHECK (asks IN (0, 1)),
    follows       INTEGER REFERENCES announcement,
    paused        INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
    planned_at    INTEGER,
    by_hand       INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1))
) STRICT;
INSERT INTO announcement_new (id, campaign_id, kind, send_at, useless_after, state, reason, planned_at)
    SELECT id, campaign_id, kind, send_at, useless_after, state, reason, send_at FROM announcement;
DROP TABLE announcement;
ALTER TABLE announcement_new RENAME TO announcement;
CREATE INDEX announcement_due ON announcement (send_at) WHERE state = 'waiting';
CREATE INDEX announcement_by_campaign ON announcement (campaign_id) WHERE campaign_id IS NOT NULL;

CREATE TABLE announcement_file (
    announcement_id INTEGER PRIMARY KEY REFERENCES announcement ON DELETE CASCADE,
    name            TEXT NOT NULL,
    content         BLOB NOT NULL,
    picture         INTEGER NOT NULL DEFAULT 0 CHECK (picture IN (0, 1))
) STRICT;

CREATE TABLE acknowledgement (
    announcement_id INTEGER NOT NULL REFERENCES announcement ON DELETE CASCADE,
    staff_id        INTEGER NOT NULL REFERENCES staff,
    at              INTEGER NOT NULL,
    PRIMARY KEY (announcement_id, staff_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE routine (
    name    TEXT PRIMARY KEY,
    next_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox_new (
    id              INTEGER PRIMARY KEY,
    key             TEXT NOT NULL UNIQUE,
    lane            TEXT NOT NULL CHECK (lane IN ('answer', 'bulk', 'edit')),
    kind            TEXT NOT NULL,
    staff_id        INTEGER REFERENCES staff,
    group_id        INTEGER REFERENCES group_chat,
    campaign_id     INTEGER REFERENCES campaign,
    announcement_id INTEGER REFERENCES announcement,
    platform        TEXT,
    chat_id         TEXT,
    thread_id       TEXT,
    message         TEXT,
    context         TEXT,
    replaces        TEXT,
    any_hour        INTEGER NOT NULL DEFAULT 0 CHECK (any_hour IN (0, 1)),
    not_before      INTEGER NOT NULL,
    retry_at        INTEGER,
    useless_after   INTEGER,
    state           TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'dropped')),
    reason          TEXT NOT NULL DEFAULT '',
    attempts        INTEGER NOT NULL DEFAULT 0,
    sent_to         TEXT,
    sent_as         TEXT,
    sent_at         INTEGER,
    created_at      INTEGER NOT NULL,
    unknown         INTEGER NOT NULL DEFAULT 0,
    CHECK ((staff_id IS NOT NULL) + (group_id IS NOT NULL) + (chat_id IS NOT NULL) = 1)
) STRICT;
INSERT INTO outbox_new (id, key, lane, kind, staff_id, group_id, campaign_id, platform, chat_id, thread_id, message,
    context, not_before, retry_at, useless_after, state, reason, attempts, sent_as, sent_at, created_at, unknown)
    SELECT id, key, lane, kind, staff_id, group_id, campaign_id, platform, chat_id, thread_id, message,
    context, not_before, retry_at, useless_after, state, reason, attempts, sent_as, sent_at, created_at, unknown
    FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_new RENAME TO outbox;
CREATE INDEX outbox_answers ON outbox (id) WHERE lane = 'answer' AND state = 'waiting';
CREATE INDEX outbox_unasked ON outbox (not_before, id) WHERE lane = 'bulk' AND state = 'waiting';
CREATE INDEX outbox_edits ON outbox (not_before, id) WHERE lane = 'edit' AND state = 'waiting';
CREATE INDEX outbox_open_answers ON outbox (platform, chat_id, id)
    WHERE lane = 'answer' AND state IN ('waiting', 'sending');
CREATE INDEX outbox_said_there ON outbox (platform, chat_id, sent_as) WHERE sent_as IS NOT NULL;
CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending';
CREATE INDEX outbox_by_staff ON outbox (staff_id) WHERE staff_id IS NOT NULL;
CREATE INDEX outbox_by_group ON outbox (group_id, campaign_id) WHERE group_id IS NOT NULL;
CREATE INDEX outbox_by_campaign ON outbox (campaign_id) WHERE campaign_id IS NOT NULL;
CREATE INDEX outbox_by_announcement ON outbox (announcement_id, state) WHERE announcement_id IS NOT NULL;
CREATE INDEX outbox_replacing ON outbox (replaces) WHERE replaces IS NOT NULL;
