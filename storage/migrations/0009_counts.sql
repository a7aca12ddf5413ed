-- How many work in a unit and how many of them are not let in, kept until one of both changes; and whole names to go by.

CREATE TABLE unit_count (
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
CREATE INDEX staff_by_name ON staff (name_key) WHERE left_at IS NULL;
