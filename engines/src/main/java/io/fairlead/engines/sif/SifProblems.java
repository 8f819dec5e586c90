package io.fairlead.engines.sif;

import io.fairlead.core.problem.ProblemCode;

/** What is refused about SIF files. */
final class SifProblems {
    static final ProblemCode NOT_SIF = new ProblemCode(
            "E-SIF-NOT-ONE",
            "{file} is no SIF file: {why}",
            "name a file that apptainer build or apptainer pull made",
            "A SIF file begins with a line for the shell and the word SIF_MAGIC.");
    static final ProblemCode TRUNCATED = new ProblemCode(
            "E-SIF-TRUNCATED",
            "{file} ends too early: {what}",
            "copy it again, and compare sizes or checksums with the original",
            "A part of the file that its own table names is not there. Most often a copy was broken off.");
    static final ProblemCode ENCRYPTED = new ProblemCode(
            "E-SIF-ENCRYPTED",
            "{file} is encrypted",
            "build it without --encrypt",
            "The key would have to be given to the server.");
    static final ProblemCode FOREIGN = new ProblemCode(
            "E-SIF-ARCHITECTURE",
            "{file} is for {found}, the machine is {wanted}",
            "build it on a machine of this kind",
            "Programs of another processor do not run here.");
    static final ProblemCode NO_SYSTEM = new ProblemCode(
            "E-SIF-NO-SYSTEM",
            "{file} has no root file system in squashfs: {what}",
            "build it with apptainer build, which makes one",
            "Only the usual kind of SIF file is read: one partition with a squashfs.");
    static final ProblemCode NO_TOOL = new ProblemCode(
            "E-SIF-NO-TOOL",
            "{tool} is not on this machine, which unpacks SIF files",
            "the administrator installs it: apt-get install squashfs-tools-ng",
            "Fairlead reads the container's format itself and leaves squashfs to Debian's tool.");
    static final ProblemCode UNPACK = new ProblemCode(
            "E-SIF-UNPACK",
            "{file} could not be unpacked: {why}",
            "look at it with apptainer exec {file} true where Apptainer is, and build it again",
            "The squashfs in the file is damaged or of a kind that the tool does not know, or it is larger than is taken.");

    private SifProblems() {}
}
