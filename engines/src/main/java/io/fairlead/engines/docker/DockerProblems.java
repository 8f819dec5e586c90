package io.fairlead.engines.docker;

import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemCode;

/** What a container engine refuses for good, and what about it must be put right before it can be used. */
final class DockerProblems {
    private static final String DOCTOR = "ask the administrator to run fairlead doctor";

    static final ProblemCode IMAGE_VANISHED = new ProblemCode(
            "E-IMAGE-VANISHED",
            "the image is no longer on the engine: {engine}",
            "submit the job again: the image is fetched again",
            "Somebody removed the image between the submit and the start.");
    static final ProblemCode DRIFT = new ProblemCode(
            "E-CONTAINER-DRIFT",
            "the engine made the container otherwise than asked: {setting} is {found} instead of {asked}",
            DOCTOR + "; the engine or its configuration changes what is asked for",
            "Every setting of a new container is compared with the request before it is started; a difference could mean less"
                    + " isolation or more resources than recorded.");
    static final ProblemCode NAME_TAKEN = new ProblemCode(
            "E-CONTAINER-NAME-TAKEN",
            "a container named {name} that is not this job's exists on the engine",
            "ask the administrator to remove it: docker rm {name}",
            "Names of containers are made from instance, job and attempt, so only somebody else's deed can be in the way.");
    static final ProblemCode GPU_RUNTIME = new ProblemCode(
            "E-GPU-RUNTIME",
            "the engine cannot give devices to containers: {engine}",
            "ask the administrator to install the NVIDIA container toolkit and run: nvidia-ctk runtime configure",
            "The engine has neither NVIDIA's runtime hook nor CDI files for the devices.");
    static final ProblemCode DEVICE_MISSING = new ProblemCode(
            "E-DEVICE-MISSING",
            "a device of the allocation is not there: {engine}",
            DOCTOR,
            "The driver no longer shows a device that the job was given.");
    static final ProblemCode ENGINE_SETTINGS = new ProblemCode(
            "E-ENGINE-SETTINGS",
            "the engine's settings do not allow the container: {engine}",
            DOCTOR,
            "A runtime that the engine does not know, or a bound that the machine does not let it set.");
    static final ProblemCode USER = new ProblemCode(
            "E-USER-NOT-IN-IMAGE",
            "the image does not know the user: {engine}",
            "leave request.docker.user out, or use a numeric uid:gid",
            "A user or group given by name must stand in the image's own account files.");
    static final ProblemCode ARCHITECTURE = new ProblemCode(
            "E-COMMAND-WRONG-ARCH",
            "the command is for another kind of processor: {engine}",
            "use an image or a program made for this machine's processor",
            "The kernel cannot execute the program's format.");
    static final ProblemCode WORKING_DIR = new ProblemCode(
            "E-WORKING-DIR",
            "the working directory cannot be entered: {engine}",
            "set request.docker.workingDir to a directory that the user may enter",
            "It is a file, or closed to the user that the job runs as.");
    static final ProblemCode MOUNT_TARGET = new ProblemCode(
            "E-MOUNT-NOT-POSSIBLE",
            "a mount cannot be placed in the container: {engine}",
            "choose another containerPath: one that is free, or a directory",
            "The target is a file where a directory is mounted, or the root file system is read-only and has no such place.");
    static final ProblemCode COMMAND_MISSING = new ProblemCode(
            "E-COMMAND-NOT-FOUND",
            "the command is not in the image: {engine}",
            "check request.docker.command, or use an image that has the program",
            "No file of that name is in the image at that path or on its PATH.");
    static final ProblemCode COMMAND_CLOSED = new ProblemCode(
            "E-COMMAND-NOT-EXECUTABLE",
            "the command may not be executed: {engine}",
            "make the file executable (chmod +x), or name its interpreter: sh FILE, python FILE",
            "The file is there but its mode does not allow execution, or it is a directory.");
    static final ProblemCode REFUSED = new ProblemCode(
            "E-ENGINE-REFUSED",
            "the engine refused the container ({status}): {engine}",
            "change what the engine names; if it is none of the job's settings, " + DOCTOR,
            "An answer of the engine that Fairlead has no words of its own for.");
    static final ProblemCode NO_BRIDGE = new ProblemCode(
            "E-ENGINE-NO-BRIDGE",
            "the engine cannot make the network that jobs join: {engine}",
            "let the engine make bridges (remove \"bridge\": \"none\" and \"iptables\": false from its daemon.json and restart it),"
                    + " or run jobs without network: network: none in the server's configuration",
            "Jobs join a bridge of Fairlead's own, with outbound connections on and traffic between jobs off.");
    static final ProblemCode NETWORK_DIFFERS = new ProblemCode(
            "E-ENGINE-NETWORK",
            "the engine's network {network} is not as Fairlead makes it: {setting} is {found}",
            "when no job runs: docker network rm {network}; Fairlead makes it again",
            "The network that jobs join must keep them apart.");
    static final ProblemCode USERNS = new ProblemCode(
            "E-ENGINE-USERNS",
            "the engine maps users to other ids ({option})",
            "remove userns-remap from the engine's daemon.json, or name another engine",
            "With mapped ids files in volumes would belong to somebody else.");
    static final ProblemCode ROOTLESS = new ProblemCode(
            "E-ENGINE-ROOTLESS",
            "the engine runs without root",
            "name the system's engine: a rootless one cannot bound resources or keep files their owners'",
            "Rootless engines are refused until their consequences are handled.");
    static final ProblemCode NO_SECCOMP = new ProblemCode(
            "E-ENGINE-NO-SECCOMP",
            "the engine filters no system calls: its seccomp profile is {profile}",
            "give the engine its default seccomp profile back (\"seccomp-profile\" in daemon.json)",
            "Jobs are code of other people; the default profile closes dozens of system calls that have been abused.");
    static final ProblemCode NO_LIMITS = new ProblemCode(
            "E-ENGINE-NO-LIMITS",
            "the engine cannot bound {resource}",
            "enable the cgroup controller of that resource in the kernel",
            "Without bounds one job could take the machine from all others.");
    static final ProblemCode LIVE_RESTORE = new ProblemCode(
            "N-ENGINE-LIVE-RESTORE",
            "a restart of the engine ends all running jobs",
            "set \"live-restore\": true in the engine's daemon.json and reload it",
            "With live-restore containers go on while the engine is away.");
    static final ProblemCode NOT_APART = new ProblemCode(
            "N-ENGINE-BRIDGE-FILTER",
            "jobs on the bridge can reach one another: the kernel does not filter what passes through a bridge",
            "modprobe br_netfilter && sysctl -w net.bridge.bridge-nf-call-iptables=1, then restart the engine",
            "Fairlead turns traffic between jobs off; the engine enforces that with the kernel's packet filter.");
    static final ProblemCode NO_SWAP_LIMIT = new ProblemCode(
            "N-ENGINE-SWAP",
            "the kernel does not account swap, so jobs at their memory limit may use it",
            "turn swap off, or boot with swapaccount=1",
            "The memory limit then bounds memory alone.");
    static final ProblemCode NO_PROFILE = new ProblemCode(
            "N-ENGINE-NO-LSM",
            "neither AppArmor nor SELinux confines containers",
            "enable AppArmor or SELinux on this machine",
            "A second wall behind the system call filter.");
    static final ProblemCode STORAGE = new ProblemCode(
            "N-ENGINE-STORAGE",
            "the engine's storage driver is {driver}, which copies whole images",
            "move the engine's data to a file system on which overlay2 works",
            "With vfs every container is a full copy of its image.");

