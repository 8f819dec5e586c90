package io.fairlead.store.sqlite;

import io.fairlead.core.problem.ProblemCode;

/** What can become of the database while the server runs. */
final class SqliteProblems {
    static final ProblemCode FULL = new ProblemCode(
            "E-STORE-FULL",
            "the file system of the server's store {file} is full; nothing was saved",
            "free space there (df -h {file}), then try again; no restart is needed",
            "What is answered as accepted is on disk, so nothing is accepted while nothing can be written. Reading goes on,"
                    + " and writing works again as soon as there is room.");
    static final ProblemCode BUSY = new ProblemCode(
            "E-STORE-BUSY",
            "another process holds the database {file} locked; nothing was saved",
            "find it with fuser {file} and end its transaction, then try again",
            "Only the server writes its database. Somebody's sqlite3 shell with an open transaction is the usual cause.");
    static final ProblemCode READ_ONLY = new ProblemCode(
            "E-STORE-READ-ONLY",
            "the database {file} cannot be written: {cause}; nothing was saved",
            "make {file} and its directory writable for the server's user",
            "Permissions were changed or the file system was mounted read-only while the server ran.");
    static final ProblemCode DAMAGED = new ProblemCode(
            "E-STORE-DAMAGED",
            "the database {file} is damaged: {cause}",
            "stop the server, keep a copy of the directory, restore the newest backup, run fairlead verify",
            "A page of the file does not hold what it must. Nothing is repaired by itself and no new database is ever made"
                    + " in its place, since that would forget running jobs.");
    static final ProblemCode IO = new ProblemCode(
            "E-STORE-IO",
            "the database {file} could not be read or written: {cause}",
            "look at dmesg for errors of the disk, then try again",
            "The operating system reported an error of the device that holds the database.");
    static final ProblemCode UNCERTAIN = new ProblemCode(
            "E-STORE-SYNC",
            "the disk of the database {file} did not confirm a write ({cause}): nothing more is saved until a restart",
            "look at dmesg, restart the server, then look with fairlead jobs whether the last request was saved",
            "After a failed sync nobody can say what is on the disk, and trying again would hide it. The server answers from"
                    + " what it knew and accepts nothing; after a restart the disk is the truth.");
    static final ProblemCode REPLACED = new ProblemCode(
            "E-STORE-REPLACED",
            "the database {file} was deleted or replaced while the server ran; nothing was saved",
            "stop the server, put the right file in its place, start it again",
            "What would be written now would be lost with the deleted file.");
    static final ProblemCode READERS_BUSY = new ProblemCode(
            "E-STORE-SLOW",
            "the store did not come to this question within {seconds} s",
            "try again in a moment",
            "All connections for reading were taken by other questions for too long.");

    private SqliteProblems() {}
}
