-- What administrators have reserved. body: as the change that made it has it.
CREATE TABLE reservation (
    name TEXT PRIMARY KEY NOT NULL,
    cluster INTEGER NOT NULL,
    node TEXT NOT NULL,
    until_time INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
