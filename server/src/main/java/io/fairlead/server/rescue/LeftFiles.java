package io.fairlead.server.rescue;

import io.fairlead.core.cluster.ContainerName;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.FilesLeft;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.StorageEntry;
import io.fairlead.core.limits.JobBounds.OutsideVolumes;
import io.fairlead.core.port.Layers;
import io.fairlead.server.volumes.HomeContent;
import io.fairlead.server.volumes.ThrowAwayHomes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the ended containers of one engine left, in their layers and in the throw-away homes of this node. */
public final class LeftFiles implements Remains {
    /** Files looked at, of each of the two places. */
    private static final int FILES_MAX = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(LeftFiles.class);

    private final Layers layers;
    private final ThrowAwayHomes homes;
    private final KeptFiles kept;
    private final OutsideVolumes policy;

    public LeftFiles(Layers layers, ThrowAwayHomes homes, KeptFiles kept, OutsideVolumes policy) {
        this.layers = layers;
        this.homes = homes;
        this.kept = kept;
        this.policy = policy;
    }

    /** Everything that is there now. */
    private record Seen(Optional<Layers.Layer> layer, LayerFiles inLayer, HomeContent inHome, String home) {
        long files() {
            return inLayer.files().size() + inHome.files();
        }

        long bytes() {
            long sum = 0;
            for (FilesLeft.File file : all()) {
                sum += file.bytes();
            }
            return sum;
        }

        boolean whole() {
            return inLayer.whole()
                    && inHome.whole()
                    && inHome.files() == inHome.listed().size();
        }

        List<FilesLeft.File> all() {
            List<FilesLeft.File> all = new ArrayList<>(inLayer.files());
            inHome.listed().forEach(file -> all.add(new FilesLeft.File(home + "/" + file.path(), file.bytes())));
            return all;
        }
    }

    /** The engine does not say what there is. */
    private static final class Silent extends IOException {
        private static final long serialVersionUID = 1L;

        Silent(String cause) {
            super(cause);
        }
    }

    private Seen seen(ContainerName container) throws IOException, InterruptedException {
        Optional<Layers.Layer> layer = switch (layers.layer(container)) {
            case Layers.Layer found -> Optional.of(found);
            case Layers.Unreadable _ -> Optional.empty();
            case Layers.Silent(String cause) -> throw new Silent(cause);
        };
        HomeContent inHome = homes.content(container.text(), FILES_MAX);
        String folder = homes.folderOf(container.text()).toString();
        String home = layer.flatMap(it -> it.mounts().stream()
                        .filter(mount -> mount.source().equals(folder))
                        .map(Layers.MountedAt::target)
                        .min(Comparator.comparing((String target) -> target.equals("/root"))))
                .orElse("/home");
        LayerFiles inLayer = layer.map(it -> LayerFiles.of(it, FILES_MAX)).orElse(LayerFiles.NONE);
        return new Seen(layer, inLayer, inHome, home);
    }

    @Override
    public Optional<FilesLeft> found(Job job, Attempt attempt) throws InterruptedException {
        try {
            Seen seen = seen(attempt.container());
            List<String> memory = new ArrayList<>();
            for (StorageEntry entry : job.submission().definition().docker().storage()) {
                if (entry instanceof StorageEntry.Tmpfs tmpfs) {
                    memory.add(tmpfs.containerPath().path());
                }
            }
            List<FilesLeft.File> largest = seen.all().stream()
                    .sorted(Comparator.comparingLong(FilesLeft.File::bytes)
                            .reversed()
                            .thenComparing(FilesLeft.File::path))
                    .limit(FilesLeft.LISTED_MAX)
                    .toList();
            FilesLeft left = new FilesLeft(
                    seen.files(), seen.bytes(), seen.whole(), largest, memory, isKept(seen) ? policy.keptHours() : 0);
            return Optional.of(left).filter(it -> !it.isNothing());
        } catch (IOException e) {
            LOG.warn("what {} left cannot be listed", attempt.container(), e);
            return Optional.empty();
        }
    }

    private boolean isKept(Seen seen) {
        return policy.keptHours() > 0
                && seen.files() > 0
                && seen.whole()
                && seen.bytes() <= policy.kept().count();
    }

    @Override
    public boolean keep(ContainerName container) throws IOException, InterruptedException {
        Seen seen;
        try {
            seen = seen(container);
        } catch (Silent e) {
            LOG.info("what {} left is kept once its engine answers: {}", container, e.getMessage());
            return false;
        }
        if (isKept(seen) || kept.isBegun(container.text())) {
            kept.keep(container.text(), into -> {
                if (seen.inHome().files() > 0) {
                    KeptFiles.moveIn(into, homes.folderOf(container.text()), seen.home());
                }
                if (seen.layer().isPresent()) {
                    KeptFiles.copyIn(into, seen.layer().get(), seen.inLayer().files());
                }
            });
        }
        return true;
    }

    @Override
    public boolean isThere(ContainerName container) {
        return Files.isDirectory(homes.folderOf(container.text()))
                || !(layers.layer(container) instanceof Layers.Unreadable);
    }
}
