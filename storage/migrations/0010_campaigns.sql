-- The whole life of a campaign, what it says and asks, who decides on registrations, and what people sign.

CREATE TABLE campaign_new (
    id                    INTEGER PRIMARY KEY,
    version               INTEGER NOT NULL DEFAULT 1,
    name                  TEXT NOT NULL,
    label                 TEXT NOT NULL,
    theme                 TEXT NOT NULL,
    start_day             TEXT NOT NULL,
    end_day               TEXT NOT NULL,
    registration_deadline INTEGER,
    report_deadline       INTEGER,
    publish_at            INTEGER NOT NULL,
    published_by          INTEGER REFERENCES staff,
    state                 TEXT NOT NULL CHECK (state IN ('DRAFT', 'APPROVED', 'LAUNCHED', 'REGISTERING', 'RUNNING',
                              'INTERIM_REVIEW', 'CLOSED', 'REVIEWING', 'DECIDED', 'ARCHIVED', 'CANCELLED')),
    stands                INTEGER NOT NULL GENERATED ALWAYS AS (state NOT IN ('DRAFT', 'CANCELLED')) VIRTUAL,
    whole_office          INTEGER NOT NULL CHECK (whole_office IN (0, 1)),
    people                TEXT NOT NULL DEFAULT '[]',
    employments           TEXT NOT NULL DEFAULT '[]',
    content               TEXT NOT NULL DEFAULT '{}'
) STRICT;
INSERT INTO campaign_new (id, version, name, label, theme, start_day, end_day, registration_deadline, report_deadline,
                          publish_at, published_by, state, whole_office)
    SELECT id, version, name, label, theme, start_day, end_day, registration_deadline, report_deadline,
           publish_at, published_by,
           CASE WHEN state <> 'PUBLISHED' THEN state
                WHEN publish_at > unixepoch() THEN 'APPROVED'
                WHEN end_day < date('now', '+7 hours') THEN 'CLOSED'
                WHEN registration_deadline >= unixepoch() THEN 'REGISTERING'
                WHEN registration_deadline IS NULL AND start_day > date('now', '+7 hours') THEN 'LAUNCHED'
                ELSE 'RUNNING' END,
           whole_office
    FROM campaign;
DROP TABLE campaign;
ALTER TABLE campaign_new RENAME TO campaign;

ALTER TABLE criterion ADD COLUMN points TEXT;

CREATE TABLE campaign_version (
    campaign_id INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
    version     INTEGER NOT NULL,
    said        TEXT NOT NULL,
    changed_by  INTEGER REFERENCES staff,
    changed_at  INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE registration_new (
    id           INTEGER PRIMARY KEY,
    campaign_id  INTEGER NOT NULL REFERENCES campaign,
    staff_id     INTEGER REFERENCES staff,
    unit_id      INTEGER REFERENCES unit,
    state        TEXT NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'UNIT_APPROVED', 'ACCEPTED', 'RETURNED',
                     'WITHDRAWN', 'DECLINED')),
    late         INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1)),
    counts       INTEGER NOT NULL GENERATED ALWAYS AS
                     (state = 'ACCEPTED' OR (late = 0 AND state IN ('SUBMITTED', 'UNIT_APPROVED'))) VIRTUAL,
    version      INTEGER NOT NULL DEFAULT 1,
    entered_by   INTEGER NOT NULL REFERENCES staff,
    submitted_at INTEGER NOT NULL,
    titles       TEXT NOT NULL DEFAULT '[]',
    forms        TEXT NOT NULL DEFAULT '[]',
    reason       TEXT NOT NULL DEFAULT '',
    CHECK ((staff_id IS NULL) <> (unit_id IS NULL)),
    UNIQUE (campaign_id, staff_id),
    UNIQUE (campaign_id, unit_id)
) STRICT;
INSERT INTO registration_new (id, campaign_id, staff_id, unit_id, state, version, entered_by, submitted_at)
    SELECT id, campaign_id, staff_id, unit_id, state, version, entered_by, submitted_at FROM registration;
DROP TABLE registration;
ALTER TABLE registration_new RENAME TO registration;
CREATE INDEX registration_waiting ON registration (id) WHERE state IN ('SUBMITTED', 'UNIT_APPROVED');

CREATE TABLE registration_decision (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    batch           INTEGER NOT NULL,
    registration_id INTEGER NOT NULL REFERENCES registration ON DELETE CASCADE,
    before          TEXT NOT NULL,
    after           TEXT NOT NULL,
    version         INTEGER NOT NULL,
    decided_by      INTEGER NOT NULL REFERENCES staff,
    decided_at      INTEGER NOT NULL,
    undone          INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX registration_decision_by_batch ON registration_decision (batch);
CREATE INDEX registration_decision_by_registration ON registration_decision (registration_id);

CREATE TABLE signed_text (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    campaign_id INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
    kind        TEXT NOT NULL CHECK (kind IN ('commitment', 'pledge')),
    version     INTEGER NOT NULL,
    words       TEXT NOT NULL,
    since       INTEGER NOT NULL,
    UNIQUE (campaign_id, kind, version)
) STRICT;

CREATE TABLE commitment (
    text_id    INTEGER NOT NULL REFERENCES signed_text ON DELETE CASCADE,
    staff_id   INTEGER NOT NULL REFERENCES staff,
    signed_at  INTEGER NOT NULL,
    entered_by INTEGER NOT NULL REFERENCES staff,
    PRIMARY KEY (text_id, staff_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX commitment_by_staff ON commitment (staff_id);

CREATE TABLE pledge (
    text_id    INTEGER NOT NULL REFERENCES signed_text ON DELETE CASCADE,
    unit_id    INTEGER NOT NULL REFERENCES unit,
    signed_at  INTEGER NOT NULL,
    signed_by  INTEGER REFERENCES staff,
    entered_by INTEGER NOT NULL REFERENCES staff,
    PRIMARY KEY (text_id, unit_id)
) STRICT, WITHOUT ROWID;

DROP TABLE tally;
DROP TRIGGER tally_of_new_account;
DROP TRIGGER tally_of_ended_account;
DROP TRIGGER tally_of_new_staff;
DROP TRIGGER tally_of_staff;
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
