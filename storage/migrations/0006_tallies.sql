-- A campaign's figures, unit by unit, kept until something that they count changes; and what makes large offices quick.

CREATE TABLE tally (
    campaign_id   INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
    unit_id       INTEGER NOT NULL REFERENCES unit,
    people        INTEGER NOT NULL,
    registered    INTEGER NOT NULL,
    declined      INTEGER NOT NULL,
    unanswered    INTEGER NOT NULL,
    inactive      INTEGER NOT NULL,
    not_activated INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, unit_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tally_by_unit ON tally (unit_id);

CREATE TRIGGER tally_of_new_registration AFTER INSERT ON registration WHEN NEW.staff_id IS NOT NULL BEGIN
    DELETE FROM tally WHERE campaign_id = NEW.campaign_id AND unit_id IN (SELECT unit_id FROM staff
        WHERE id = NEW.staff_id UNION ALL SELECT unit_id FROM posting WHERE staff_id = NEW.staff_id);
END;
CREATE TRIGGER tally_of_registration AFTER UPDATE OF state ON registration WHEN NEW.staff_id IS NOT NULL BEGIN
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
CREATE TRIGGER tally_of_staff AFTER UPDATE OF unit_id, left_at, erased_at ON staff BEGIN
    DELETE FROM tally WHERE unit_id IN (OLD.unit_id, NEW.unit_id)
        OR unit_id IN (SELECT unit_id FROM posting WHERE staff_id = NEW.id);
END;
CREATE TRIGGER tally_of_campaign AFTER UPDATE OF start_day, end_day ON campaign BEGIN
    DELETE FROM tally WHERE campaign_id = NEW.id;
END;

CREATE INDEX posting_by_unit ON posting (unit_id);
CREATE INDEX staff_here ON staff (unit_id) WHERE left_at IS NULL;
CREATE INDEX role_grant_by_unit ON role_grant (unit_id, staff_id);
