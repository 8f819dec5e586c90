package io.fairlead.store;

import io.fairlead.core.problem.ProblemCode;

/** Why a store cannot be opened, and what is worth saying about one that was. */
final class StoreProblems {
    static final ProblemCode LOCKED = new ProblemCode(
            "E-STORE-LOCKED",
            "another server has the store {directory}: process {pid} on {host}, since {since}",
            "use that server, or stop it first: fairlead server stop",
            "One server owns a store. Two would give the same GPU twice.");
    static final ProblemCode DIRECTORY = new ProblemCode(
            "E-STORE-DIRECTORY",
            "user {uid} cannot write the store's directory {directory}: {cause}",
            "chown -R {uid} {directory}, or name another directory in the configuration",
            "The server keeps everything that must survive it in this directory.");
    static final ProblemCode NOT_DATABASE = new ProblemCode(
            "E-STORE-NOT-DATABASE",
            "{file} is not a database of Fairlead: {cause}",
            "restore the newest backup of {directory}; for a new and empty store move the whole directory away",
            "Something else lies where the database must be. It is left alone, and no new database is made beside running"
                    + " jobs.");
    static final ProblemCode NEWER = new ProblemCode(
            "E-STORE-NEWER",
            "{file} has schema {found}, and this Fairlead knows schemas up to {known}",
            "start the release that wrote it, or a newer one",
            "A release can read what older ones wrote, never what newer ones wrote.");
    static final ProblemCode OLDER = new ProblemCode(
            "E-STORE-OLDER",
            "{file} has schema {found}, and this Fairlead works with schema {known}",
            "start the server once: it brings the database to schema {known}",
            "Only a server changes a database. Commands that merely look at one need it as this release writes it.");
    static final ProblemCode UNREADABLE = new ProblemCode(
            "E-STORE-UNREADABLE",
            "there is no store to read in {directory}: {cause}",
            "name the directory of the server's configuration, and read it as the server's user or root",
            "The command that looks at a store found no database there, or may not read it.");
    static final ProblemCode UNKNOWN_SCHEMA = new ProblemCode(
            "E-STORE-SCHEMA",
            "{file} has schema {found}, and this Fairlead needs one from 1 to {known}",
            "restore the newest backup of {directory}",
            "The version that stands in the file is one that no release ever wrote.");
    static final ProblemCode DAMAGED = new ProblemCode(
            "E-STORE-DAMAGED-AT-START",
            "the database {file} is damaged: {cause}",
            "keep a copy of {directory}, restore the newest backup, then run fairlead verify",
            "A check of the file's pages failed. Nothing is repaired by itself and no new database is made in its place,"
                    + " since that would forget running jobs.");
    static final ProblemCode MISSING = new ProblemCode(
            "E-STORE-MISSING",
            "{directory} belongs to instance {instance}, but its database {file} is not there",
            "restore the newest backup of {file}; if its jobs are really to be forgotten, remove {directory}/instance too",
            "A server that starts with an empty store beside running containers would forget them all. So the instance"
                    + " file without its database refuses.");
    static final ProblemCode INSTANCE_UNREADABLE = new ProblemCode(
            "E-STORE-INSTANCE",
            "{directory}/instance does not hold an instance id and a number",
            "restore it from a backup; where there is none, remove it: the database knows the id too",
            "The file says whose the containers on the engine are. It is written whole or not at all, so something else"
                    + " changed it.");
    static final ProblemCode OTHER_INSTANCE = new ProblemCode(
            "E-STORE-OTHER-INSTANCE",
            "{directory} belongs to instance {instance}, but its database is of instance {found}",
            "put the instance file and the database together that belong together; a backup holds both",
            "Containers carry the instance id. With a database of another instance none of them would be known.");
    static final ProblemCode NETWORK = new ProblemCode(
            "N-STORE-NETWORK",
            "the store {directory} is on a network file system ({type}): its locks may not hold",
            "move it to a local disk",
            "SQLite needs locks and syncs that network file systems often only pretend to have.");
    static final ProblemCode MIGRATED = new ProblemCode(
            "N-STORE-MIGRATED",
            "the database {file} was brought from schema {from} to {to}",
            "",
            "A newer release of Fairlead was started for the first time on this store. An older one cannot read it any more.");
    static final ProblemCode RESTORED = new ProblemCode(
            "N-STORE-RESTORED",
            "the database {file} is older than its instance file (run {found} of {known}): it was restored from a backup",
            "if the server then refuses to start, it names the containers that this database does not know",
            "Jobs that were submitted after the backup are forgotten. Where their containers are still there, the server does"
                    + " not start until somebody has looked at them.");

    private StoreProblems() {}
}
