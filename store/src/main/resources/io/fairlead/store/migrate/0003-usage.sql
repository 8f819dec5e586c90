-- What was used lately, by when it was given back.
CREATE INDEX attempt_by_end ON attempt (coalesce(exited, ended)) WHERE holding = 0;
