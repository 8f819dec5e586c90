-- What administrators have set aside. device: empty for the node as a whole.
CREATE TABLE drain (
    cluster INTEGER NOT NULL,
    node TEXT NOT NULL,
    device TEXT NOT NULL,
    since INTEGER NOT NULL,
    by_login TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (cluster, node, device)
) STRICT, WITHOUT ROWID;
