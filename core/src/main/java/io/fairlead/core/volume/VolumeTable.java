package io.fairlead.core.volume;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The volumes that there are.
 *
 * @param volumes shipped ones first, then those of the administrator, who may replace a shipped one
 * @param shares the pattern of project shares; {@code {site}} stands for the name that follows {@code /project_}
 * @param anyShare whether every {@code /project_NAME} is served, for want of configured sites
 */
public record VolumeTable(List<Volume> volumes, Backing.Folders shares, boolean anyShare) {
    public static final String HOME = "home";
    public static final String WORKSPACE = "workspace";
    public static final String SCRATCH = "project_scratch";
    public static final String TMPFS = "tmpfs";

    /** Beneath the folder of shares: where scratch lies. It is there before the first job, unlike those of sites. */
    public static final String SCRATCH_FOLDER = "scratch";

    private static final String SHARE = "project_";
    private static final Pattern SHARE_PATH = Pattern.compile("/project_([a-z0-9][a-z0-9_-]{0,62})(/.*)?");

    /** What a path of a definition leads to: a volume, and the way from its root. */
    public record Found(Volume volume, String subPath) {}

    public VolumeTable {
        volumes = List.copyOf(volumes);
    }

    /**
     * What there is without configuration.
     *
     * @param sites which there are
     * @param anyShare whether every {@code /project_NAME} is served
     * @param root the folder beneath which shares and scratch lie, absolute
     */
    public static VolumeTable shipped(List<String> sites, boolean anyShare, String root) {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(folders(HOME, Volume.HOME_PATH, Scope.SITE, "{home}"));
        volumes.add(folders(WORKSPACE, "/workspace", Scope.SITE, "{home}/workspace/{name}"));
        Backing.Folders shares = Backing.Folders.at(FolderPattern.of(root + "/{site}/{project}"));
        for (String site : sites) {
            volumes.add(share(site, List.of(site), shares));
        }
        volumes.add(folders(SCRATCH, "/" + SCRATCH, Scope.NODE, root + "/" + SCRATCH_FOLDER + "/{project}"));
        volumes.add(new Volume(
                TMPFS, Optional.of(TMPFS), Scope.JOB, List.of(), new Backing.Memory(), Promise.GONE_WITH_THE_JOB));
        return new VolumeTable(volumes, shares, anyShare);
    }

    private static Volume folders(String name, String path, Scope scope, String root) {
        return new Volume(
                name, Optional.of(path), scope, List.of(), Backing.Folders.at(FolderPattern.of(root)), Promise.KEPT);
    }

    private static Volume share(String site, List<String> sites, Backing.Folders folders) {
        String name = SHARE + site;
        return new Volume(name, Optional.of("/" + name), Scope.SITE, sites, folders, Promise.KEPT);
    }

    /** With the administrator's; one of a shipped name takes its place. */
    public VolumeTable with(List<Volume> configured) {
        Map<String, Volume> byName = new LinkedHashMap<>();
        volumes.forEach(volume -> byName.put(volume.name(), volume));
        configured.forEach(volume -> byName.put(volume.name(), volume));
        return new VolumeTable(List.copyOf(byName.values()), shares, anyShare);
    }

    public Optional<Volume> named(String name) {
        return volumes.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    /** The object store of a bucket: one configured with that bucket, else one with every bucket. */
    public Optional<Backing.ObjectStore> storeOf(String bucket) {
        List<Backing.ObjectStore> stores = volumes.stream()
                .map(Volume::backing)
                .filter(Backing.ObjectStore.class::isInstance)
                .map(Backing.ObjectStore.class::cast)
                .toList();
        return stores.stream()
                .filter(store -> store.bucket().equals(Optional.of(bucket)))
                .findFirst()
                .or(() -> stores.stream()
                        .filter(store -> store.bucket().isEmpty())
                        .findFirst());
    }

    /** The share of the projects at a site. */
    public Optional<Volume> shareOf(String site) {
        return named(SHARE + site);
    }

    /**
     * What a path leads to: the volume with the longest published path that it lies at or beneath, by component.
     *
     * @param path absolute and normalised
     * @param home the user's home on the host; empty for a user without one
     */
    public Optional<Found> at(String path, String home) {
        Volume best = null;
        String bestPath = "";
        for (Volume volume : volumes) {
            String published = volume.path()
                    .map(it -> it.equals(Volume.HOME_PATH) ? home : it)
                    .orElse("");
            if (isAtOrBeneath(path, published) && published.length() > bestPath.length()) {
                best = volume;
                bestPath = published;
            }
        }
        if (best != null) {
            return Optional.of(new Found(best, below(path, bestPath)));
        }
        return anyShare ? anyShareAt(path) : Optional.empty();
    }

    private Optional<Found> anyShareAt(String path) {
        var matcher = SHARE_PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String site = matcher.group(1);
        return Optional.of(new Found(share(site, List.of(), shares), below(path, "/" + SHARE + site)));
    }

    /** What a share is of: the {@code NAME} of {@code project_NAME}; empty for any other volume. */
    public static Optional<String> sharedBy(Volume volume) {
        return volume.name().startsWith(SHARE) && !volume.name().equals(SCRATCH)
                ? Optional.of(volume.name().substring(SHARE.length()))
                : Optional.empty();
    }

    private static boolean isAtOrBeneath(String path, String published) {
        return published.startsWith("/")
                && path.startsWith(published)
                && (path.length() == published.length() || path.charAt(published.length()) == '/');
    }

    private static String below(String path, String published) {
        return path.length() == published.length() ? "" : path.substring(published.length() + 1);
    }
}
