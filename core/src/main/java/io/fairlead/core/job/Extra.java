package io.fairlead.core.job;

import java.util.List;

/**
 * Wishes around a job that do not change how it runs: keys for a shell, and addresses told of its course.
 *
 * @param emailOnQueue also when it is queued again
 * @param emailOnRun not on a restart
 * @param emailOnEnd not when it was halted to run again
 */
public record Extra(
        List<String> sshPubKeys,
        List<String> emailOnQueue,
        List<String> emailOnRun,
        List<String> emailOnEnd,
        List<String> emailOnHalt,
        List<String> emailOnRestart) {
    public static final Extra NONE = new Extra(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public Extra {
        sshPubKeys = List.copyOf(sshPubKeys);
        emailOnQueue = List.copyOf(emailOnQueue);
        emailOnRun = List.copyOf(emailOnRun);
        emailOnEnd = List.copyOf(emailOnEnd);
        emailOnHalt = List.copyOf(emailOnHalt);
        emailOnRestart = List.copyOf(emailOnRestart);
    }
}
