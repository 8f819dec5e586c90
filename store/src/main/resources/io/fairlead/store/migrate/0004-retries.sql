-- How many of its retries a job has used.
ALTER TABLE job ADD COLUMN retried INTEGER NOT NULL DEFAULT 0;
