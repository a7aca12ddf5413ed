-- How often a row of the inbox that carries a file was begun: one that ends the program is set aside, not read for ever.

ALTER TABLE inbox ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
