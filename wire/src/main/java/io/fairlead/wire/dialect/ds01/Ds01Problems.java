package io.fairlead.wire.dialect.ds01;

import io.fairlead.core.problem.ProblemCode;

/** What is refused or noticed in DS01's files. */
final class Ds01Problems {
    static final ProblemCode AMOUNT = new ProblemCode(
            "E-DS01-AMOUNT",
            "{key}: \"{value}\" is no amount of memory",
            "write a number and a unit, such as 64g or 512m",
            "DS01 gives memory to Docker, which takes b, k, m, g and t.");
    static final ProblemCode PERCENT = new ProblemCode(
            "E-DS01-CPU-QUOTA",
            "{key}: \"{value}\" is no share of CPUs",
            "write it as systemd does: \"9600%\" is 96 CPUs",
            "The aggregate of CPUs is a CPUQuota of systemd, where 100 % is one CPU.");
    static final ProblemCode TIME = new ProblemCode(
            "E-DS01-TIME",
            "{key}: \"{value}\" is no length of time",
            "write hours as a number in {key}_h, or a number and a unit such as 48h",
            "Keys that end in _h take hours; the older ones without it take a number and a unit.");
    static final ProblemCode GROUP = new ProblemCode(
            "E-DS01-GROUP-UNKNOWN",
            "there is no group {group}; there are {groups}",
            "add it under groups, or name one of these",
            "A list of members, a default group or an exception leads to a group of the limits file.");
    static final ProblemCode LINE = new ProblemCode(
            "E-DS01-LINE",
            "line {line}: \"{text}\" is no {form}",
            "write one on each line; # begins a comment",
            "Lists of members hold one login on a line, group-overrides.txt a login, a colon and a group.");
    static final ProblemCode CATALOGUE = new ProblemCode(
            "E-DS01-CATALOGUE",
            "line {line}: \"{text}\" is no entry of the catalogue",
            "write framework, version, [ARCHITECTURE], image; # begins a comment",
            "MLC's ml_images.repo holds one image on a line.");
    static final ProblemCode TWO_GROUPS = new ProblemCode(
            "N-DS01-TWO-GROUPS",
            "{user} is listed in {first} and in {second}; {first} holds",
            "",
            "A user is in one group. group-overrides.txt comes first, then the groups in the order of the file.");
    static final ProblemCode OLD_KEY = new ProblemCode(
            "N-DS01-OLD-KEY",
            "{key} is read as {now}",
            "",
            "Names of an earlier DS01. Counts of MIG instances become whole GPUs here.");
    static final ProblemCode NO_EFFECT = new ProblemCode(
            "N-DS01-NO-EFFECT",
            "{key} is known and has no effect here: {why}",
            "",
            "Fairlead reads the whole file, and names what it does not act upon.");
    static final ProblemCode LAYERED = new ProblemCode(
            "N-DS01-OVERRIDE-LAYERED",
            "under DS01 the exception for {user} replaced the group {group}; here the group holds beneath it: {changes}",
            "",
            "DS01 takes the defaults and the exception and forgets the group, so that an exception can take away what it does"
                    + " not mention.");

    private Ds01Problems() {}
}
