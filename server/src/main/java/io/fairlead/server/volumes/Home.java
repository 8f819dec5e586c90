package io.fairlead.server.volumes;

import io.fairlead.core.volume.MountTarget;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.server.images.ImageLooks.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Where HOME is in a container.
 *
 * @param targets HOME first; the folder may stand at a second place
 * @param thrownAway whether it is a folder of the attempt's own and not the user's volume
 */
public record Home(List<String> targets, boolean thrownAway) {
    private static final String HOME_VOLUME = "home";
    private static final String ROOT_HOME = "/root";

    public Home {
        targets = List.copyOf(targets);
    }

    /** @param userName in the container */
    public static Home of(String userName, List<ResolvedMount> wanted, boolean rootHomeIsBare) {
        Optional<String> volume = wanted.stream()
                .filter(mount -> mount instanceof ResolvedMount.Folder folder
                        && folder.volume().equals(HOME_VOLUME)
                        && folder.subPath().isEmpty())
                .map(ResolvedMount::containerPath)
                .findFirst();
        if (volume.isPresent()) {
            return new Home(List.of(volume.get()), false);
        }
        String own = "/home/" + userName;
        boolean rootIsFree =
                wanted.stream().noneMatch(mount -> mount.containerPath().equals(ROOT_HOME));
        return new Home(rootHomeIsBare && rootIsFree ? List.of(own, ROOT_HOME) : List.of(own), true);
    }

    /** What other mounts will cover: made beforehand as the user's, or the runtime would make it as root. */
    List<SubPath> mountPoints(List<ResolvedMount> wanted) {
        List<SubPath> points = new ArrayList<>();
        for (ResolvedMount mount : wanted) {
            MountTarget target = MountTarget.parse(mount.containerPath());
            for (String home : targets) {
                MountTarget at = MountTarget.parse(home);
                if (target.isInside(at)) {
                    points.add(SubPath.of(target.below(at)));
                }
            }
        }
        return points;
    }

    /** The folders in the home that will have these files of the server's: made beforehand as the user's, too. */
    List<SubPath> foldersOf(List<String> files) {
        List<SubPath> folders = new ArrayList<>();
        for (String file : files) {
            String folder = file.substring(0, file.lastIndexOf('/'));
            for (String home : targets) {
                if (folder.startsWith(home + "/")) {
                    folders.add(SubPath.of(folder.substring(home.length() + 1)));
                }
            }
        }
        return folders;
    }

    /**
     * Where the job goes through folders of the image's own; what is beneath another mount is that mount's affair.
     *
     * @param files of the server's that the job is to read
     */
    public List<Place> places(List<ResolvedMount> wanted, List<String> files, Optional<String> workingDir) {
        SequencedSet<String> covered = new LinkedHashSet<>(targets);
        wanted.forEach(mount -> covered.add(mount.containerPath()));
        covered.addAll(files);
        List<Place> places = new ArrayList<>();
        for (String path : covered) {
            if (!isBeneathOneOf(covered, path)) {
                places.add(new Place(path, true));
            }
        }
        workingDir
                .filter(path -> !covered.contains(path) && !isBeneathOneOf(covered, path))
                .ifPresent(path -> places.add(new Place(path, false)));
        return places;
    }

    private static boolean isBeneathOneOf(Collection<String> folders, String path) {
        for (String folder : folders) {
            if (path.length() > folder.length() && path.charAt(folder.length()) == '/' && path.startsWith(folder)) {
                return true;
            }
        }
        return false;
    }
}
