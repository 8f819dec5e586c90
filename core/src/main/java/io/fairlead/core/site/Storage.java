package io.fairlead.core.site;

import io.fairlead.core.cluster.Topology;
import io.fairlead.core.job.StorageEntry;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.volume.Backing;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.core.volume.Volume;
import io.fairlead.core.volume.VolumeTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the storage entries of one definition are at each site. */
final class Storage {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._+:@-]+");

    private final Topology topology;
    private final VolumeTable volumes;
    private final Lookup lookup;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> stores = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> notices = new ArrayList<>();

    /**
     * An entry that this site can serve somewhere.
     *
     * @param shown what to call it
     * @param bySite its mount at every site that has it, in the order of the configuration
     */
    record Entry(FieldPath where, String shown, SequencedMap<String, ResolvedMount> bySite) {}

    Storage(Topology topology, VolumeTable volumes, Lookup lookup) {
        this.topology = topology;
        this.volumes = volumes;
        this.lookup = lookup;
    }

    void add(List<StorageEntry> definition) {
        Map<String, Integer> targets = new LinkedHashMap<>();
        for (int i = 0; i < definition.size(); i++) {
            StorageEntry entry = definition.get(i);
            FieldPath where = SiteProblems.STORAGE.index(i);
            if (entry instanceof StorageEntry.Bucket bucket) {
                bucket(where, bucket);
                continue;
            }
            String target = entry.target().map(MountTarget::path).orElseGet(this::sshInHome);
            Integer other = targets.putIfAbsent(target, i);
            if (other != null) {
                problems.add(SiteProblems.SAME_TARGET.problem(where, target, "target", target, "other", other));
            } else {
                add(where, entry, target);
            }
        }
    }

    /** Those that can be served, in the order of the definition. */
    List<Entry> entries() {
        return entries;
    }

    Findings findings() {
        return new Findings(problems, notices);
    }

    private void add(FieldPath where, StorageEntry entry, String target) {
        switch (entry) {
            case StorageEntry.Tmpfs tmpfs -> everywhere(where, new ResolvedMount.Tmpfs(target, tmpfs.size()));
            case StorageEntry.VolumePath asked -> path(where, asked, target);
            case StorageEntry.NamedVolume asked -> {
                Optional<Volume> volume = volumes.named(asked.volume());
                if (volume.isEmpty()) {
                    problems.add(SiteProblems.VOLUME_UNKNOWN.problem(
                            where, asked.volume(), "volume", asked.volume(), "volumes", names()));
                } else {
                    folder(new Lookup.Wanted(
                            where, volume.get(), asked.subPath(), target, asked.readOnly(), !asked.readOnly()));
                }
            }
            case StorageEntry.ProjectShareAuto share -> share(where, share, target);
            case StorageEntry.DotSsh ssh -> ssh(where, ssh, target);
            case StorageEntry.Bucket bucket -> bucket(where, bucket);
        }
    }

    /** It is where its endpoint is, which every site reaches: it is no mount, and decides nothing. */
    private void bucket(FieldPath where, StorageEntry.Bucket asked) {
        Optional<Backing.ObjectStore> store = volumes.storeOf(asked.bucket());
        if (store.isEmpty()) {
            problems.add(SiteProblems.BUCKET_UNKNOWN.problem(where, asked.bucket(), "bucket", asked.bucket()));
            return;
        }
        String endpoint = store.get().endpoint();
        if (!stores.isEmpty() && !stores.contains(endpoint)) {
            problems.add(SiteProblems.TWO_ENDPOINTS.problem(
                    where, asked.bucket(), "bucket", asked.bucket(), "endpoint", endpoint, "other", stores.getFirst()));
        }
        stores.add(endpoint);
        asked.containerPath()
                .ifPresent(path -> notices.add(SiteProblems.BUCKET_NOT_MOUNTED.problem(
                        where, path.path(), "target", path, "url", asked.url())));
    }

    private void everywhere(FieldPath where, ResolvedMount mount) {
        SequencedMap<String, ResolvedMount> bySite = new LinkedHashMap<>();
        topology.siteNames().forEach(site -> bySite.put(site, mount));
        entries.add(new Entry(where, mount.containerPath(), bySite));
    }

    private void path(FieldPath where, StorageEntry.VolumePath asked, String target) {
        Optional<VolumeTable.Found> found =
                volumes.at(asked.path(), lookup.requester().owner().home());
        if (found.isEmpty()) {
            problems.add(SiteProblems.HOST_PATH.problem(
                    where,
                    asked.path(),
                    "path",
                    asked.path(),
                    "volumes",
                    paths(),
                    "name",
                    suggestedName(asked.path()),
                    "root",
                    typed(asked.path())));
            return;
        }
        Volume volume = found.get().volume();
        if (volumes.named(volume.name()).isEmpty()) {
            notices.add(SiteProblems.SHARE_HERE.problem(where, asked.path(), "path", volume.shown()));
        }
        folder(new Lookup.Wanted(where, volume, found.get().subPath(), target, asked.readOnly(), !asked.readOnly()));
    }

    private void share(FieldPath where, StorageEntry.ProjectShareAuto asked, String target) {
        SequencedMap<String, ResolvedMount> bySite = new LinkedHashMap<>();
        for (String site : topology.siteNames()) {
            Optional<Volume> share = volumes.shareOf(site);
            if (share.isPresent()) {
                Lookup.Wanted wanted =
                        new Lookup.Wanted(where, share.get(), "", target, asked.readOnly(), !asked.readOnly());
                Optional<SequencedMap<String, ResolvedMount>> mounts = mounts(wanted);
                if (mounts.isEmpty()) {
                    return;
                }
                Optional.ofNullable(mounts.get().get(site)).ifPresent(mount -> bySite.put(site, mount));
            }
        }
        if (bySite.isEmpty()) {
            problems.add(SiteProblems.NO_SHARE.problem(where, "PROJECT_SHARE_AUTO", "volumes", paths()));
        } else {
            entries.add(new Entry(where, "PROJECT_SHARE_AUTO", bySite));
        }
    }

    /** Always read-only: what runs in the container must not add a key that opens the account on the host. */
    private void ssh(FieldPath where, StorageEntry.DotSsh asked, String target) {
        if (!asked.readOnly()) {
            notices.add(SiteProblems.SSH_READ_ONLY.problem(where, ".ssh", "target", target));
        }
        Volume home = volumes.named(VolumeTable.HOME).orElseThrow();
        folder(new Lookup.Wanted(where, home, ".ssh", target, true, false));
    }

    private String sshInHome() {
        return lookup.requester().containerHome() + "/.ssh";
    }

    private void folder(Lookup.Wanted wanted) {
        mounts(wanted)
                .ifPresent(bySite ->
                        entries.add(new Entry(wanted.where(), wanted.volume().shown(), bySite)));
    }

    /** At every site that has the volume; empty after a refusal was noted. */
    private Optional<SequencedMap<String, ResolvedMount>> mounts(Lookup.Wanted wanted) {
        Volume volume = wanted.volume();
        return switch (volume.backing()) {
            case Backing.Memory _ -> {
                problems.add(SiteProblems.SIZE_NEEDED.problem(wanted.where(), volume.name()));
                yield Optional.empty();
            }
            case Backing.ObjectStore _ -> {
                problems.add(SiteProblems.NOT_YET.problem(wanted.where(), volume.name(), "volume", volume.name()));
                yield Optional.empty();
            }
            case Backing.Folders folders -> {
                Optional<Problem> refusal = lookup.refusal(wanted, folders.root());
                if (refusal.isPresent()) {
                    problems.add(refusal.get());
                    yield Optional.empty();
                }
                SequencedMap<String, ResolvedMount> bySite = new LinkedHashMap<>();
                topology.siteNames().stream()
                        .filter(volume::isAt)
                        .forEach(site -> bySite.put(site, lookup.folder(wanted, folders, site)));
                yield Optional.of(bySite);
            }
        };
    }

    private String names() {
        return volumes.volumes().stream().map(Volume::name).collect(Collectors.joining(", "));
    }

    /** What a definition can mount by path. */
    private String paths() {
        return volumes.volumes().stream().map(Volume::shown).collect(Collectors.joining(", "));
    }

    /** As a shell takes it for one word. */
    private static String typed(String path) {
        return PLAIN.matcher(path).matches() ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    private static String suggestedName(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String name = last.replaceAll("[^a-z0-9_-]+", "-").replaceAll("^[-_]+|-+$", "");
        return name.isEmpty() ? "data" : name;
    }
}
