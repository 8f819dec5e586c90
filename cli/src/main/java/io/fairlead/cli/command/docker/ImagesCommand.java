package io.fairlead.cli.command.docker;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.dialect.Here;
import io.fairlead.cli.gotemplate.GoValue;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.dialect.Surroundings;
import io.fairlead.wire.image.ImageSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** The caller's images as {@code docker images} lists them. */
final class ImagesCommand implements Command {
    private static final int COLUMNS = 5;
    private static final int COLUMNS_WITH_DIGESTS = 6;
    private static final int ID_START = "sha256:".length();
    private static final int ID_CHARS = 12;
    private static final String NONE = "<none>";
    private static final String UNKNOWN = "N/A";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss Z z", Locale.ROOT);

    @Override
    public void declare(Flags flags) {
        flags.optional("REPOSITORY[:TAG]", "only this one; * stands for anything")
                .flag("-a, --all", "also those of everybody")
                .flag("-q, --quiet", "ids alone")
                .flag("--digests", "with the digests of registries")
                .flag("--no-trunc", "ids in full length")
                .values("-f, --filter", "NAME=VALUE", "reference=PATTERN; may be repeated")
                .value("--format", "TEMPLATE", "Go's template for each, table TEMPLATE, or json")
                .footer("Images of your own, under both of their names. A job may use those of everybody, too: -a.");
    }

    /** @param digests whether they are a column */
    private static SequencedMap<String, String> heads(boolean digests) {
        SequencedMap<String, String> heads = new LinkedHashMap<>();
        heads.put("Repository", "REPOSITORY");
        heads.put("Tag", "TAG");
        if (digests) {
            heads.put("Digest", "DIGEST");
        }
        heads.put("ID", "IMAGE ID");
        heads.put("CreatedSince", "CREATED");
        heads.put("Size", "SIZE");
        heads.putIfAbsent("Digest", "DIGEST");
        heads.put("CreatedAt", "CREATED AT");
        heads.put("VirtualSize", "VIRTUAL SIZE");
        heads.put("SharedSize", "SHARED SIZE");
        heads.put("UniqueSize", "UNIQUE SIZE");
        heads.put("Containers", "CONTAINERS");
        return heads;
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, InterruptedException {
        Surroundings.Identity who = Here.of(session.shell()).who();
        List<Pattern> patterns = new ArrayList<>();
        given.arguments().forEach(word -> patterns.add(pattern(word, who)));
        for (String filter : given.texts("--filter")) {
            patterns.add(pattern(reference(filter), who));
        }
        boolean everybodys = given.has("--all") || !patterns.isEmpty();
        List<OwnImages.Row> rows = new ArrayList<>();
        for (ImageSummary image : OwnImages.all(session)) {
            image.names().stream()
                    .filter(_ -> everybodys || image.owner().isPresent())
                    .map(name -> OwnImages.Row.of(image, name))
                    .filter(row -> patterns.stream().allMatch(it -> fits(it, row)))
                    .forEach(rows::add);
        }
        if (given.has("--quiet")) {
            rows.stream()
                    .map(row -> id(row.image(), given.has("--no-trunc")))
                    .distinct()
                    .forEach(session.shell().out()::println);
            return ExitCode.DONE;
        }
        Instant now = session.shell().world().clock().instant();
        ZoneId zone = session.shell().world().zone();
        List<GoValue.Struct> shown = rows.stream()
                .map(row -> row(row, now, zone, given.has("--no-trunc")))
                .toList();
        new DockerTable(heads(given.has("--digests")), given.has("--digests") ? COLUMNS_WITH_DIGESTS : COLUMNS)
                .print(session.shell().out(), shown, given.text("--format", ""));
        return ExitCode.DONE;
    }

    private static String reference(String filter) throws Failure {
        if (!filter.startsWith("reference=")) {
            int equals = filter.indexOf('=');
            throw Failure.wrong(
                    DockerProblems.IMAGE_FILTER.reason("filter", equals < 0 ? filter : filter.substring(0, equals)));
        }
        return filter.substring("reference=".length());
    }

    /** A name, in which one's own login may stand in the place of the uid. */
    private static Pattern pattern(String word, Surroundings.Identity who) {
        StringBuilder pattern = new StringBuilder();
        for (String family : List.of("ds01-", "fairlead-")) {
            if (word.startsWith(family + who.name() + "/")) {
                return pattern(
                        family
                                + who.uid()
                                + word.substring(family.length() + who.name().length()),
                        who);
            }
        }
        for (int i = 0; i < word.length(); i++) {
            pattern.append(word.charAt(i) == '*' ? "[^/]*" : Pattern.quote(word.substring(i, i + 1)));
        }
        return Pattern.compile(pattern.toString());
    }

    private static boolean fits(Pattern pattern, OwnImages.Row row) {
        return pattern.matcher(row.repository()).matches()
                || pattern.matcher(row.repository() + ":" + row.tag()).matches();
    }

    private static String id(ImageSummary image, boolean whole) {
        return whole ? image.id() : image.id().substring(ID_START, ID_START + ID_CHARS);
    }

    private static GoValue.Struct row(OwnImages.Row row, Instant now, ZoneId zone, boolean whole) {
        ImageSummary image = row.image();
        Optional<String> digest = row.digest();
        return GoValue.struct(
                "Repository",
                row.repository(),
                "Tag",
                row.tag(),
                "Digest",
                digest.orElse(NONE),
                "ID",
                id(image, whole),
                "CreatedSince",
                HumanTime.of(Duration.between(image.createdAt(), now)) + " ago",
                "CreatedAt",
                TIME.format(image.createdAt().atZone(zone)),
                "Size",
                DecimalSize.of(image.sizeBytes(), 3),
                "VirtualSize",
                DecimalSize.of(image.sizeBytes(), 4),
                "SharedSize",
                UNKNOWN,
                "UniqueSize",
                UNKNOWN,
                "Containers",
                UNKNOWN);
    }
}
