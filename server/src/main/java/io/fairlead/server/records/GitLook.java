package io.fairlead.server.records;

import io.fairlead.core.job.Command;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.runrecord.Code;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.server.linux.Credentials;
import io.fairlead.server.linux.Descriptor;
import io.fairlead.server.linux.FileName;
import io.fairlead.server.linux.FileStat;
import io.fairlead.server.linux.LinuxException;
import io.fairlead.server.linux.OwnThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for git working trees in which a job's command or working folder lies, with the rights of its user. Files of git
 * are read; git itself is never run, since a working tree may name programs for it to run.
 */
final class GitLook {
    private static final Pattern PATH = Pattern.compile("/[^\\s'\"`;|&<>()$]+");
    private static final int PLACES_MAX = 20;
    private static final FileName GIT = FileName.of(".git");
    private static final Logger LOG = LoggerFactory.getLogger(GitLook.class);

    private final OwnThreads threads;
    private final Credentials user;

    GitLook(OwnThreads threads, Credentials user) {
        this.threads = threads;
        this.user = user;
    }

    /** By path in the container. */
    List<Code> of(DockerRequest docker, List<ResolvedMount> mounts) throws InterruptedException {
        TreeMap<String, Code> found = new TreeMap<>();
        for (String place : places(docker)) {
            if (ResolvedMount.around(place, mounts).orElse(null) instanceof ResolvedMount.Folder folder) {
                look(place, folder).ifPresent(code -> found.put(code.path(), code));
            }
        }
        return List.copyOf(found.values());
    }

    private static List<String> places(DockerRequest docker) {
        TreeSet<String> places = new TreeSet<>();
        docker.workingDir().ifPresent(places::add);
        String command = switch (docker.command()) {
            case Command.ImageDefault() -> "";
            case Command.Exec(List<String> argv) -> String.join(" ", argv);
            case Command.Shell(String script) -> script;
        };
        Matcher paths = PATH.matcher(command);
        while (paths.find()) {
            places.add(paths.group());
        }
        return places.stream().limit(PLACES_MAX).toList();
    }

    private Optional<Code> look(String place, ResolvedMount.Folder folder) throws InterruptedException {
        String below = place.substring(folder.containerPath().length());
        try {
            return threads.call("git " + place, self -> {
                try (Descriptor root = Descriptor.openTrusted(folder.root())) {
                    return self.as(user, 0, () -> inside(root, names(folder.subPath()), names(below), folder));
                }
            });
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("no git working tree is seen at {}", place, e);
            return Optional.empty();
        }
    }

    private static List<FileName> names(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(name -> !name.isEmpty())
                .map(FileName::of)
                .toList();
    }

    /** The innermost folder around the place that has a repository, none above the mount. */
    private static Optional<Code> inside(
            Descriptor root, List<FileName> mounted, List<FileName> below, ResolvedMount.Folder folder)
            throws IOException {
        for (int depth = below.size(); depth >= 0; depth--) {
            List<FileName> names = new ArrayList<>(mounted);
            names.addAll(below.subList(0, depth));
            try (Descriptor tree = names.isEmpty() ? root.reopened() : root.openBeneath(names)) {
                if (tree.stat(GIT).kind() == FileStat.FileKind.FOLDER) {
                    String path = folder.containerPath()
                            + below.subList(0, depth).stream()
                                    .map(name -> "/" + name)
                                    .reduce("", String::concat);
                    return Optional.of(new WorkingTree(tree).code(path));
                }
            } catch (LinuxException e) {
                // A file, or no repository here: the folder around it may have one.
                LOG.trace("nothing of git", e);
            }
        }
        return Optional.empty();
    }
}
