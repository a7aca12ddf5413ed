-- Names that somebody had before, until the person is erased; and questions in which an erased person stands.

CREATE TABLE former_name (
    staff_id INTEGER NOT NULL REFERENCES staff,
    name     TEXT NOT NULL,
    until    INTEGER NOT NULL,
    PRIMARY KEY (staff_id, name)
) STRICT, WITHOUT ROWID;

ALTER TABLE question ADD COLUMN names_erased INTEGER NOT NULL DEFAULT 0 CHECK (names_erased IN (0, 1));
