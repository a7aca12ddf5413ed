-- The post that a person had when the registration was handed in; "" where that is not known.

ALTER TABLE registration ADD COLUMN post TEXT NOT NULL DEFAULT '';
