-- A job that was submitted just like an earlier one has what was submitted there: the number of that one, which has it itself. Without an
-- index: only who takes jobs away asks for it, and has to leave a submission that others have too.
ALTER TABLE job ADD COLUMN alike INTEGER REFERENCES job (number);

-- The same rule written so that a row costs three comparisons: for IN, SQLite makes a table of the three for each row that is written.
-- A constraint may be replaced like this where every row keeps it: https://sqlite.org/lang_altertable.html, "Making Other Kinds Of Table
-- Schema Changes". The column above makes every connection read the schema again.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, 'state IN (''FINISHED'', ''FAILED'', ''CANCELLED'')',
    'state = ''FINISHED'' OR state = ''FAILED'' OR state = ''CANCELLED''')
WHERE type = 'table' AND name = 'job';
PRAGMA writable_schema = OFF;
