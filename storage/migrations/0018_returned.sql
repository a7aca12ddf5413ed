-- Registrations that were returned, or came after the deadline, are counted by themselves: they have been answered.

DELETE FROM tally;
ALTER TABLE tally ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tally ADD COLUMN requested INTEGER NOT NULL DEFAULT 0;
