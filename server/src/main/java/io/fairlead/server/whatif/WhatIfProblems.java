package io.fairlead.server.whatif;

import io.fairlead.core.problem.ProblemCode;

/** What is wrong with a change that is to be tried. */
final class WhatIfProblems {
    private static final String KEYS =
            "write limits.LAYER.job.BOUND or limits.LAYER.user.BOUND, LAYER being defaults, groups.NAME, projects.NAME or"
                    + " users.NAME, or a key beneath shares, as docs/reference/configuration.md has them{near}";

    static final ProblemCode NOTHING = new ProblemCode(
            "E-WHAT-IF-NOTHING",
            "there is nothing to try",
            "say what should be different, for example --add-gpus 4xA100 or --set limits.defaults.user.gpus=2",
            "Two replays of the same would show nothing but equal figures.");
    static final ProblemCode SETTING = new ProblemCode(
            "E-WHAT-IF-SETTING",
            "\"{given}\" is no setting",
            "write KEY=VALUE, for example limits.defaults.user.gpus=2",
            "A setting is a key of the configuration and its value.");
    static final ProblemCode KEY = new ProblemCode(
            "E-WHAT-IF-KEY",
            "there is no {key} that could be tried",
            KEYS,
            "Only limits and shares act on whether and when a job starts; their keys are those of the configuration."
                    + " For a group of the site limits.GROUP.maxGpus is short for limits.groups.GROUP.user.gpus.");
    static final ProblemCode TWICE = new ProblemCode(
            "E-WHAT-IF-TWICE",
            "{key} is set twice",
            "leave one of them out, or try one after the other",
            "One replay has one value of a setting.");
    static final ProblemCode NAME = new ProblemCode(
            "E-WHAT-IF-NAME",
            "{name} is no {what} of this site",
            "use one of: {known}{near}",
            "A bound for somebody who is in no file and had no job would change nothing, and look as if it had been tried.");
    static final ProblemCode GPUS = new ProblemCode(
            "E-WHAT-IF-GPUS",
            "\"{given}\" does not say how many GPUs of which model",
            "write for example 4xA100, or 4xA100@NODE for GPUs in that machine; of a model that no machine here has also its"
                    + " memory in GB: 4xH200:141. 1 to {most} of them",
            "GPUs are added and removed by number and model.");
    static final ProblemCode MODEL = new ProblemCode(
            "E-WHAT-IF-MODEL",
            "no machine {where} has a GPU of model {model}",
            "use one of: {known}; or say the memory of the new model in GB: {count}x{model}:80",
            "A model is found by any part of its name. What is new to the site needs its memory, since jobs ask for that.");
    static final ProblemCode MODELS = new ProblemCode(
            "E-WHAT-IF-MODELS",
            "{model} may be any of: {known}",
            "write more of the name, or the memory in GB behind it, as in {count}x{model}:80",
            "A part of a name that several models have in common does not say which.");
    static final ProblemCode NODE = new ProblemCode(
            "E-WHAT-IF-NODE",
            "there is no machine {node}",
            "use one of: {known}",
            "A machine is named as fairlead nodes shows it.");
    static final ProblemCode NODES = new ProblemCode(
            "E-WHAT-IF-NODES",
            "\"{given}\" does not say which machine, or how many",
            "write for example gpu-server-1 or 2xgpu-server-1, 1 to {most} of them",
            "More machines are as one that there is.");
    static final ProblemCode FULL = new ProblemCode(
            "E-WHAT-IF-FULL",
            "{node} would have {count} GPUs",
            "leave @{node} out, so that they come in a machine of their own; one machine has at most {most}",
            "So many devices of one machine are told apart.");
    static final ProblemCode FEWER = new ProblemCode(
            "E-WHAT-IF-FEWER",
            "{count} GPUs of model {model} are to go, but {where} has {have}",
            "name {have} or fewer",
            "What is not there cannot be taken away. MIG instances stay.");
    static final ProblemCode SINCE = new ProblemCode(
            "E-WHAT-IF-SINCE",
            "\"{given}\" is no time in the past",
            "write how long ago, such as 30 days, or when: 2026-01-31 or 2026-01-31T12:00:00Z",
            "Jobs that were submitted from then on are counted.");
    static final ProblemCode NO_JOBS = new ProblemCode(
            "E-WHAT-IF-NO-JOBS",
            "no job that was submitted since {since} has run",
            "look further back, for example --since \"90 days\"",
            "A change is tried on jobs of the past; there must be some.");
    static final ProblemCode BUSY = new ProblemCode(
            "E-WHAT-IF-BUSY",
            "somebody else's change is being tried",
            "try again when that is done",
            "A replay uses a processor for some time; one at a time leaves the others to the server and its jobs.");

    private WhatIfProblems() {}
}
