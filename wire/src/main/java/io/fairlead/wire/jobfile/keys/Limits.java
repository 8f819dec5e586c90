package io.fairlead.wire.jobfile.keys;

import io.fairlead.wire.document.NumberRule;
import io.fairlead.wire.document.TextRule;
import io.fairlead.wire.document.TextRule.Characters;
import java.time.Duration;

/** The bounds of the format: what no definition may exceed, whatever a site allows. */
public final class Limits {
    public static final TextRule NAME = TextRule.name(128, "my-job");
    public static final TextRule DESCRIPTION = new TextRule(0, 10_000, Characters.LINES, "what it is for");
    public static final TextRule PROJECT = TextRule.name(128, "birds");
    public static final TextRule URN = TextRule.name(512, "urn:publicid:IDN+example.org+project+birds");
    public static final TextRule LABEL_KEY = TextRule.name(128, "team");
    public static final TextRule LABEL_VALUE = new TextRule(0, 1024, Characters.NAME, "vision");
    public static final TextRule WORD = TextRule.name(128, "a100");
    public static final TextRule SHORT_NAME = TextRule.name(128, "trainer-1");
    public static final TextRule WORD_LONG = TextRule.name(254, "me@example.org");
    public static final TextRule IMAGE = new TextRule(1, 1024, Characters.ANY, "debian:12-slim");
    public static final TextRule VARIABLE = new TextRule(0, Integer.MAX_VALUE, Characters.ANY, "value");
    public static final TextRule FEATURE = TextRule.name(128, "SSH_ACCESS");
    public static final TextRule ANY = new TextRule(0, Integer.MAX_VALUE, Characters.ANY, "train.py");
    public static final TextRule PATH = new TextRule(1, 4095, Characters.ANY, "/data");
    public static final TextRule EXPRESSION = new TextRule(1, 1000, Characters.ANY, "accuracy: 0");
    public static final TextRule SSH_KEY = TextRule.name(16_384, "ssh-ed25519 AAAA… me@example.org");

    public static final NumberRule CPUS = NumberRule.from("0.01", "4096", "2 or 0.5");
    public static final NumberRule GPUS = NumberRule.from("0", "1024", "1, or 0 for none");
    public static final NumberRule MEMORY_GB = NumberRule.positive(16_384, " of GiB", "4 or 0.5");
    public static final NumberRule CLUSTER = NumberRule.whole(0, Integer.MAX_VALUE);

    public static final Duration MAX_DURATION_LEAST = Duration.ofMinutes(1);
    public static final Duration IDLE_LEAST = Duration.ofSeconds(1);
    public static final Duration DURATION_MOST = Duration.ofDays(366);
    public static final Duration GRACE_MOST = Duration.ofHours(1);

    public static final int LABELS_MAX = 64;
    public static final int MODELS_MAX = 32;
    public static final int CLUSTERS_MAX = 64;
    public static final int FEATURES_MAX = 32;
    public static final int GROUPS_MAX = 32;
    public static final int MOUNTS_MAX = 100;
    public static final int ARGUMENTS_MAX = 4096;
    public static final int ADDRESSES_MAX = 50;
    public static final int VARIABLES_MAX = 1000;
    public static final int SECRETS_MAX = 100;

    /** One argument, as the kernel takes it, with its terminating zero (MAX_ARG_STRLEN). */
    public static final int ARGUMENT_MAX_BYTES = 128 * 1024 - 1;

    public static final int VARIABLE_MAX_BYTES = 32 * 1024;
    public static final int VARIABLES_ALL_MAX_BYTES = 256 * 1024;

    private Limits() {}
}
