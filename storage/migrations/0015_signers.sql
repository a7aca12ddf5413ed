-- Who is to sign is counted anew: whoever has not declined, let in or not.

DELETE FROM tally;
