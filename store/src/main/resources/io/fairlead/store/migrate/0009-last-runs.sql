-- How long jobs ran, the last of each user of each project first.
CREATE INDEX job_by_account ON job (project, owner_uid, ended) WHERE started IS NOT NULL AND ended IS NOT NULL;
