package io.fairlead.wire.dialect.docker;

import io.fairlead.core.problem.ProblemCode;

/** What is refused or noticed about {@code docker run}. */
final class DockerProblems {
    static final ProblemCode NOT_RUN = new ProblemCode(
            "E-DOCKER-NOT-RUN",
            "this is not docker run: it begins with {given}",
            "give one command that begins with docker run",
            "Of Docker's commands, run is the one that describes a job.");
    static final ProblemCode NO_IMAGE = new ProblemCode(
            "E-DOCKER-NO-IMAGE",
            "docker run needs an image after its flags",
            "name one, for example python:3.12, and after it the command",
            "The first word that is no flag and no value of one is the image.");
    static final ProblemCode PREFIX = new ProblemCode(
            "N-DOCKER-PREFIX",
            "{word} before the command is left out: {why}",
            "",
            "What stands before docker run is for the shell.");
    static final ProblemCode GPUS_UNSAID = new ProblemCode(
            "N-DOCKER-GPUS-UNSAID",
            "{flag} does not say how many devices: one is asked for; --gpus N asks for more",
            "",
            "With Docker it meant all devices of the machine, also those that others use.");
    static final ProblemCode GPU_IDS = new ProblemCode(
            "N-DOCKER-GPU-IDS",
            "the devices {ids} become {count}: which ones is decided when the job starts, and it sees them as 0 and up",
            "",
            "A device is given to one job at a time, so none can be named beforehand.");
    static final ProblemCode GPUS_FORM = new ProblemCode(
            "E-DOCKER-GPUS",
            "{flag} takes all, a number, or device=…, not {given}",
            "write {example}",
            "The value is a list of key=value with commas between them.");
    static final ProblemCode GPUS_AMBIGUOUS = new ProblemCode(
            "E-DOCKER-GPUS-AMBIGUOUS",
            "{given} is device {device} and a count at once",
            "quote the list of devices once more, {example}, or say how many: --gpus 2",
            "A comma ends a part of the value unless it is inside double quotes.");
    static final ProblemCode IPC_HOST = new ProblemCode(
            "N-DOCKER-IPC-HOST",
            "the host's shared memory can not be had; the job gets {size} of its own: --shm-size says another size",
            "",
            "--ipc=host is nearly always written for a larger /dev/shm.");
    static final ProblemCode IPC = new ProblemCode(
            "E-DOCKER-IPC",
            "the memory of {given} can not be shared",
            "leave --ipc out; --shm-size says how large /dev/shm is",
            "Containers of a job do not see those of others.");
    static final ProblemCode CPU_SET = new ProblemCode(
            "E-DOCKER-CPU-SET",
            "{given} is no list of CPUs",
            "say how many: --cpus 4",
            "--cpuset-cpus takes numbers and ranges with commas between them.");
    static final ProblemCode CPU_IDS = new ProblemCode(
            "N-DOCKER-CPU-IDS",
            "the CPUs {given} become {count} of any: which ones is the machine's business",
            "",
            "CPUs are shared out by number.");
    static final ProblemCode NETWORK = new ProblemCode(
            "E-DOCKER-NETWORK",
            "the network {given} can not be had: a job has a network of its own",
            "leave the flag out",
            "Through the host's network a job would reach the services of others.");
    static final ProblemCode RUNTIME = new ProblemCode(
            "E-DOCKER-RUNTIME",
            "the runtime {given} can not be chosen",
            "leave it out; GPUs come by --gpus 1",
            "The site decides what runs containers.");
    static final ProblemCode SECURITY = new ProblemCode(
            "E-DOCKER-SECURITY",
            "{given} would take away what keeps jobs from each other",
            "leave it out; GPUs and shared memory need none of it",
            "All jobs run with the engine's default profile and without new privileges.");
    static final ProblemCode DEVICE = new ProblemCode(
            "E-DOCKER-DEVICE",
            "the device {given} can not be named",
            "ask for GPUs with --gpus 1; other devices are not given to jobs",
            "Devices are given by allocation, so that no two jobs have the same.");
    static final ProblemCode SOCKET = new ProblemCode(
            "E-DOCKER-SOCKET",
            "{given} is the engine itself: whoever reaches it is root on the machine",
            "leave it out; use the commands of Fairlead from outside the job",
            "Nobody needs the engine's socket.");
    static final ProblemCode VOLUME_FORM = new ProblemCode(
            "E-DOCKER-VOLUME",
            "{given} is no mount: {why}",
            "write -v /path/on/the/machine:/path/in/the/job, with :ro after it for reading alone",
            "A mount has a source, a place in the container and perhaps options.");
    static final ProblemCode VOLUME_OWN = new ProblemCode(
            "N-DOCKER-VOLUME-OWN",
            "{given} has no source: what is written there is the job's own and gone with it",
            "",
            "An anonymous volume lasts as long as its container here.");
    static final ProblemCode MOUNT_OPTION = new ProblemCode(
            "N-DOCKER-MOUNT-OPTION",
            "the option {given} is left out: mounts are made as the site has it",
            "",
            "Labels, caching and propagation of mounts are the site's.");
    static final ProblemCode MOUNT_FORM = new ProblemCode(
            "E-DOCKER-MOUNT",
            "{given} can not be mounted: {why}",
            "write --mount type=bind,source=/path,target=/path[,readonly]",
            "The value is a list of key=value with commas between them.");
    static final ProblemCode TMPFS_SIZE = new ProblemCode(
            "N-DOCKER-TMPFS-SIZE",
            "the tmpfs at {target} has no size: it gets {size}; size= says another",
            "",
            "A tmpfs is memory, and its size is reserved.");
    static final ProblemCode RESTART = new ProblemCode(
            "N-DOCKER-RESTART",
            "--restart {given} is left out: a job ends when its command ends",
            "",
            "There are no further attempts in this version.");
    static final ProblemCode RM_AND_RESTART = new ProblemCode(
            "E-DOCKER-RM-RESTART",
            "--rm and --restart exclude each other",
            "leave --restart out",
            "Docker refuses them together.");
    static final ProblemCode PULL = new ProblemCode(
            "E-DOCKER-PULL",
            "--pull takes always, missing or never, not {given}",
            "write one of these",
            "It says where the image may come from.");
    static final ProblemCode STOP_TIMEOUT = new ProblemCode(
            "E-DOCKER-STOP-TIMEOUT",
            "--stop-timeout takes whole seconds, not {given}",
            "write for example 30",
            "So long a job has between the signal and the end.");

    private DockerProblems() {}
}
