-- The number of the array whose member a job is, which is that of the first one; what was submitted stands with that.
ALTER TABLE job ADD COLUMN array INTEGER REFERENCES job (number);

CREATE INDEX job_by_array ON job (array) WHERE array IS NOT NULL;
