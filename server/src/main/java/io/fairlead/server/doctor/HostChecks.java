package io.fairlead.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the machine: who can go around the server, its clock, its kernel. */
final class HostChecks {
    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*", Pattern.DOTALL);
    /** The first kernel with openat2. */
    private static final int[] KERNEL_OLDEST = {5, 6};

    private static final Pattern LISTENING =
            Pattern.compile("\\s*\\d+: ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A .*");
    private static final int DOCKER_PLAIN = 2375;
    private static final String LOOPBACK_4 = "0100007F";
    private static final String LOOPBACK_6 = "00000000000000000000000001000000";

    private static final List<String> CLOCKS = List.of(
            "run/systemd/timesync/synchronized",
            "run/chrony/chronyd.pid",
            "run/chronyd.pid",
            "run/ntpd.pid",
            "run/ptp4l.pid");

    private final Path root;
    private final List<Check> checks = new ArrayList<>();

    /** @param root of the machine's file system: {@code /} */
    HostChecks(Path root) {
        this.root = root;
    }

    List<Check> checks() {
        return checks;
    }

    void kernel() throws IOException {
        String release =
                Files.readString(root.resolve("proc/sys/kernel/osrelease")).strip();
        Matcher version = RELEASE.matcher(release);
        boolean old = version.matches()
                && (Integer.parseInt(version.group(1)) * 1000 + Integer.parseInt(version.group(2)))
                        < KERNEL_OLDEST[0] * 1000 + KERNEL_OLDEST[1];
        checks.add(
                old
                        ? Check.bad(
                                "kernel",
                                release,
                                "Linux 5.6 or newer, for mounts that cannot be tricked",
                                "upgrade it")
                        : Check.ok("kernel", release));
    }

    void clock() {
        boolean kept = CLOCKS.stream().anyMatch(it -> Files.exists(root.resolve(it)));
        checks.add(
                kept
                        ? Check.ok("clock", "kept by a time service")
                        : Check.warn(
                                "clock",
                                "no time service seen",
                                "a clock that is kept right: times of jobs come from it",
                                "apt-get install systemd-timesyncd, or let the hypervisor keep it"));
    }

    /** Whoever can write to the engine's socket is root. */
    void socket(Path socket) throws IOException {
        if (!Files.exists(socket)) {
            return;
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(socket);
        if (rights.contains(PosixFilePermission.OTHERS_WRITE)) {
            checks.add(Check.bad(
                    "docker-socket",
                    socket + " is open to everybody, and so is root",
                    "a socket of root's",
                    "chmod 660 " + socket));
        }
        int gid = (int) Files.getAttribute(socket, "unix:gid");
        List<String> members = members(gid);
        checks.add(
                members.isEmpty()
                        ? Check.ok("docker-group", "nobody beside root can reach the engine")
                        : Check.warn(
                                "docker-group",
                                String.join(", ", members) + " can reach the engine, which is as good as root",
                                "nobody: users ask Fairlead",
                                "gpasswd -d USER docker, for each"));
    }

    /** Of the machine's own files; a directory service is not asked. */
    private List<String> members(int gid) throws IOException {
        Set<String> members = new TreeSet<>();
        for (String line : Files.readAllLines(root.resolve("etc/group"))) {
            String[] parts = line.split(":", -1);
            if (parts.length == 4 && parts[2].equals(Integer.toString(gid)) && !parts[3].isBlank()) {
                members.addAll(List.of(parts[3].split(",")));
            }
        }
        for (String line : Files.readAllLines(root.resolve("etc/passwd"))) {
            String[] parts = line.split(":", -1);
            if (parts.length == 7 && parts[3].equals(Integer.toString(gid)) && !parts[2].equals("0")) {
                members.add(parts[0]);
            }
        }
        members.remove("root");
        return gid == 0 ? List.of() : List.copyOf(members);
    }

    /** An engine that listens on TCP without TLS gives root to whoever reaches the port. */
    void tcp() throws IOException {
        boolean loopback = false;
        boolean open = false;
        for (String table : List.of("proc/net/tcp", "proc/net/tcp6")) {
            Path file = root.resolve(table);
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                Matcher listening = LISTENING.matcher(line);
                if (listening.matches() && Integer.parseInt(listening.group(2), 16) == DOCKER_PLAIN) {
                    boolean local = listening.group(1).equals(LOOPBACK_4)
                            || listening.group(1).equals(LOOPBACK_6);
                    loopback |= local;
                    open |= !local;
                }
            }
        }
        String fix = "remove tcp:// from \"hosts\" in the engine's daemon.json and its unit, then restart it";
        if (open) {
            checks.add(Check.bad(
                    "docker-tcp", "port 2375 is open: root for every machine that reaches it", "no TCP", fix));
        } else if (loopback) {
            checks.add(Check.bad("docker-tcp", "port 2375 on loopback: root for every user here", "no TCP", fix));
        } else {
            checks.add(Check.ok("docker-tcp", "no listener on port 2375"));
        }
    }
}
