package io.fairlead.server.config;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.ProblemCode;
import io.fairlead.wire.document.Document;
import io.fairlead.wire.document.Format;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Report;
import io.fairlead.wire.document.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A configuration that was read, good or not.
 *
 * @param file where it came from, or would be looked for
 * @param found whether that file is there
 * @param settings empty where the findings refuse
 * @param findings every mistake with its line and column, and what is worth knowing
 */
public record Configuration(Path file, boolean found, Optional<Settings> settings, Findings findings) {

    /**
     * Reads the file that was named, or the usual one where that is there; without any the defaults hold.
     *
     * @param named by the option {@code --config}
     */
    public static Configuration load(Optional<Path> named, Surroundings surroundings) {
        Path file = named.orElseGet(() -> Places.configuration(surroundings));
        try {
            return parse(file, Files.readAllBytes(file), surroundings);
        } catch (NoSuchFileException missing) {
            return named.isPresent()
                    ? refused(file, ConfigurationProblems.MISSING, "file", file)
                    : new Configuration(file, false, Optional.of(Settings.defaults(surroundings)), Findings.NONE);
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            return refused(file, ConfigurationProblems.UNREADABLE, "file", file, "why", why);
        }
    }

    private static Configuration refused(Path file, ProblemCode code, Object... namesAndValues) {
        Findings findings = Findings.of(code.problem(FieldPath.ROOT, file.toString(), namesAndValues));
        return new Configuration(file, false, Optional.empty(), findings);
    }

    /** Reads a text; one of nothing but blanks and comments is the defaults. */
    static Configuration parse(Path file, byte[] text, Surroundings surroundings) {
        Report report = new Report();
        Optional<Settings> settings = isBare(text)
                ? Optional.of(Settings.defaults(surroundings))
                : Document.parse(text, Format.ofFileName(file.toString()), report)
                        .root()
                        .flatMap(root -> map(root, report))
                        .map(map -> SettingsReader.read(map, surroundings, report));
        Findings findings = report.findings();
        return new Configuration(file, true, findings.refuses() ? Optional.empty() : settings, findings);
    }

    private static Optional<MapNode> map(Node root, Report report) {
        return new Values(report).map(root, "keys and values, such as network: none");
    }

    private static boolean isBare(byte[] text) {
        return new String(text, StandardCharsets.UTF_8)
                .lines()
                .allMatch(line -> line.isBlank() || line.strip().startsWith("#"));
    }
}
