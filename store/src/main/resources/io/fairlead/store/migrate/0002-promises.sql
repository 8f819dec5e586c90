-- When a waiting job starts at the latest, as it was told.
ALTER TABLE job ADD COLUMN promised INTEGER;
