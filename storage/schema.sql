-- Times are UTC integer seconds; days are ISO text (2026-06-26), local to the office.

CREATE TABLE setting (              -- facts about this installation: its salt, the offset of a poll
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- People -----------------------------------------------------------------------------------------

CREATE TABLE unit (                 -- a phòng, a centre, a commune; or a cluster, whose members are other departments
    id         INTEGER PRIMARY KEY,
    parent_id  INTEGER REFERENCES unit,
    path       TEXT NOT NULL,           -- /3/7/: the ids of those above it and its own, so that a subtree is a prefix
    kind       TEXT NOT NULL CHECK (kind IN ('department', 'centre', 'commune', 'cluster', 'member')),
    name       TEXT NOT NULL,
    short_name TEXT NOT NULL,
    name_key   TEXT NOT NULL,           -- folded, so that one unit is not entered twice
    version    INTEGER NOT NULL DEFAULT 1,
    closed_at  INTEGER,                 -- since then nobody works there
    merged_into INTEGER REFERENCES unit -- and this is why
) STRICT;
CREATE UNIQUE INDEX unit_open_name ON unit (name_key) WHERE closed_at IS NULL;
CREATE INDEX unit_by_path ON unit (path);

CREATE TABLE unit_name (            -- what a unit was called before, until when
    unit_id    INTEGER NOT NULL REFERENCES unit,
    until      INTEGER NOT NULL,
    name       TEXT NOT NULL,
    short_name TEXT NOT NULL,
    PRIMARY KEY (unit_id, until)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL DEFAULT 1,
    unit_id     INTEGER NOT NULL REFERENCES unit,
    full_name   TEXT NOT NULL,
    name_key    TEXT NOT NULL,
    calling_key TEXT NOT NULL,          -- the last two words, folded
    given_key   TEXT NOT NULL,          -- the last word, folded: people of one name are told apart
    gender      TEXT NOT NULL CHECK (gender IN ('male', 'female', '')),
    post        TEXT NOT NULL,
    employment  TEXT NOT NULL DEFAULT ''
        CHECK (employment IN ('civil_servant', 'public_employee', 'contract_worker', '')),
    leader      INTEGER CHECK (leader IN (0, 1)),
    phone       TEXT NOT NULL DEFAULT '',   -- national digits; matched with the contact that somebody shares
    called      TEXT NOT NULL DEFAULT '' CHECK (called IN ('anh', 'chị', 'đồng chí', 'name', '')),  -- as asked for
    added_at    INTEGER,                -- since when on the roster; none: before anybody counted
    left_at     INTEGER,
    erased_at   INTEGER,                -- on request: the name is gone, the counts stay
    erased_active INTEGER NOT NULL DEFAULT 0 CHECK (erased_active IN (0, 1))  -- had an account until then
) STRICT;
CREATE INDEX staff_by_unit ON staff (unit_id, given_key);
CREATE INDEX staff_gone ON staff (left_at) WHERE left_at IS NOT NULL;
CREATE INDEX staff_by_phone ON staff (phone) WHERE phone <> '';
CREATE INDEX staff_here ON staff (unit_id) WHERE left_at IS NULL;
CREATE INDEX staff_by_name ON staff (name_key) WHERE left_at IS NULL;

CREATE TABLE staff_word (           -- the words of everybody's name, folded, to be found by
    word     TEXT NOT NULL,
    staff_id INTEGER NOT NULL REFERENCES staff,
    PRIMARY KEY (word, staff_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE former_name (          -- what somebody was called before, until when: forgotten with the person
    staff_id INTEGER NOT NULL REFERENCES staff,
    name     TEXT NOT NULL,
    until    INTEGER NOT NULL,
    PRIMARY KEY (staff_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE posting (              -- where somebody worked before, until when
    staff_id INTEGER NOT NULL REFERENCES staff,
    until    INTEGER NOT NULL,
    unit_id  INTEGER NOT NULL REFERENCES unit,
    PRIMARY KEY (staff_id, until)
) STRICT, WITHOUT ROWID;
CREATE INDEX posting_by_unit ON posting (unit_id);

CREATE TABLE role_grant (           -- what somebody is beside being of the staff
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    staff_id   INTEGER NOT NULL REFERENCES staff,
    role       TEXT NOT NULL CHECK (role IN ('unit_focal', 'unit_head', 'officer', 'director', 'council_chair',
                   'council_vice', 'council_member', 'council_secretary', 'trade_union', 'admin')),
    unit_id    INTEGER REFERENCES unit,     -- there and in the units under it; none: in the whole office
    for_id     INTEGER REFERENCES staff,    -- whose work it is, where that person has delegated it
    starts_at  INTEGER NOT NULL DEFAULT 0,
    ends_at    INTEGER,
    begun      INTEGER NOT NULL DEFAULT 1 CHECK (begun IN (0, 1)),
    granted_by INTEGER REFERENCES staff
) STRICT;
CREATE UNIQUE INDEX role_grant_once ON role_grant (staff_id, role, coalesce(unit_id, 0), coalesce(for_id, 0));
CREATE INDEX role_grant_by_role ON role_grant (role, staff_id) WHERE begun = 1;
CREATE INDEX role_grant_planned ON role_grant (starts_at) WHERE begun = 0;
CREATE INDEX role_grant_ending ON role_grant (ends_at) WHERE ends_at IS NOT NULL;
CREATE INDEX role_grant_by_unit ON role_grant (unit_id, staff_id);

CREATE TABLE absence (              -- days on which somebody is not reminded of anything; why is nobody's business
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    version    INTEGER NOT NULL DEFAULT 1,
    staff_id   INTEGER NOT NULL REFERENCES staff,
    first_day  TEXT NOT NULL,
    last_day   TEXT,                    -- none: until the person is back
    entered_by INTEGER REFERENCES staff,
    entered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX absence_by_staff ON absence (staff_id, first_day);

CREATE TABLE account (              -- one person's way in: a chat on one platform, let in by an invite
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number used anew would let an old button act
    staff_id    INTEGER NOT NULL REFERENCES staff,
    platform    TEXT NOT NULL,          -- and, where one platform is reached by several tokens, which
    external_id TEXT NOT NULL,          -- the person's id there
    chat_id     TEXT NOT NULL,          -- the private chat with that person
    consent     TEXT NOT NULL,          -- the version of the text that was agreed to
    consented_at INTEGER NOT NULL,
    linked_at   INTEGER NOT NULL,
    reachable   INTEGER NOT NULL DEFAULT 1 CHECK (reachable IN (0, 1)),
    chosen_at   INTEGER,                -- since when unasked messages are wanted here rather than elsewhere
    UNIQUE (platform, external_id)
) STRICT;
CREATE INDEX account_by_staff ON account (staff_id);
CREATE INDEX account_unreachable ON account (staff_id) WHERE reachable = 0;

CREATE TABLE invite (               -- a link's token and a typed code, stored hashed, spent together
    id           INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number used anew would let an old question act
    staff_id     INTEGER REFERENCES staff,  -- for one person
    unit_id      INTEGER REFERENCES unit,   -- or for those of a unit who say who they are
    token_hash   TEXT NOT NULL UNIQUE,
    code_hash    TEXT NOT NULL UNIQUE,
    expires_at   INTEGER NOT NULL,
    uses         INTEGER NOT NULL DEFAULT 1 CHECK (uses >= 0),  -- how many are left
    used_at      INTEGER,                   -- when the last one was used
    cancelled_at INTEGER,
    CHECK ((staff_id IS NULL) <> (unit_id IS NULL))
) STRICT;
CREATE INDEX invite_by_staff ON invite (staff_id) WHERE staff_id IS NOT NULL;
CREATE INDEX invite_by_unit ON invite (unit_id) WHERE unit_id IS NOT NULL;

CREATE TABLE roster_file (          -- a list of staff as somebody has sent it, until it is decided on, for a day at most
    id       INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number used anew would let an old button act
    staff_id INTEGER NOT NULL UNIQUE REFERENCES staff,
    name     TEXT NOT NULL,             -- of the file
    rows     TEXT NOT NULL,             -- JSON of what was read from it
    shown    TEXT NOT NULL DEFAULT '[]',  -- JSON of the lines by which it was shown what would change
    sent_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE join_request (         -- somebody without an invite who asks to be let in
    id           INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number used anew would let an old button act
    version      INTEGER NOT NULL DEFAULT 1,
    platform     TEXT NOT NULL,
    external_id  TEXT NOT NULL,
    chat_id      TEXT NOT NULL,
    name         TEXT NOT NULL,         -- as typed; emptied once decided
    unit_words   TEXT NOT NULL,
    staff_id     INTEGER REFERENCES staff,  -- who that seems to be
    unit_id      INTEGER REFERENCES unit,
    consent      TEXT NOT NULL,
    consented_at INTEGER NOT NULL,
    asked_at     INTEGER NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'refused', 'expired')),
    decided_by   INTEGER REFERENCES staff,
    decided_at   INTEGER
) STRICT;
CREATE UNIQUE INDEX join_request_waiting ON join_request (platform, external_id) WHERE state = 'waiting';

CREATE TABLE unit_count (           -- how many work there, and are not let in; counted anew once that has changed
    unit_id  INTEGER PRIMARY KEY REFERENCES unit,
    people   INTEGER NOT NULL,
    inactive INTEGER NOT NULL
) STRICT;
CREATE TRIGGER count_of_new_account AFTER INSERT ON account BEGIN
    DELETE FROM unit_count WHERE unit_id = (SELECT unit_id FROM staff WHERE id = NEW.staff_id);
END;
CREATE TRIGGER count_of_ended_account AFTER DELETE ON account BEGIN
    DELETE FROM unit_count WHERE unit_id = (SELECT unit_id FROM staff WHERE id = OLD.staff_id);
END;
CREATE TRIGGER count_of_new_staff AFTER INSERT ON staff BEGIN
    DELETE FROM unit_count WHERE unit_id = NEW.unit_id;
END;
CREATE TRIGGER count_of_staff AFTER UPDATE OF unit_id, left_at ON staff BEGIN
    DELETE FROM unit_count WHERE unit_id IN (OLD.unit_id, NEW.unit_id);
END;

CREATE TABLE stranger (             -- what an unknown account has tried, so that guessing ends
    platform     TEXT NOT NULL,
    external_id  TEXT NOT NULL,
    greeted_at   INTEGER,
    failed_at    TEXT NOT NULL DEFAULT '[]',  -- JSON: when codes were wrong, within the last hour
    locked_until INTEGER,
    wanted       TEXT NOT NULL DEFAULT '',  -- the command of the link that brought them; gone on with once let in
    PRIMARY KEY (platform, external_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE group_code (           -- a one-time code that links a group
    token_hash TEXT PRIMARY KEY,
    staff_id   INTEGER NOT NULL REFERENCES staff,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE group_chat (
    id        INTEGER PRIMARY KEY,
    platform  TEXT NOT NULL,
    chat_id   TEXT NOT NULL,
    thread_id TEXT,
    title     TEXT NOT NULL,
    linked_by INTEGER NOT NULL REFERENCES staff,
    linked_at INTEGER NOT NULL,
    left_at   INTEGER,
    edits     INTEGER NOT NULL DEFAULT 1 CHECK (edits IN (0, 1))  -- whether a message there can be changed later
) STRICT;
CREATE UNIQUE INDEX group_chat_place ON group_chat (platform, chat_id, coalesce(thread_id, ''));  -- each topic by itself

-- Campaigns --------------------------------------------------------------------------------------

CREATE TABLE campaign (
    id                    INTEGER PRIMARY KEY,
    version               INTEGER NOT NULL DEFAULT 1,
    name                  TEXT NOT NULL,
    label                 TEXT NOT NULL,        -- how people call it: “đợt thi đua 28/8”
    theme                 TEXT NOT NULL,
    start_day             TEXT NOT NULL,
    end_day               TEXT NOT NULL,
    registration_deadline INTEGER,
    report_deadline       INTEGER,
    publish_at            INTEGER NOT NULL,     -- when its opening goes out
    published_by          INTEGER REFERENCES staff,
    state                 TEXT NOT NULL CHECK (state IN ('DRAFT', 'APPROVED', 'LAUNCHED', 'REGISTERING', 'RUNNING',
                              'INTERIM_REVIEW', 'CLOSED', 'REVIEWING', 'DECIDED', 'ARCHIVED', 'CANCELLED')),
    stands                INTEGER NOT NULL GENERATED ALWAYS AS (state NOT IN ('DRAFT', 'CANCELLED')) VIRTUAL,
    whole_office          INTEGER NOT NULL CHECK (whole_office IN (0, 1)),
    people                TEXT NOT NULL DEFAULT '[]',  -- JSON of the ids of chosen people
    employments           TEXT NOT NULL DEFAULT '[]',  -- JSON of the kinds of staff it is for; none: of all
    content               TEXT NOT NULL DEFAULT '{}',  -- JSON of domain.campaign_content.Content
    decided_at            INTEGER               -- what is logged later counts no more
) STRICT;

CREATE TABLE campaign_version (         -- how it stood, each time that it was confirmed or changed
    campaign_id INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
    version     INTEGER NOT NULL,
    said        TEXT NOT NULL,          -- JSON of domain.campaigns.Campaign
    changed_by  INTEGER REFERENCES staff,  -- none: on the command line
    changed_at  INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE launch_draft (         -- a campaign as officers are writing it in chat, before it is one
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number used anew would let an old button act
    version     INTEGER NOT NULL DEFAULT 1,
    template    TEXT NOT NULL,          -- template:28-8:2026; none: begun from nothing, or from an earlier campaign
    fields      TEXT NOT NULL,          -- JSON in the shape of campaign.example.toml, as it was said
    campaign_id INTEGER REFERENCES campaign,  -- what it became: being written while that is a draft
    state       TEXT NOT NULL CHECK (state IN ('offered', 'open', 'dropped')),
    changed_by  INTEGER REFERENCES staff,     -- none: offered by the schedule, untouched
    changed_at  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX launch_draft_offered ON launch_draft (template) WHERE changed_by IS NULL;

CREATE TABLE document_file (        -- a signed document of a campaign, or of what it answers, as people may open it
    campaign_id INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
    number_key  TEXT NOT NULL,          -- its number, folded; '': that by which the campaign is launched
    name        TEXT NOT NULL,
    content     BLOB NOT NULL,
    added_by    INTEGER NOT NULL REFERENCES staff,
    added_at    INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, number_key)
) STRICT;

CREATE TABLE approval (             -- the Director's leave to send; it signs nothing
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number used anew would let an old button act
    campaign_id INTEGER NOT NULL REFERENCES campaign,
    kind        TEXT NOT NULL,          -- of what is to be said: opening, thanks
    version     INTEGER NOT NULL,       -- of the campaign, as it was shown
    asked_by    INTEGER REFERENCES staff,  -- none: on the command line, or by the schedule
    asked_at    INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'agreed', 'returned', 'withdrawn')),
    decided_by  INTEGER REFERENCES staff,
    decided_at  INTEGER,
    reason      TEXT NOT NULL DEFAULT '',   -- why it was returned
    words       TEXT NOT NULL DEFAULT '',   -- what is to be said; empty where the campaign itself is shown
    sends_at    INTEGER                 -- when it goes, signed or not; none: only once it is agreed to
) STRICT;
CREATE UNIQUE INDEX approval_waiting ON approval (campaign_id, kind) WHERE state = 'waiting';

CREATE TABLE campaign_unit (        -- the audience, where it is not the whole office
    campaign_id INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
    unit_id     INTEGER NOT NULL REFERENCES unit,
    PRIMARY KEY (campaign_id, unit_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (             -- what a campaign is founded on
    id          INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
    kind        TEXT NOT NULL,
    number      TEXT NOT NULL,
    day         TEXT NOT NULL,
    issuer      TEXT NOT NULL
) STRICT;
CREATE INDEX document_by_campaign ON document (campaign_id);

CREATE TABLE criterion (            -- what a campaign asks for and counts
    id          INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
    name        TEXT NOT NULL,
    act_key     TEXT NOT NULL,
    measure     TEXT NOT NULL,
    measure_key TEXT NOT NULL,
    amount      TEXT,                   -- decimal text; none: no figure asked
    field       TEXT NOT NULL,
    points      TEXT                    -- decimal text; none: it is not scored
) STRICT;
CREATE INDEX criterion_by_campaign ON criterion (campaign_id);

CREATE TABLE registration (         -- of one person or, without one, of a unit as a collective
    id           INTEGER PRIMARY KEY,
    campaign_id  INTEGER NOT NULL REFERENCES campaign,
    staff_id     INTEGER REFERENCES staff,
    unit_id      INTEGER REFERENCES unit,
    state        TEXT NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'UNIT_APPROVED', 'ACCEPTED', 'RETURNED',
                     'WITHDRAWN', 'DECLINED')),
    late         INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1)),  -- asked for once registration had closed
    counts       INTEGER NOT NULL GENERATED ALWAYS AS
                     (state = 'ACCEPTED' OR (late = 0 AND state IN ('SUBMITTED', 'UNIT_APPROVED'))) VIRTUAL,
    version      INTEGER NOT NULL DEFAULT 1,
    entered_by   INTEGER NOT NULL REFERENCES staff,
    submitted_at INTEGER NOT NULL,
    titles       TEXT NOT NULL DEFAULT '[]',  -- JSON: danh hiệu that are sought
    forms        TEXT NOT NULL DEFAULT '[]',  -- JSON: hình thức khen thưởng that are sought
    reason       TEXT NOT NULL DEFAULT '',  -- why it was returned
    post         TEXT NOT NULL DEFAULT '',  -- of the person when it was handed in; '' where not known
    CHECK ((staff_id IS NULL) <> (unit_id IS NULL)),
    UNIQUE (campaign_id, staff_id),
    UNIQUE (campaign_id, unit_id)
) STRICT;
CREATE INDEX registration_waiting_of_staff ON registration (staff_id)
    WHERE state IN ('SUBMITTED', 'UNIT_APPROVED') AND staff_id IS NOT NULL;
CREATE INDEX registration_waiting_of_unit ON registration (unit_id)
    WHERE state IN ('SUBMITTED', 'UNIT_APPROVED') AND unit_id IS NOT NULL;
CREATE INDEX registration_for_office ON registration (id)
    WHERE state = 'UNIT_APPROVED' OR (late = 1 AND state = 'SUBMITTED');

CREATE TABLE registration_decision (    -- who has decided on it, so that it can be undone
    id              INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number used anew would let an old button act
    batch           INTEGER NOT NULL,   -- those that were decided by one press
    registration_id INTEGER NOT NULL REFERENCES registration ON DELETE CASCADE,
    before          TEXT NOT NULL,
    after           TEXT NOT NULL,
    version         INTEGER NOT NULL,   -- of the registration, as it was left
    decided_by      INTEGER NOT NULL REFERENCES staff,
    decided_at      INTEGER NOT NULL,
    undone          INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX registration_decision_by_batch ON registration_decision (batch);
CREATE INDEX registration_decision_by_registration ON registration_decision (registration_id);

CREATE TABLE target (
    id              INTEGER PRIMARY KEY,
    registration_id INTEGER NOT NULL REFERENCES registration ON DELETE CASCADE,
    act             TEXT NOT NULL,
    act_key         TEXT NOT NULL,
    amount          TEXT,
    measure         TEXT NOT NULL,
    measure_key     TEXT NOT NULL,
    due_day         TEXT
) STRICT;
CREATE INDEX target_by_registration ON target (registration_id);

-- What people sign -------------------------------------------------------------------------------

CREATE TABLE signed_text (          -- the words of a commitment or a pledge, each version
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number used anew would let an old button sign
    campaign_id INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
    kind        TEXT NOT NULL CHECK (kind IN ('commitment', 'pledge')),
    version     INTEGER NOT NULL,
    words       TEXT NOT NULL,
    since       INTEGER NOT NULL,
    UNIQUE (campaign_id, kind, version)
) STRICT;

CREATE TABLE commitment (           -- what a person has signed
    text_id    INTEGER NOT NULL REFERENCES signed_text ON DELETE CASCADE,
    staff_id   INTEGER NOT NULL REFERENCES staff,
    signed_at  INTEGER NOT NULL,
    entered_by INTEGER NOT NULL REFERENCES staff,
    PRIMARY KEY (text_id, staff_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX commitment_by_staff ON commitment (staff_id);

CREATE TABLE pledge (               -- what the head of a unit, or a member of a cluster, has signed
    text_id    INTEGER NOT NULL REFERENCES signed_text ON DELETE CASCADE,
    unit_id    INTEGER NOT NULL REFERENCES unit,
    signed_at  INTEGER NOT NULL,
    signed_by  INTEGER REFERENCES staff,  -- none: of a member, which signs on paper
    entered_by INTEGER NOT NULL REFERENCES staff,
    PRIMARY KEY (text_id, unit_id)
) STRICT, WITHOUT ROWID;

-- Achievements -----------------------------------------------------------------------------------

CREATE TABLE achievement (
    id         INTEGER PRIMARY KEY,
    staff_id   INTEGER NOT NULL REFERENCES staff,
    unit_id    INTEGER NOT NULL REFERENCES unit,   -- the unit at the time
    version    INTEGER NOT NULL DEFAULT 1,
    act        TEXT NOT NULL,
    act_key    TEXT NOT NULL,
    start_day  TEXT NOT NULL,
    end_day    TEXT NOT NULL,
    place      TEXT NOT NULL DEFAULT '',
    note       TEXT NOT NULL DEFAULT '',
    entered_by INTEGER NOT NULL REFERENCES staff,
    logged_at  INTEGER NOT NULL,
    deleted_at INTEGER,
    pictures   INTEGER NOT NULL DEFAULT 0          -- how many were sent for it
) STRICT;
CREATE INDEX achievement_by_staff ON achievement (staff_id, start_day);

CREATE TABLE achievement_amount (
    achievement_id INTEGER NOT NULL REFERENCES achievement ON DELETE CASCADE,
    position       INTEGER NOT NULL,
    amount         TEXT NOT NULL,
    measure        TEXT NOT NULL,
    measure_key    TEXT NOT NULL,
    PRIMARY KEY (achievement_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE achievement_campaign ( -- where a person wants an entry to count or not, over the rule
    achievement_id INTEGER NOT NULL REFERENCES achievement ON DELETE CASCADE,
    campaign_id    INTEGER NOT NULL REFERENCES campaign,
    counts         INTEGER NOT NULL CHECK (counts IN (0, 1)),
    PRIMARY KEY (achievement_id, campaign_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX achievement_campaign_by_campaign ON achievement_campaign (campaign_id);

-- Reports ----------------------------------------------------------------------------------------

CREATE TABLE report_submission (    -- every version is kept; the first one decides whether it was on time
    id           INTEGER PRIMARY KEY,
    campaign_id  INTEGER NOT NULL REFERENCES campaign,
    unit_id      INTEGER NOT NULL REFERENCES unit,
    version      INTEGER NOT NULL,
    body         TEXT NOT NULL,
    submitted_by INTEGER NOT NULL REFERENCES staff,
    submitted_at INTEGER NOT NULL,
    UNIQUE (campaign_id, unit_id, version)
) STRICT;

-- Questions to the officer -----------------------------------------------------------------------

CREATE TABLE question (
    id          INTEGER PRIMARY KEY,
    staff_id    INTEGER NOT NULL REFERENCES staff,
    body        TEXT NOT NULL,
    asked_at    INTEGER NOT NULL,
    answer      TEXT,
    answered_by INTEGER REFERENCES staff,
    answered_at INTEGER,
    platform    TEXT NOT NULL DEFAULT '',  -- where it was asked, and is answered
    chat_id     TEXT NOT NULL DEFAULT '',
    names_erased INTEGER NOT NULL DEFAULT 0 CHECK (names_erased IN (0, 1))  -- emptied once it is answered
) STRICT;

-- Requests about one's own data -------------------------------------------------------------------

CREATE TABLE data_request (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number used anew would let an old button act
    version    INTEGER NOT NULL DEFAULT 1,
    staff_id   INTEGER NOT NULL REFERENCES staff,
    kind       TEXT NOT NULL CHECK (kind IN ('correct', 'erase')),
    body       TEXT NOT NULL DEFAULT '',   -- what is to be corrected; emptied once decided
    platform   TEXT NOT NULL DEFAULT '',   -- where it was asked, and is answered
    chat_id    TEXT NOT NULL DEFAULT '',
    asked_at   INTEGER NOT NULL,
    answer_by  INTEGER NOT NULL,           -- the legal clock
    remind_at  INTEGER,                    -- when the officers are reminded of it; none: they have been
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

-- What is due ------------------------------------------------------------------------------------

CREATE TABLE announcement (         -- words to groups and people, each with its time: a campaign's, or an officer's own
    id            INTEGER PRIMARY KEY,
    version       INTEGER NOT NULL DEFAULT 1,
    campaign_id   INTEGER REFERENCES campaign,   -- none: an officer's own
    kind          TEXT NOT NULL,
    send_at       INTEGER NOT NULL,
    useless_after INTEGER NOT NULL,
    state         TEXT NOT NULL
        CHECK (state IN ('draft', 'waiting', 'queued', 'stopped', 'missed', 'failed')),
    reason        TEXT NOT NULL DEFAULT '',
    body          TEXT NOT NULL DEFAULT '',      -- as an officer wrote it; none: worded by its kind when it goes
    audience      TEXT NOT NULL DEFAULT '',      -- JSON of domain.audience.Audience; none: its kind's own
    signed_by     INTEGER REFERENCES staff,
    repeats       TEXT NOT NULL DEFAULT '' CHECK (repeats IN ('', 'daily', 'weekly', 'monthly')),
    repeats_from  INTEGER,                       -- its first time as it was asked for, from which the others are counted
    repeats_until TEXT,                          -- the last day on which it may go; none: until it is ended
    asks          INTEGER NOT NULL DEFAULT 0 CHECK (asks IN (0, 1)),   -- to be acknowledged
    follows       INTEGER REFERENCES announcement,                    -- the one it corrects, or reminds of
    paused        INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)), -- what is queued of it waits
    planned_at    INTEGER,                                            -- when the drive's own timeline would say it
    by_hand       INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1)) -- an officer changed it: it is not planned anew
) STRICT;
CREATE INDEX announcement_due ON announcement (send_at) WHERE state = 'waiting';
CREATE INDEX announcement_by_campaign ON announcement (campaign_id) WHERE campaign_id IS NOT NULL;

CREATE TABLE announcement_file (    -- a picture or a file that goes with it
    announcement_id INTEGER PRIMARY KEY REFERENCES announcement ON DELETE CASCADE,
    name            TEXT NOT NULL,
    content         BLOB NOT NULL,
    picture         INTEGER NOT NULL DEFAULT 0 CHECK (picture IN (0, 1))
) STRICT;

CREATE TABLE acknowledgement (      -- who has said “đã nhận”
    announcement_id INTEGER NOT NULL REFERENCES announcement ON DELETE CASCADE,
    staff_id        INTEGER NOT NULL REFERENCES staff,
    at              INTEGER NOT NULL,
    PRIMARY KEY (announcement_id, staff_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE routine (              -- what is done regularly, with when it is next due
    name    TEXT PRIMARY KEY,
    next_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE reminder (             -- a campaign's reminders; whom they concern is asked when they are due
    id            INTEGER PRIMARY KEY,
    campaign_id   INTEGER NOT NULL REFERENCES campaign,
    kind          TEXT NOT NULL,
    on_day        TEXT NOT NULL,
    send_at       INTEGER NOT NULL,
    useless_after INTEGER NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('waiting', 'queued', 'missed', 'failed')),
    reason        TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX reminder_due ON reminder (send_at) WHERE state = 'waiting';

CREATE TABLE nudge (                -- a press that asks people for what they lack
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number used anew would let an old button stop another
    version     INTEGER NOT NULL DEFAULT 1,
    campaign_id INTEGER NOT NULL REFERENCES campaign,
    item        TEXT NOT NULL,          -- domain.nudges.Item
    asked_by    INTEGER NOT NULL REFERENCES staff,
    goes_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX nudge_by_campaign ON nudge (campaign_id, item, goes_at);

CREATE TABLE nudged (               -- whom it asks: each once a day at most, whoever presses
    day      TEXT NOT NULL,
    staff_id INTEGER NOT NULL REFERENCES staff,
    nudge_id INTEGER NOT NULL REFERENCES nudge ON DELETE CASCADE,
    PRIMARY KEY (day, staff_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX nudged_by_nudge ON nudged (nudge_id);
CREATE INDEX nudged_by_staff ON nudged (staff_id);

-- The way of a message ---------------------------------------------------------------------------

CREATE TABLE inbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number used anew would be an old answer's key
    platform    TEXT NOT NULL,
    bot_id      TEXT NOT NULL,
    external_id TEXT NOT NULL,          -- the platform's number of the update
    chat_key    TEXT NOT NULL,          -- rows of one chat are handled in order
    body        TEXT,                   -- raw; emptied once handled
    file_id     TEXT,                   -- a file that must be here before the row is handled
    file        BLOB,
    received_at INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('fetching', 'waiting', 'done', 'aside')),
    reason      TEXT NOT NULL DEFAULT '',
    kept_until  INTEGER NOT NULL DEFAULT 0,  -- for longer than a week where its number is never given to another
    attempts    INTEGER NOT NULL DEFAULT 0,  -- to handle it, counted where it carries a file
    UNIQUE (platform, bot_id, external_id)
) STRICT;
-- A partial index serves only a query that names the state in the same words: so one for each.
CREATE INDEX inbox_waiting ON inbox (id) WHERE state = 'waiting';
CREATE INDEX inbox_fetching ON inbox (platform, chat_key, id) WHERE state = 'fetching';
CREATE INDEX inbox_aside ON inbox (id) WHERE state = 'aside';

CREATE TABLE outbox (
    id              INTEGER PRIMARY KEY,
    key             TEXT NOT NULL UNIQUE,
    lane            TEXT NOT NULL CHECK (lane IN ('answer', 'bulk', 'edit')),
    kind            TEXT NOT NULL,
    staff_id        INTEGER REFERENCES staff,       -- to a person, wherever that person is when it is sent
    group_id        INTEGER REFERENCES group_chat,  -- or to a group
    campaign_id     INTEGER REFERENCES campaign,    -- what it is about
    announcement_id INTEGER REFERENCES announcement,  -- what it is one delivery of
    platform        TEXT,                           -- or, for an answer, to the chat that asked
    chat_id         TEXT,
    thread_id       TEXT,
    message         TEXT,                           -- JSON of an answer; none: worded when it is claimed
    context         TEXT,                           -- what the edge needs to answer a press, in its own words
    replaces        TEXT,                           -- the key of the delivery whose words it changes, in the lane of edits
    any_hour        INTEGER NOT NULL DEFAULT 0 CHECK (any_hour IN (0, 1)),  -- chosen by who gets it: outside windows too
    not_before      INTEGER NOT NULL,
    retry_at        INTEGER,                        -- after a failure; by the computer's clock, however time is moved
    useless_after   INTEGER,
    state           TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'dropped')),
    reason          TEXT NOT NULL DEFAULT '',
    attempts        INTEGER NOT NULL DEFAULT 0,
    sent_to         TEXT,                           -- JSON of the chat, of what is unasked: where an edit finds it
    sent_as         TEXT,                           -- the platform's id of the message
    sent_at         INTEGER,
    created_at      INTEGER NOT NULL,
    unknown         INTEGER NOT NULL DEFAULT 0,     -- how often it was tried and nobody knows how that went
    CHECK ((staff_id IS NOT NULL) + (group_id IS NOT NULL) + (chat_id IS NOT NULL) = 1)
) STRICT;
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

CREATE TABLE pause (                -- a platform asked for silence; a restart must not forget it
    platform      TEXT PRIMARY KEY,
    until         INTEGER NOT NULL,           -- for what is unasked; by the computer's clock
    answers_until INTEGER NOT NULL DEFAULT 0  -- for answers: only where one of them was told so
) STRICT, WITHOUT ROWID;

CREATE TABLE dialogue (             -- a question that waits for its answer, half-given answers included
    id          INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number used anew would let an old button answer
    platform    TEXT NOT NULL,
    external_id TEXT NOT NULL,
    kind        TEXT NOT NULL,
    step        TEXT NOT NULL,
    data        TEXT NOT NULL,          -- JSON
    live        INTEGER NOT NULL CHECK (live IN (0, 1)),  -- typed words answer it; else it was set aside
    updated_at  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX dialogue_live ON dialogue (platform, external_id) WHERE live = 1;

CREATE TABLE menu (                 -- the last choices offered to a person in a chat, for whoever types instead of pressing
    platform    TEXT NOT NULL,
    external_id TEXT NOT NULL,
    chat_id     TEXT NOT NULL,
    message     TEXT NOT NULL,          -- JSON; to be shown again when its time has passed
    shown_at    INTEGER NOT NULL,
    after       INTEGER NOT NULL,       -- the last row of the inbox by then: what was typed before answers no menu
    shown_by    TEXT NOT NULL,          -- the key of the outbox row that shows it
    there_at    INTEGER,                -- when it was there, in milliseconds of its platform's clock; 0 if untold
    PRIMARY KEY (platform, chat_id, external_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE command_menu (         -- of a private chat: the commands that its platform shows there, if it has such menus
    platform TEXT NOT NULL,
    chat_id  TEXT NOT NULL,
    shown    TEXT NOT NULL DEFAULT '',  -- hash of them; empty: none, or they are everybody's
    look_at  INTEGER,                   -- when to compare them with what the person may do; by the computer's clock
    PRIMARY KEY (platform, chat_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX command_menu_to_compare ON command_menu (platform, look_at) WHERE look_at IS NOT NULL;
-- Whoever changes rights need not think of menus: what touches them asks for a comparison.
CREATE TRIGGER account_linked AFTER INSERT ON account BEGIN
    INSERT INTO command_menu (platform, chat_id, look_at) VALUES (new.platform, new.chat_id, 0)
        ON CONFLICT (platform, chat_id) DO UPDATE SET look_at = 0;
END;
CREATE TRIGGER account_reached_again AFTER UPDATE OF reachable ON account WHEN new.reachable > old.reachable BEGIN
    UPDATE command_menu SET look_at = 0 WHERE platform = new.platform AND chat_id = new.chat_id;
END;
CREATE TRIGGER account_ended AFTER DELETE ON account BEGIN
    DELETE FROM command_menu WHERE platform = old.platform AND chat_id = old.chat_id AND shown = '';
    UPDATE command_menu SET look_at = 0 WHERE platform = old.platform AND chat_id = old.chat_id;
END;
CREATE TRIGGER role_granted AFTER INSERT ON role_grant BEGIN
    UPDATE command_menu SET look_at = 0
        WHERE (platform, chat_id) IN (SELECT platform, chat_id FROM account WHERE staff_id = new.staff_id);
END;
CREATE TRIGGER role_changed AFTER UPDATE ON role_grant BEGIN
    UPDATE command_menu SET look_at = 0
        WHERE (platform, chat_id) IN (SELECT platform, chat_id FROM account WHERE staff_id IN (old.staff_id, new.staff_id));
END;
CREATE TRIGGER role_revoked AFTER DELETE ON role_grant BEGIN
    UPDATE command_menu SET look_at = 0
        WHERE (platform, chat_id) IN (SELECT platform, chat_id FROM account WHERE staff_id = old.staff_id);
END;
CREATE TRIGGER staff_left_or_back AFTER UPDATE OF left_at ON staff WHEN new.left_at IS NOT old.left_at BEGIN
    UPDATE command_menu SET look_at = 0
        WHERE (platform, chat_id) IN (SELECT platform, chat_id FROM account WHERE staff_id = new.id);
END;

CREATE TABLE picture_burst (        -- pictures that came without words: counted, answered once, joined to an entry
    platform    TEXT NOT NULL,
    external_id TEXT NOT NULL,
    chat_id     TEXT NOT NULL,
    count       INTEGER NOT NULL,       -- of the burst that no entry has yet
    last_at     INTEGER NOT NULL,
    answer_at   INTEGER,                -- when the burst is over and owed its answer
    warned_at   INTEGER,                -- when it was last said what a picture must not show
    PRIMARY KEY (platform, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX picture_burst_due ON picture_burst (answer_at) WHERE answer_at IS NOT NULL;

CREATE TABLE download (             -- a file that is had by a link, for minutes, where none can be sent
    id         INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number used anew would let an old link open another's file
    staff_id   INTEGER NOT NULL REFERENCES staff,
    name       TEXT NOT NULL,
    content    BLOB NOT NULL,
    made_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,        -- it is deleted then; the link says the same
    taken      INTEGER NOT NULL DEFAULT 0  -- how many times
) STRICT;
CREATE INDEX download_by_expiry ON download (expires_at);
CREATE INDEX download_by_staff ON download (staff_id, id);

CREATE TABLE traffic (              -- messages of a month, where a platform counts them
    platform TEXT NOT NULL,
    month    TEXT NOT NULL,             -- 2026-06, local to the office
    sent     INTEGER NOT NULL DEFAULT 0,
    received INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (platform, month)
) STRICT, WITHOUT ROWID;

-- The log ----------------------------------------------------------------------------------------

CREATE TABLE audit_log (            -- who did what when to which row; never personal values
    id        INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,
    staff_id  INTEGER,                  -- none: the command line or the scheduler
    act       TEXT NOT NULL,
    subject   INTEGER,
    fields    TEXT NOT NULL DEFAULT '',
    origin    TEXT NOT NULL DEFAULT '', -- the platform it was done on
    on_behalf_of INTEGER                -- whose work it was, where that person had delegated it
) STRICT;
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

-- Figures ----------------------------------------------------------------------------------------

-- A campaign's figures, unit by unit, kept until something that they count changes: then they are counted anew.
CREATE TABLE tally (
    campaign_id   INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
    unit_id       INTEGER NOT NULL REFERENCES unit,
    people        INTEGER NOT NULL,
    registered    INTEGER NOT NULL,
    declined      INTEGER NOT NULL,
    unanswered    INTEGER NOT NULL,
    inactive      INTEGER NOT NULL,
    not_activated INTEGER NOT NULL,
    received      INTEGER NOT NULL,
    committed     INTEGER NOT NULL,
    logged        INTEGER NOT NULL,
    unsigned      INTEGER NOT NULL DEFAULT 0,  -- neither declined nor signed, where there is something to sign
    returned      INTEGER NOT NULL DEFAULT 0,  -- to be completed
    requested     INTEGER NOT NULL DEFAULT 0,  -- registered after the deadline, and not decided on
    PRIMARY KEY (campaign_id, unit_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tally_by_unit ON tally (unit_id);
CREATE TRIGGER tally_of_new_registration AFTER INSERT ON registration WHEN NEW.staff_id IS NOT NULL BEGIN
    DELETE FROM tally WHERE campaign_id = NEW.campaign_id AND unit_id IN (SELECT unit_id FROM staff
        WHERE id = NEW.staff_id UNION ALL SELECT unit_id FROM posting WHERE staff_id = NEW.staff_id);
END;
CREATE TRIGGER tally_of_registration AFTER UPDATE OF version ON registration WHEN NEW.staff_id IS NOT NULL BEGIN
    DELETE FROM tally WHERE campaign_id = NEW.campaign_id AND unit_id IN (SELECT unit_id FROM staff
        WHERE id = NEW.staff_id UNION ALL SELECT unit_id FROM posting WHERE staff_id = NEW.staff_id);
END;
CREATE TRIGGER tally_of_new_account AFTER INSERT ON account BEGIN
    DELETE FROM tally WHERE unit_id IN (SELECT unit_id FROM staff WHERE id = NEW.staff_id
        UNION ALL SELECT unit_id FROM posting WHERE staff_id = NEW.staff_id);
END;
CREATE TRIGGER tally_of_ended_account AFTER DELETE ON account BEGIN
    DELETE FROM tally WHERE unit_id IN (SELECT unit_id FROM staff WHERE id = OLD.staff_id
        UNION ALL SELECT unit_id FROM posting WHERE staff_id = OLD.staff_id);
END;
CREATE TRIGGER tally_of_new_staff AFTER INSERT ON staff BEGIN
    DELETE FROM tally WHERE unit_id = NEW.unit_id;
END;
CREATE TRIGGER tally_of_staff AFTER UPDATE OF unit_id, left_at, erased_at, employment ON staff BEGIN
    DELETE FROM tally WHERE unit_id IN (OLD.unit_id, NEW.unit_id)
        OR unit_id IN (SELECT unit_id FROM posting WHERE staff_id = NEW.id);
END;
CREATE TRIGGER tally_of_campaign AFTER UPDATE OF version ON campaign BEGIN
    DELETE FROM tally WHERE campaign_id = NEW.id;
END;
CREATE TRIGGER tally_of_audience AFTER INSERT ON campaign_unit BEGIN
    DELETE FROM tally WHERE campaign_id = NEW.campaign_id;
END;
CREATE TRIGGER tally_of_moved_unit AFTER UPDATE OF path ON unit BEGIN
    DELETE FROM tally WHERE unit_id = NEW.id;
END;
CREATE TRIGGER tally_of_received AFTER UPDATE OF state ON outbox
    WHEN NEW.state = 'sent' AND NEW.kind = 'opening' AND NEW.staff_id IS NOT NULL BEGIN
    DELETE FROM tally WHERE campaign_id = NEW.campaign_id AND unit_id IN (SELECT unit_id FROM staff
        WHERE id = NEW.staff_id UNION ALL SELECT unit_id FROM posting WHERE staff_id = NEW.staff_id);
END;
CREATE TRIGGER tally_of_new_text AFTER INSERT ON signed_text BEGIN
    DELETE FROM tally WHERE campaign_id = NEW.campaign_id;
END;
CREATE TRIGGER tally_of_commitment AFTER INSERT ON commitment BEGIN
    DELETE FROM tally WHERE campaign_id = (SELECT campaign_id FROM signed_text WHERE id = NEW.text_id)
        AND unit_id IN (SELECT unit_id FROM staff WHERE id = NEW.staff_id
            UNION ALL SELECT unit_id FROM posting WHERE staff_id = NEW.staff_id);
END;
CREATE TRIGGER tally_of_taken_back AFTER DELETE ON commitment BEGIN
    DELETE FROM tally WHERE campaign_id = (SELECT campaign_id FROM signed_text WHERE id = OLD.text_id)
        AND unit_id IN (SELECT unit_id FROM staff WHERE id = OLD.staff_id
            UNION ALL SELECT unit_id FROM posting WHERE staff_id = OLD.staff_id);
END;
CREATE TRIGGER tally_of_new_achievement AFTER INSERT ON achievement BEGIN
    DELETE FROM tally WHERE unit_id IN (SELECT unit_id FROM staff WHERE id = NEW.staff_id
        UNION ALL SELECT unit_id FROM posting WHERE staff_id = NEW.staff_id);
END;
CREATE TRIGGER tally_of_achievement AFTER UPDATE OF version ON achievement BEGIN
    DELETE FROM tally WHERE unit_id IN (SELECT unit_id FROM staff WHERE id = NEW.staff_id
        UNION ALL SELECT unit_id FROM posting WHERE staff_id = NEW.staff_id);
END;
