-- Since when a campaign's awards are decided on: what is logged later counts no more in it.

ALTER TABLE campaign ADD COLUMN decided_at INTEGER;
