package io.fairlead.server.config;

import io.fairlead.core.admission.AdmissionPolicy;
import io.fairlead.core.limits.FreeSpaceFloors;
import io.fairlead.core.limits.JobBounds;
import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.port.ContainerSpec.Network;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.share.Shares;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.volume.VolumeTable;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Report;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads a whole configuration, over the defaults. Every mistake is reported; the result counts only where there is none. */
final class SettingsReader {
    private static final int JOBS_MAX = 1_000_000;
    private static final int PIDS_MAX = 4_000_000;
    private static final int OPEN_FILES_LEAST = 64;
    private static final int OPEN_FILES_MAX = 1_000_000_000;
    private static final int LOG_MAX_MIB = 1_000_000;
    private static final int RESCUE_HOURS_MAX = 24 * 366;
    private static final int PERCENT = 10;

    private final Fields top;

    private SettingsReader(Fields top) {
        this.top = top;
    }

    static Settings read(MapNode document, Surroundings surroundings, Report report) {
        return new SettingsReader(new Fields(report, document, Section.TOP)).settings(surroundings);
    }

    private Settings settings(Surroundings surroundings) {
        Places places = places(Places.defaults(surroundings));
        ClustersReader.Read clusters = new ClustersReader(top).read();
        List<String> sites = clusters.topology().siteNames();
        VolumeTable shipped = VolumeTable.shipped(
                sites, !clusters.topology().configured(), places.volumes().toString());
        Optional<Fields> jobs = top.object("jobs", Section.JOBS);
        SharesReader sharing = new SharesReader(top);
        Shares shares = sharing.read();
        sharing.compare(shares.quotas(), clusters.stations());
        return new Settings(
                places,
                clusters.topology(),
                clusters.stations(),
                new VolumesReader(top, sites, places).read(shipped),
                access(),
                admission(jobs, shares.quotas()),
                shares,
                new FrameworksReader(top).read(),
                bounds(jobs),
                floors(),
                network());
    }

    private Places places(Places otherwise) {
        Path run = path("runFolder", otherwise.run());
        Path socket = run.equals(otherwise.run())
                ? otherwise.socket()
                : run.resolve(otherwise.socket().getFileName());
        return new Places(
                path("stateFolder", otherwise.state()),
                run,
                path("socket", socket),
                path("volumesFolder", otherwise.volumes()));
    }

    private Path path(String key, Path otherwise) {
        return top.path(key, otherwise.toString()).map(Path::of).orElse(otherwise);
    }

    private Network network() {
        SequencedMap<String, Network> words = new LinkedHashMap<>();
        words.put("bridge", Network.BRIDGE);
        words.put("none", Network.NONE);
        words.put("host", Network.HOST);
        return top.word("network", words).orElse(Network.BRIDGE);
    }

    private Access access() {
        return top.object("access", Section.ACCESS)
                .map(it -> new Access(names(it, "admins", "alice"), names(it, "groups", "researchers")))
                .orElse(Access.DEFAULT);
    }

    private static List<String> names(Fields fields, String key, String example) {
        return fields.texts(key, example).stream().map(Node::shown).distinct().toList();
    }

    private AdmissionPolicy admission(Optional<Fields> jobs, Quotas quotas) {
        int live = jobs.flatMap(it -> it.whole("livePerUser", 1, JOBS_MAX)).orElse(LimitTable.SUBMITTED_DEFAULT);
        return new AdmissionPolicy(
                new LimitsReader(top, LimitTable.submitted(live)).read(),
                jobs.flatMap(it -> it.flag("rootMaySubmit")).orElse(AdmissionPolicy.DEFAULT.rootMaySubmit()),
                quotas);
    }

    private static JobBounds bounds(Optional<Fields> jobs) {
        JobBounds otherwise = JobBounds.DEFAULT;
        return new JobBounds(
                jobs.flatMap(it -> it.whole("pids", 1, PIDS_MAX)).orElse(otherwise.pids()),
                jobs.flatMap(it -> it.whole("openFiles", OPEN_FILES_LEAST, OPEN_FILES_MAX))
                        .orElse(otherwise.openFiles()),
                mebibytes(jobs, "engineLogMb").orElse(otherwise.engineLog()),
                mebibytes(jobs, "keptLogMb").orElse(otherwise.keptLog()),
                outside(jobs, otherwise.outside()));
    }

    private static JobBounds.OutsideVolumes outside(Optional<Fields> jobs, JobBounds.OutsideVolumes otherwise) {
        return new JobBounds.OutsideVolumes(
                mebibytes(jobs, "scratchMb").orElse(otherwise.scratch()),
                mebibytes(jobs, "rescueMb").orElse(otherwise.kept()),
                jobs.flatMap(it -> it.whole("rescueHours", 0, RESCUE_HOURS_MAX)).orElse(otherwise.keptHours()));
    }

    private static Optional<Bytes> mebibytes(Optional<Fields> jobs, String key) {
        return jobs.flatMap(it -> it.whole(key, 1, LOG_MAX_MIB)).map(Bytes::ofMib);
    }

    private FreeSpaceFloors floors() {
        FreeSpaceFloors otherwise = FreeSpaceFloors.DEFAULT;
        Optional<Fields> given = top.object("freeSpace", Section.FREE_SPACE);
        int placing = given.flatMap(it -> it.whole("placingPercent", 0, 100))
                .map(it -> it * PERCENT)
                .orElse(otherwise.placing());
        Optional<Integer> accepting = given.flatMap(it -> it.whole("acceptingPercent", 0, 100));
        if (accepting.isPresent() && accepting.get() * PERCENT > placing) {
            top.report()
                    .problem(
                            given.orElseThrow().find("acceptingPercent").orElseThrow(),
                            ConfigurationProblems.FLOORS,
                            "accepting",
                            accepting.get(),
                            "placing",
                            placing / PERCENT);
            return otherwise;
        }
        return new FreeSpaceFloors(
                placing, accepting.map(it -> it * PERCENT).orElse(Math.min(otherwise.accepting(), placing)));
    }
}
