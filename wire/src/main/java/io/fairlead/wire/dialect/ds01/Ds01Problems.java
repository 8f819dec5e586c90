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
            "{key} is read as {now}: {value}",
            "",
            "Names of an earlier DS01. Counts of MIG instances become whole GPUs here.");
    static final ProblemCode NO_EFFECT = new ProblemCode(
            "N-DS01-NO-EFFECT",
            "{key} has no effect here: {why}; the file says {values}",
            "",
            "Fairlead reads the whole file, and names what it does not act upon: every value, and whose it is.");
    static final ProblemCode SLOTS = new ProblemCode(
            "N-DS01-SLOTS",
            "a MIG slice counts as its slices of seven of a GPU here, in {key} too: {values}. Under DS01 it was a slot of its own"
                    + " there, and nothing in max_gpu_equivalents",
            "",
            "A bound of 2 allows one container two whole GPUs, or as many slices as come to two: fourteen 1g. Without MIG there is no"
                    + " difference.");
    static final ProblemCode UNUSED_LIST = new ProblemCode(
            "N-DS01-LIST-UNUSED",
            "{file} is for no group of the limits file; whoever it lists is in the group that is usual, unless listed elsewhere: {names}",
            "",
            "groups/GROUP.members holds the members of a group of the limits file.");
    static final ProblemCode EXEMPTION = new ProblemCode(
            "N-DS01-EXEMPTION",
            "{user} was exempt from {from} until {until}; here the bounds hold: run time {runTime}, idle time {idle}",
            "",
            "Bounds hold for everybody for whom they are set. In user-overrides.yaml max_runtime_h: null or idle_timeout_h: null takes"
                    + " one away; it does not end by itself.");
    static final ProblemCode NO_TIME = new ProblemCode(
            "E-DS01-NO-TIME",
            "{key} is 0: every job would be stopped as it starts",
            "write how many hours, or null for no bound",
            "DS01 took 0 for never in some places and for at once in others.");
    static final ProblemCode LAYERED = new ProblemCode(
            "N-DS01-OVERRIDE-LAYERED",
            "under DS01 the exception for {user} replaced the group {group}; here the group holds beneath it: {changes}",
            "",
            "DS01 takes the defaults and the exception and forgets the group, so that an exception can take away what it does"
                    + " not mention.");

    private Ds01Problems() {}
}