    private DockerProblems() {}

    static Problem imageVanished(String text) {
        return IMAGE_VANISHED.reason("engine", text);
    }

    static Problem drift(Drift.Difference difference) {
        return DRIFT.reason("setting", difference.setting(), "asked", difference.asked(), "found", difference.found());
    }

    static Problem nameTaken(String name) {
        return NAME_TAKEN.reason("name", name);
    }

    static Problem gpuRuntime(String text) {
        return GPU_RUNTIME.reason("engine", text);
    }

    static Problem deviceMissing(String text) {
        return DEVICE_MISSING.reason("engine", text);
    }

    static Problem engineSettings(String text) {
        return ENGINE_SETTINGS.reason("engine", text);
    }

    static Problem user(String text) {
        return USER.reason("engine", text);
    }

    static Problem architecture(String text) {
        return ARCHITECTURE.reason("engine", text);
    }

    static Problem workingDir(String text) {
        return WORKING_DIR.reason("engine", text);
    }

    static Problem mountTarget(String text) {
        return MOUNT_TARGET.reason("engine", text);
    }

    static Problem commandMissing(String text) {
        return COMMAND_MISSING.reason("engine", text);
    }

    static Problem commandClosed(String text) {
        return COMMAND_CLOSED.reason("engine", text);
    }

    static Problem refused(int status, String text) {
        return REFUSED.reason("status", status, "engine", text);
    }

    static Problem noBridge(String text) {
        return NO_BRIDGE.reason("engine", text);
    }

    static Problem networkDiffers(String setting, String found) {
        return NETWORK_DIFFERS.reason("network", Bridge.NETWORK, "setting", setting, "found", found);
    }
}
