-- Times are microseconds since 1970 in UTC; cores and GPUs are thousandths; memory is bytes.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the server itself wants to know after a restart.
CREATE TABLE kept (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE node (
    cluster INTEGER NOT NULL,
    name TEXT NOT NULL,
    boot_id TEXT NOT NULL,
    PRIMARY KEY (cluster, name)
) STRICT, WITHOUT ROWID;

-- number: counts submits; doubles as the alias that Slurm's names show. ended: set exactly in terminal states.
-- cluster, node, started, exit_code: of the newest attempt.
CREATE TABLE job (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner_uid INTEGER NOT NULL,
    owner TEXT NOT NULL,
    project_gid INTEGER NOT NULL,
    project TEXT NOT NULL,
    name TEXT NOT NULL,
    labels TEXT,
    image TEXT NOT NULL,
    digest TEXT NOT NULL,
    cores_milli INTEGER NOT NULL,
    gpus_milli INTEGER NOT NULL,
    memory_bytes INTEGER NOT NULL,
    submitted INTEGER NOT NULL,
    state TEXT NOT NULL,
    since INTEGER NOT NULL,
    ended INTEGER,
    reason_code TEXT,
    reason TEXT,
    cancel_requested INTEGER,
    image_present INTEGER,
    attempts INTEGER NOT NULL,
    cluster INTEGER,
    node TEXT,
    started INTEGER,
    exit_code INTEGER,
    ran_before INTEGER NOT NULL,
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    CHECK ((ended IS NOT NULL) = (state IN ('FINISHED', 'FAILED', 'CANCELLED'))),
    CHECK (ended IS NOT NULL OR removed = 0)
) STRICT;

CREATE INDEX job_by_time ON job (submitted, id);
CREATE INDEX job_by_owner ON job (owner_uid, submitted, id);
CREATE INDEX job_live ON job (submitted, id) WHERE ended IS NULL;

CREATE TRIGGER job_terminal BEFORE UPDATE OF state, ended, attempts, exit_code ON job
WHEN OLD.ended IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a terminal state never changes');
END;

-- What never changes about a job. source: NULL where it is the definition, word for word.
CREATE TABLE submission (
    job INTEGER PRIMARY KEY REFERENCES job (number),
    dialect TEXT NOT NULL,
    definition TEXT NOT NULL,
    source TEXT,
    version INTEGER NOT NULL,
    resolved TEXT NOT NULL
) STRICT;

CREATE TABLE attempt (
    job INTEGER NOT NULL REFERENCES job (number),
    number INTEGER NOT NULL CHECK (number > 0),
    state TEXT NOT NULL,
    holding INTEGER NOT NULL CHECK (holding IN (0, 1)),
    assigned INTEGER NOT NULL,
    starting INTEGER,
    created INTEGER,
    bound INTEGER,
    running INTEGER,
    exited INTEGER,
    ended INTEGER,
    stop_cause TEXT,
    stop_asked INTEGER,
    stop_signalled INTEGER,
    stop_killed INTEGER,
    exit_code INTEGER,
    exit_oom INTEGER,
    exit_at INTEGER,
    exit_error TEXT,
    logs_complete INTEGER NOT NULL CHECK (logs_complete IN (0, 1)),
    PRIMARY KEY (job, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE placement (
    job INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    rank INTEGER NOT NULL CHECK (rank >= 0),
    cluster INTEGER NOT NULL,
    node TEXT NOT NULL,
    cores_milli INTEGER NOT NULL,
    memory_bytes INTEGER NOT NULL,
    container TEXT NOT NULL,
    PRIMARY KEY (job, attempt, rank),
    FOREIGN KEY (job, attempt) REFERENCES attempt (job, number)
) STRICT, WITHOUT ROWID;

-- What is or was held of a device. kind: whole (exclusive) or shared. An open lease is one without an end.
CREATE TABLE lease (
    job INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    cluster INTEGER NOT NULL,
    node TEXT NOT NULL,
    device TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('whole', 'shared')),
    milli INTEGER NOT NULL CHECK (milli BETWEEN 1 AND 1000),
    taken INTEGER NOT NULL,
    released INTEGER,
    PRIMARY KEY (job, attempt, rank, position),
    FOREIGN KEY (job, attempt, rank) REFERENCES placement (job, attempt, rank)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX lease_whole ON lease (cluster, node, device) WHERE released IS NULL AND kind = 'whole';

-- Kept in step by the two triggers, so that the database itself refuses a device used over its capacity.
CREATE TABLE device (
    cluster INTEGER NOT NULL,
    node TEXT NOT NULL,
    id TEXT NOT NULL,
    used_milli INTEGER NOT NULL CHECK (used_milli BETWEEN 0 AND 1000),
    PRIMARY KEY (cluster, node, id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER lease_taken AFTER INSERT ON lease WHEN NEW.released IS NULL
BEGIN
    INSERT INTO device (cluster, node, id, used_milli) VALUES (NEW.cluster, NEW.node, NEW.device, NEW.milli)
    ON CONFLICT (cluster, node, id) DO UPDATE SET used_milli = used_milli + excluded.used_milli;
END;

CREATE TRIGGER lease_released AFTER UPDATE OF released ON lease WHEN OLD.released IS NULL AND NEW.released IS NOT NULL
BEGIN
    UPDATE device SET used_milli = used_milli - OLD.milli
    WHERE cluster = OLD.cluster AND node = OLD.node AND id = OLD.device;
END;

CREATE TABLE submit_key (
    uid INTEGER NOT NULL,
    key TEXT NOT NULL,
    body_sha256 BLOB NOT NULL CHECK (length(body_sha256) = 32),
    job INTEGER NOT NULL REFERENCES job (number),
    PRIMARY KEY (uid, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE change (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    uid INTEGER,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    cluster INTEGER,
    node TEXT,
    job INTEGER REFERENCES job (number),
    attempt INTEGER,
    json TEXT NOT NULL
) STRICT;

CREATE INDEX change_by_job ON change (job);

-- One row for each job whose changes were taken away together with it.
CREATE TABLE retired (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner_uid INTEGER NOT NULL,
    project TEXT NOT NULL,
    state TEXT NOT NULL,
    submitted INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    gpu_micros INTEGER NOT NULL,
    changes INTEGER NOT NULL CHECK (changes > 0),
    last_seq INTEGER NOT NULL
) STRICT;
