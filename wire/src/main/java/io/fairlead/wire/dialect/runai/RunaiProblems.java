package io.fairlead.wire.dialect.runai;

import io.fairlead.core.problem.ProblemCode;

/** What is refused or noticed about {@code runai submit}. */
final class RunaiProblems {
    static final ProblemCode NOT_SUBMIT = new ProblemCode(
            "E-RUNAI-NOT-SUBMIT",
            "this is not runai submit: it begins with {given}",
            "give one command that begins with runai submit, runai training submit or runai workspace submit",
            "Of the commands of Run:AI, submit is the one that describes a job.");
    static final ProblemCode NO_IMAGE = new ProblemCode(
            "E-RUNAI-NO-IMAGE",
            "runai submit needs an image",
            "name one: -i python:3.12",
            "Without an image there is nothing to run.");
    static final ProblemCode TWO_NAMES = new ProblemCode(
            "E-RUNAI-ARGUMENTS",
            "unexpected argument {given}",
            "give the job one name; what it runs stands after --",
            "Words that belong to no flag could be the name or a forgotten command.");
    static final ProblemCode TTY_ALONE = new ProblemCode(
            "E-RUNAI-TTY",
            "--tty needs --stdin or --attach",
            "add --stdin",
            "A terminal without input can not be used.");
    static final ProblemCode PULL_POLICY = new ProblemCode(
            "E-RUNAI-PULL-POLICY",
            "--image-pull-policy takes Always, IfNotPresent or Never, not {given}",
            "write one of these",
            "It says where the image may come from.");
    static final ProblemCode QUANTITY = new ProblemCode(
            "E-RUNAI-QUANTITY",
            "{flag} takes a quantity such as {example}{near}",
            "write a number, and after it m for CPUs, or one of Ki, Mi, Gi, Ti (powers of 1,024) or k, M, G, T (powers of"
                    + " 1,000)",
            "Quantities are those of Kubernetes: there 64G is less than 64Gi.");
    static final ProblemCode VOLUME = new ProblemCode(
            "E-RUNAI-VOLUME",
            "{given} is no mount: {why}",
            "write -v /path/of/a/volume:/path/in/the/job, with :ro after it for reading alone",
            "A mount has a source, a place in the container and perhaps a mode.");
    static final ProblemCode PVC = new ProblemCode(
            "E-RUNAI-PVC",
            "{given} can not be mounted: {why}",
            "write --pvc NAME:/path[:ro] with the name of a volume; fairlead volume list shows them",
            "A claim stands for a volume that is there; none is made for a job.");
    static final ProblemCode HOST_PATH = new ProblemCode(
            "E-RUNAI-HOST-PATH",
            "{given} is no mount: {why}",
            "write --host-path path=/path/of/a/volume,mount=/path/in/the/job, and readwrite after it to write there",
            "A mount of a machine's folder is for reading alone unless readwrite is said.");
    static final ProblemCode PORTIONS = new ProblemCode(
            "E-RUNAI-PORTIONS",
            "{part} of each of {devices} devices can not be had",
            "ask for a part of one device, or for whole ones",
            "Of several devices a job has each whole.");
    static final ProblemCode WORD = new ProblemCode(
            "E-RUNAI-WORD",
            "{flag} takes {words}, not {given}",
            "write one of these",
            "The words are those of Run:AI.");
    static final ProblemCode SECRET_FORM = new ProblemCode(
            "E-RUNAI-SECRET",
            "{given} is no reference to a secret",
            "write NAME=SECRET:secret-name,key",
            "The value of the variable is taken from a secret.");
    static final ProblemCode SECRET_KEY = new ProblemCode(
            "N-RUNAI-SECRET-KEY",
            "the key {key} of the secret {secret} is left out: a secret has one value here",
            "",
            "With Kubernetes a secret has several values by key.");
    static final ProblemCode LARGE_SHM = new ProblemCode(
            "N-RUNAI-SHM",
            "{flag} gives no size: /dev/shm gets {size}, half of the memory",
            "",
            "Shared memory is reserved, so it has a size.");
    static final ProblemCode REQUEST_LEFT = new ProblemCode(
            "N-RUNAI-REQUEST",
            "{flag} is left out: the limit is both reserved and the bound",
            "",
            "A job has what it asks for to itself.");

    static final ProblemCode EXPORT_LOSS = new ProblemCode(
            "N-EXPORT-LOSS",
            "{what} can not be said to runai submit: {why}",
            "",
            "The other system has no word for it.");

    private RunaiProblems() {}
}
