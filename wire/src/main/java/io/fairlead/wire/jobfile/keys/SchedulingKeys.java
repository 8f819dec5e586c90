package io.fairlead.wire.jobfile.keys;

import java.util.List;

/** The keys about when a job runs, what is expected of it and who is told, in the order of the reference page. */
final class SchedulingKeys {
    private static final String NO_MAIL =
            "no mail is sent in this version: use fairlead wait, or fairlead logs --follow";

    static final List<Key> SCHEDULING = List.of(
            Key.of("interactive", "boolean", "false", "start at once or be refused with the reason"),
            Key.of("session", "boolean", "false", "held open until retired or its time is up")
                    .added(),
            Key.of(
                            "minDuration",
                            "duration",
                            "the site's policy",
                            "an attempt that has run less is not preempted; matters where projects have quotas, and is bounded by"
                                    + " the site")
                    .alias("killableAfter"),
            Key.of(
                    "maxDuration",
                    "duration ≥ 1 minute",
                    "the site's policy",
                    "stopped at this, counted over all attempts; warned when 75 and 90 % of it are over"),
            Key.of(
                            "idleTimeout",
                            "duration ≥ 1 second",
                            "the site's policy",
                            "stopped when it has done nothing for so long, after a warning: less than 3 % of a CPU, 5 % of"
                                    + " a GPU and 1 MiB of network a minute, and nothing typed or shown in a terminal")
                    .added(),
            Key.of(
                    "restartable",
                    "boolean",
                    "false",
                    "exit code 123 asks for another attempt; a restart of the machine, a preemption or a halt gives one. It is"
                            + " told to save its state by SIGUSR1, a grace period before the stop signal. May run over its"
                            + " project's quota"),
            Key.of(
                    "allowHaltWithoutSignal",
                    "boolean",
                    "false",
                    "killed at once where it is preempted or halted, and may therefore run over its project's quota"),
            Key.of("gracePeriod", "duration, at most 1 hour", "60 s", "between the stop signal and SIGKILL")
                    .added(),
            Key.of("priority", "`low`, `normal` or `high`", "`normal`", "its class among the jobs of the project")
                    .added(),
            Key.of("retries", "object", "none", "further attempts by cause").added(),
            Key.of("array", "object", "", "many jobs from one definition: its members, each with an index")
                    .added(),
            Key.of(
                            "dependsOn",
                            "list, at most 100",
                            "[]",
                            "jobs of yours that must have ended before; where one ends otherwise, this one is cancelled")
                    .added(),
            Key.of("maxSimultaneousJobs", "object", "", "at most so many jobs of one bucket of the project run"),
            Key.of("notBefore", "RFC 3339 time", "", "not started before"),
            Key.of("notAfter", "RFC 3339 time", "", "not started by then: FAILED"),
            Key.of(
                            "reservationIds",
                            "text or list, at most 16",
                            "[]",
                            "what is reserved that it may use, by name, as `fairlead reservation list` shows it; it may still"
                                    + " start elsewhere. Needs a `maxDuration`")
                    .alias("reservationId"));

    static final List<Key> RETRIES = List.of(
            Key.of("max", "whole number, 1–100", "required", "further attempts, over all causes together")
                    .added(),
            Key.of(
                            "on",
                            "list of `node-loss`, `engine-failure`, `image-pull`, `exit-code`, `out-of-memory`,"
                                    + " `expectation`",
                            "the first three",
                            "the failures that get one; the last three are the job's own")
                    .added());

    static final List<Key> ARRAY = List.of(
            Key.of("size", "whole number, 1–1000", "", "so many members, with the indexes 0, 1, …")
                    .added(),
            Key.of(
                            "values",
                            "list of objects, at most 1000",
                            "",
                            "in place of `size`: one member for each, with these variables over those of `environment`;"
                                    + " the same names in each")
                    .added(),
            Key.of(
                            "indexes",
                            "list of whole numbers, 0–8000",
                            "0, 1, …",
                            "in place of `size`, or beside `values` one for each of them: the members' indexes")
                    .added(),
            Key.of("maxParallel", "whole number ≥ 1", "any", "of the members at most so many run at a time")
                    .added());

    static final List<Key> DEPENDENCY = List.of(
            Key.of("job", "id of a job, a member or an array", "required", "the job or the array to wait for")
                    .added(),
            Key.of(
                            "on",
                            "`finished`, `succeeded` or `failed`",
                            "`succeeded`",
                            "how it must have ended: in whatever way; FINISHED; FAILED or CANCELLED")
                    .added());

    static final List<Key> BUCKET = List.of(
            Key.of("bucketName", "text of letters, digits, `_ - @ .`", "required", "per project"),
            Key.of("bucketMax", "whole number ≥ 1", "required", "jobs at once"));

    static final List<Key> EXPECT = List.of(
            Key.of("exitCodes", "list of whole numbers, 0–255", "[0]", "codes that count as success")
                    .added(),
            Key.of("outputs", "list of paths beneath mounts", "[]", "files or folders that must be there at the end")
                    .added(),
            Key.of(
                            "stdoutMatches",
                            "regular expression (RE2)",
                            "",
                            "a line of what the job writes must match it somewhere")
                    .added());

    static final List<Key> EXTRA = List.of(
            Key.of("sshPubKeys", "list of texts", "[]", "keys for a shell in the job")
                    .noEffect("there is no ssh into jobs in this version"),
            Key.of("emailOnQueue", "text or list", "[]", "told when it is queued, again as well")
                    .noEffect(NO_MAIL),
            Key.of("emailOnRun", "text or list", "[]", "told when it runs, not on a restart")
                    .noEffect(NO_MAIL),
            Key.of("emailOnEnd", "text or list", "[]", "told when it has ended").noEffect(NO_MAIL),
            Key.of("emailOnHalt", "text or list", "[]", "told when it must halt")
                    .noEffect(NO_MAIL),
            Key.of("emailOnRestart", "text or list", "[]", "told when it is started again")
                    .noEffect(NO_MAIL),
            Key.of("webhooks", "list", "[]", "addresses that are called")
                    .added()
                    .notYet("call the address at the end of the command"));

    private SchedulingKeys() {}
}
