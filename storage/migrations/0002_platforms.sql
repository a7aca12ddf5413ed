-- Platforms without buttons, that count their messages, and more than one account of a person.

ALTER TABLE account ADD COLUMN chosen_at INTEGER;
ALTER TABLE achievement ADD COLUMN pictures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox ADD COLUMN kept_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE question ADD COLUMN platform TEXT NOT NULL DEFAULT '';
ALTER TABLE question ADD COLUMN chat_id TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN unknown INTEGER NOT NULL DEFAULT 0;

CREATE TABLE menu (
    platform    TEXT NOT NULL,
    external_id TEXT NOT NULL,
    chat_id     TEXT NOT NULL,
    message     TEXT NOT NULL,
    shown_at    INTEGER NOT NULL,
    after       INTEGER NOT NULL,
    shown_by    TEXT NOT NULL,
    there_at    INTEGER,
    PRIMARY KEY (platform, chat_id, external_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE picture_burst (
    platform    TEXT NOT NULL,
    external_id TEXT NOT NULL,
    chat_id     TEXT NOT NULL,
    count       INTEGER NOT NULL,
    last_at     INTEGER NOT NULL,
    answer_at   INTEGER,
    warned_at   INTEGER,
    PRIMARY KEY (platform, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX picture_burst_due ON picture_burst (answer_at) WHERE answer_at IS NOT NULL;

CREATE TABLE traffic (
    platform TEXT NOT NULL,
    month    TEXT NOT NULL,
    sent     INTEGER NOT NULL DEFAULT 0,
    received INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (platform, month)
) STRICT, WITHOUT ROWID;
