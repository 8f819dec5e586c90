package io.fairlead.server.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The processes of this machine, told apart by their control groups: a container's process is in the group of the container's
 * first one, or beneath it, whoever started it there.
 *
 * @param proc where the kernel shows them: {@code /proc}
 * @param firsts of each container of this server that runs; empty where an engine does not answer
 */
public record HostProcesses(Path proc, Supplier<Optional<List<Integer>>> firsts) implements GpuWatch.Processes {
    private static final int GROUP_FIELD = 2;

    @Override
    public Optional<Set<Integer>> foreign(Set<Integer> pids) {
        Optional<List<Integer>> own = firsts.get();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        Set<String> groups = own.get().stream()
                .flatMap(pid -> groups(pid).orElse(Set.of()).stream())
                .collect(Collectors.toSet());
        Set<Integer> foreign = new HashSet<>();
        for (int pid : pids) {
            // One that has ended since has no group any more, and uses nothing.
            Optional<Set<String>> of = groups(pid);
            if (of.isPresent()
                    && !own.get().contains(pid)
                    && of.get().stream().noneMatch(group -> isIn(group, groups))) {
                foreign.add(pid);
            }
        }
        return Optional.of(foreign);
    }

    private static boolean isIn(String group, Set<String> groups) {
        for (int end = group.length(); end > 0; end = group.lastIndexOf('/', end - 1)) {
            if (groups.contains(group.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String owner(int pid) {
        try {
            return " of " + Files.getOwner(of(pid)).getName();
        } catch (IOException gone) {
            return "";
        }
    }

    /** In every hierarchy; that of everybody, the root, says nothing. */
    private Optional<Set<String>> groups(int pid) {
        try {
            return Optional.of(Files.readAllLines(of(pid).resolve("cgroup")).stream()
                    .map(line -> line.split(":", GROUP_FIELD + 1))
                    .filter(fields -> fields.length > GROUP_FIELD && fields[GROUP_FIELD].length() > 1)
                    .map(fields -> fields[GROUP_FIELD])
                    .collect(Collectors.toSet()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private Path of(int pid) {
        return proc.resolve(Integer.toString(pid));
    }
}
