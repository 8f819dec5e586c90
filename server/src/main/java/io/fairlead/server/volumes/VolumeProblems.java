package io.fairlead.server.volumes;

import io.fairlead.core.problem.ProblemCode;

/** What a person can put right about paths, mounts and the folders behind them. */
final class VolumeProblems {
    static final ProblemCode SUB_PATH = new ProblemCode(
            "E-VOLUME-PATH-FORM",
            "\"{given}\" is no path inside a volume: {rule}",
            "give names separated by single slashes, such as data/run1",
            "A path inside a volume goes straight down. Dots, links and odd characters are how other people's files are"
                    + " reached or hidden, so they are refused by form before any file is looked at.");

    static final ProblemCode TARGET_INSIDE = new ProblemCode(
            "E-MOUNT-INSIDE",
            "{target} lies inside the mount {parent}, where there is no folder {folder}",
            "make it in that volume first: mkdir -p {folder}",
            "The container runtime would make the missing mount point in your volume as root, and it would stay there.");

    static final ProblemCode DIFFERS = new ProblemCode(
            "E-MOUNT-DIFFERS",
            "after the start, {target} in the container was not the folder that was prepared: {found}",
            "submit again; if it happens again, look for a link of that name in the image or the volume",
            "The container's mount table is compared with what was staged. A difference ends the attempt before it can do"
                    + " harm.");
    static final ProblemCode MISSING = new ProblemCode(
            "E-VOLUME-PATH-MISSING",
            "volume {volume} has no folder \"{path}\"",
            "make it first, or correct the path",
            "Folders are not made for you in this volume, so that a slip of the pen does not become an empty folder.");

    static final ProblemCode LINK = new ProblemCode(
            "E-VOLUME-PATH-LINK",
            "\"{path}\" in volume {volume} has a symbolic link in it",
            "give the path that the link stands for: readlink -f shows it",
            "A link can be pointed elsewhere between the check and the mount, so none is followed.");

    static final ProblemCode NOT_FOLDER = new ProblemCode(
            "E-VOLUME-PATH-FILE",
            "\"{path}\" in volume {volume} is a file, or goes through one",
            "mount the folder that holds it",
            "Only folders are mounted.");

    static final ProblemCode CLOSED = new ProblemCode(
            "E-VOLUME-PATH-CLOSED",
            "\"{path}\" in volume {volume} is closed to you (uid {uid}): {why}",
            "ask the owner of the folder for access, or use another path",
            "A path is opened and made with your own rights, so a mount never reaches more than you do.");

    static final ProblemCode ROOT_MISSING = new ProblemCode(
            "E-VOLUME-ROOT-MISSING",
            "the storage behind volume {volume} is not there: {root}",
            "an administrator mounts or makes {root}",
            "The folder that the configuration names for this volume does not exist on this node.");

    static final ProblemCode DRIVER_OLD = new ProblemCode(
            "E-DRIVER-OLD",
            "image {image} demands {demand}, and node {node} has {driver}CUDA {cuda}",
            "use an image for CUDA {cuda} or older, name a newer node with request.resources.minCudaVersion, or ask the"
                    + " administrator for a newer driver",
            "The same image works on one machine and fails on another with an older driver. What it demands is compared"
                    + " before the container is made.");

    static final ProblemCode WHOLE_ONLY = new ProblemCode(
            "E-VOLUME-WHOLE-ONLY",
            "this server was started by an ordinary user and mounts whole volumes only, not \"{path}\" in {volume}",
            "mount the whole volume, or start the server as root",
            "Mounting a path inside a volume safely needs a right that only root's server has.");

    private VolumeProblems() {}
}
