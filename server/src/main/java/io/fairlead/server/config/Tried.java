package io.fairlead.server.config;

import io.fairlead.core.limits.LimitTable;
import io.fairlead.core.limits.Limits;
import io.fairlead.core.problem.Position;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.share.Quota;
import io.fairlead.core.share.Quotas;
import io.fairlead.core.share.Shares;
import io.fairlead.wire.document.Document;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Report;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Limits and shares with single settings changed, as somebody would like to try them: read by the readers of the configuration,
 * so that a value is good here where it is good there.
 */
public final class Tried {
    private static final String LIMITS = "limits";
    private static final String SHARES = "shares";
    private static final String QUOTAS = "quotas";
    private static final String NUMBER = "-?\\d+(\\.\\d+)?";

    private final List<Problem> problems = new ArrayList<>();
    private LimitTable limits;
    private Shares shares;

    /** @param limits as they are */
    public Tried(LimitTable limits, Shares shares) {
        this.limits = limits;
        this.shares = shares;
    }

    public LimitTable limits() {
        return limits;
    }

    public Shares shares() {
        return shares;
    }

    /** What was wrong, with the paths of the configuration. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Names of the bounds on one job, and on what all jobs of a user have together. */
    public static Map<String, List<String>> bounds() {
        return Map.of("job", Section.LIMITS_JOB.names(), "user", Section.LIMITS_USER.names());
    }

    /** Bounds of a quota. */
    public static List<String> quotaBounds() {
        return Section.SHARES_QUOTA.names();
    }

    /**
     * One bound of one layer.
     *
     * @param path beneath {@code limits}, for example {@code groups, student, user, gpus}
     */
    public void limit(List<String> path, String value) {
        read(LIMITS, path, value).ifPresent(top -> limits = limits.with(new LimitsReader(top, Limits.NONE).read()));
    }

    /** @param key {@code halfLife}, {@code ageing}, {@code backfill}, {@code minDuration} or {@code minDurationMost} */
    public void share(String key, String value) {
        read(SHARES, List.of(key), value).ifPresent(top -> {
            Shares read = new SharesReader(top).read();
            Quotas quotas = shares.quotas();
            shares = switch (key) {
                case "halfLife" ->
                    new Shares(read.halfLife(), shares.ageing(), shares.weights(), quotas, shares.backfill());
                case "ageing" ->
                    new Shares(shares.halfLife(), read.ageing(), shares.weights(), quotas, shares.backfill());
                case "backfill" -> shares.with(read.backfill());
                case "minDuration" ->
                    with(shares.weights(), least(quotas, read.quotas().minDuration()));
                case "minDurationMost" ->
                    with(shares.weights(), most(quotas, read.quotas().minDurationMost()));
                default -> throw new IllegalStateException(key);
            };
        });
    }

    public void weight(String project, String value) {
        read(SHARES, List.of("weights", project), value).ifPresent(top -> {
            Map<String, Integer> weights = new TreeMap<>(shares.weights());
            weights.putAll(new SharesReader(top).read().weights());
            shares = with(weights, shares.quotas());
        });
    }

    /** @param bound {@code gpus} or {@code cpus} */
    public void quota(String project, String bound, String value) {
        Quota before = shares.quotas().of(project);
        // A quota says at least how many GPUs.
        String more = bound.equals("gpus") ? "" : ",\"gpus\":" + before.gpus();
        read(SHARES, List.of(QUOTAS, project, bound), value, more).ifPresent(top -> {
            Quota read = new SharesReader(top).read().quotas().of(project);
            Map<String, Quota> all = new TreeMap<>(shares.quotas().of());
            all.put(project, new Quota(read.gpus(), read.cpus().or(before::cpus)));
            Quotas quotas = shares.quotas();
            shares = with(shares.weights(), new Quotas(all, quotas.minDuration(), quotas.minDurationMost()));
        });
    }

    /** One of the two that are tried draws the other along where it must. */
    private static Quotas least(Quotas quotas, Duration least) {
        Duration most = quotas.minDurationMost();
        return new Quotas(quotas.of(), least, most.compareTo(least) < 0 ? least : most);
    }

    private static Quotas most(Quotas quotas, Duration most) {
        Duration least = quotas.minDuration();
        return new Quotas(quotas.of(), least.compareTo(most) > 0 ? most : least, most);
    }

    private Shares with(Map<String, Integer> weights, Quotas quotas) {
        return new Shares(shares.halfLife(), shares.ageing(), weights, quotas, shares.backfill());
    }

    private Optional<Fields> read(String top, List<String> path, String value) {
        return read(top, path, value, "");
    }

    /** The setting as the only one of a file; empty, with its problems, where it is none. */
    private Optional<Fields> read(String top, List<String> path, String value, String beside) {
        StringBuilder text = new StringBuilder("{" + quoted(top) + ":");
        path.forEach(key -> text.append('{').append(quoted(key)).append(':'));
        text.append(value.matches(NUMBER) ? value : quoted(value))
                .append(beside)
                .append("}".repeat(path.size() + 1));
        Report report = new Report();
        Optional<Fields> fields = Document.parse(text.toString().getBytes(StandardCharsets.UTF_8), Format.JSON, report)
                .root()
                .filter(MapNode.class::isInstance)
                .map(root -> new Fields(report, (MapNode) root, Section.TOP));
        // Read once for what is wrong with it.
        fields.ifPresent(it -> {
            new LimitsReader(it, Limits.NONE).read();
            new SharesReader(it).read();
        });
        List<Problem> found = report.findings().problems();
        found.forEach(problem -> problems.add(problem.at(Position.NONE)));
        return fields.filter(_ -> found.isEmpty());
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
