-- The last hundredths of the job's time of which the owner of an attempt was told that they are over; 0: none.
ALTER TABLE attempt ADD COLUMN warned INTEGER NOT NULL DEFAULT 0;
