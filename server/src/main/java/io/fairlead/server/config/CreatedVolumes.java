package io.fairlead.server.config;

import io.fairlead.core.problem.Nearest;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.volume.Backing;
import io.fairlead.core.volume.FolderPattern;
import io.fairlead.core.volume.Volume;
import io.fairlead.core.volume.VolumeTable;
import io.fairlead.wire.api.VolumeList.VolumeWish;
import io.fairlead.wire.document.Document;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Report;
import io.fairlead.wire.json.MalformedJson;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Volumes that administrators created while the server ran, in a file of their own beside the store: the configuration
 * file is written by people alone. They are held to the same rules; one that the configuration has too gives way to it.
 * Any number of threads may call it.
 */
public final class CreatedVolumes {
    private final Path file;
    private final Settings settings;
    private final List<VolumeWish> created = new ArrayList<>();
    private volatile VolumeTable table;

    /** What the file has. */
    public record Kept(List<VolumeWish> volumes) {
        public Kept {
            volumes = List.copyOf(volumes);
        }
    }

    /** As a configuration file has it. */
    public record Configured(Map<String, Entry> volumes) {
        public Configured {
            volumes = new LinkedHashMap<>(volumes);
        }
    }

    /** One volume of a configuration file. */
    public record Entry(
            String root,
            Optional<String> path,
            Optional<String> scope,
            List<String> sites,
            Optional<String> speed,
            boolean backedUp) {
        public Entry {
            sites = List.copyOf(sites);
        }
    }

    private CreatedVolumes(Path file, Settings settings) {
        this.file = file;
        this.settings = settings;
        this.table = settings.volumes();
    }

    /**
     * @throws ProblemException where one of them is not allowed any more
     * @throws IOException where the file cannot be read, or is not ours
     */
    public static CreatedVolumes in(Path file, Settings settings) throws IOException {
        CreatedVolumes volumes = new CreatedVolumes(file, settings);
        try {
            for (VolumeWish wish :
                    RecordJson.read(Files.readAllBytes(file), Kept.class).volumes()) {
                if (volumes.table.named(wish.name()).isEmpty()) {
                    volumes.table = volumes.with(wish);
                    volumes.created.add(wish);
                }
            }
        } catch (NoSuchFileException none) {
            return volumes;
        } catch (MalformedJson e) {
            throw new IOException(file + " is no list of volumes: " + e.getMessage(), e);
        }
        return volumes;
    }

    /** Everything that there is now. */
    public VolumeTable table() {
        return table;
    }

    /** {@code shipped}, {@code configured} or {@code created}. */
    public synchronized String origin(Volume volume) {
        if (created.stream().anyMatch(it -> it.name().equals(volume.name()))) {
            return "created";
        }
        VolumeTable shipped = VolumeTable.shipped(
                settings.topology().siteNames(),
                !settings.topology().configured(),
                settings.places().volumes().toString());
        return shipped.named(volume.name()).filter(volume::equals).isPresent() ? "shipped" : "configured";
    }

    /**
     * Admits one more. It is on disk when this returns.
     *
     * @throws ProblemException where the configuration would be refused with it, or the folder is not there
     * @throws IOException where it cannot be written; nothing has changed then
     */
    public synchronized Volume create(VolumeWish wish) throws IOException {
        if (table.named(wish.name()).isPresent()) {
            throw new ProblemException(ConfigurationProblems.VOLUME_EXISTS.reason("volume", wish.name()));
        }
        VolumeTable after = with(wish);
        Volume volume = after.named(wish.name()).orElseThrow();
        boolean literal = volume.backing() instanceof Backing.Folders folders
                && folders.root().parts().stream().allMatch(FolderPattern.Literal.class::isInstance);
        if (literal && !Files.isDirectory(Path.of(wish.root()))) {
            throw new ProblemException(ConfigurationProblems.NO_FOLDER.reason("root", wish.root()));
        }
        List<VolumeWish> all = new ArrayList<>(created);
        all.add(wish);
        write(RecordJson.write(new Kept(all)));
        created.add(wish);
        table = after;
        return volume;
    }

    /**
     * Takes one back. It is on disk when this returns; the folder stays as it is.
     *
     * @return as it was
     * @throws ProblemException where there is none of that name, or it was not created here
     * @throws IOException where it cannot be written; nothing has changed then
     */
    public synchronized Volume delete(String name) throws IOException {
        Volume volume = table.named(name).orElseThrow(() -> new ProblemException(unknown(name)));
        List<VolumeWish> rest =
                created.stream().filter(it -> !it.name().equals(name)).toList();
        if (rest.size() == created.size()) {
            throw new ProblemException(ConfigurationProblems.VOLUME_NOT_CREATED.reason("volume", name));
        }
        write(RecordJson.write(new Kept(rest)));
        created.clear();
        table = settings.volumes();
        for (VolumeWish wish : rest) {
            table = with(wish);
            created.add(wish);
        }
        return volume;
    }

    private Problem unknown(String name) {
        List<String> names = created.stream().map(VolumeWish::name).toList();
        String near =
                Nearest.of(name, names).map(it -> "; did you mean " + it + "?").orElse("");
        return ConfigurationProblems.NO_VOLUME.reason("volume", name, "near", near);
    }

    private VolumeTable with(VolumeWish wish) {
        Entry entry = new Entry(wish.root(), wish.path(), wish.scope(), wish.sites(), wish.speed(), wish.backedUp());
        Report report = new Report();
        byte[] text = RecordJson.write(new Configured(Map.of(wish.name(), entry)));
        Document document = Document.parse(text, Format.JSON, report);
        VolumeTable after = table;
        if (document.root().isPresent() && document.root().get() instanceof MapNode root) {
            Fields fields = new Fields(report, root, Section.TOP);
            after = new VolumesReader(fields, settings.topology().siteNames(), settings.places()).read(table);
        }
        if (report.findings().refuses()) {
            throw new ProblemException(report.findings().problems());
        }
        return after;
    }

    private void write(byte[] content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.write(next, content);
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
