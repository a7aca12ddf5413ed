"""SQL, and only SQL: rows in, domain objects out. Every function takes the open transaction."""
