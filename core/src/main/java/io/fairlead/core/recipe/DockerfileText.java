package io.fairlead.core.recipe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Dockerfile taken apart as far as Fairlead must understand it: which images it begins with, and which line an
 * instruction stands on. The engine's builder has the last word on everything else.
 */
public final class DockerfileText {
    private static final Pattern ESCAPE = Pattern.compile("#\\s*escape\\s*=\\s*(\\S)\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:\\{([A-Za-z_]\\w*)(?::?-([^}]*))?\\}|([A-Za-z_]\\w*))");
    private static final Pattern COPY_FROM = Pattern.compile("--from=(\\S+)");

    private final List<String> lines;
    private final List<Instruction> instructions = new ArrayList<>();
    private final List<From> froms = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();

    /**
     * @param line of its first word, counted from 1
     * @param last line that belongs to it
     * @param keyword in capitals
     * @param rest joined from all its lines
     */
    public record Instruction(int line, int last, String keyword, String rest) {}

    /**
     * An image or an earlier stage that something is taken from.
     *
     * @param text with variables filled in
     */
    public record Source(int line, String text) {}

    /** @param image with variables filled in; an earlier stage or an image */
    private record From(Instruction instruction, String image, Optional<String> alias) {}

    private DockerfileText(String text) {
        this.lines = List.of(text.split("\\R", -1));
    }

    /** Never fails: what is no Dockerfile has no stage. */
    public static DockerfileText of(String text) {
        DockerfileText read = new DockerfileText(text);
        read.split();
        read.stages();
        return read;
    }

    private void split() {
        char escape = '\\';
        int i = 0;
        Matcher directive = ESCAPE.matcher(lines.getFirst());
        if (directive.matches()) {
            escape = directive.group(1).charAt(0);
        }
        while (i < lines.size()) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                i++;
                continue;
            }
            int first = i;
            StringBuilder whole = new StringBuilder();
            boolean goesOn = true;
            while (goesOn && i < lines.size()) {
                String part = lines.get(i).stripTrailing();
                boolean comment = i > first && part.stripLeading().startsWith("#");
                goesOn = comment
                        || (i > first && part.isBlank())
                        || (!part.isEmpty() && part.charAt(part.length() - 1) == escape);
                if (!comment && !part.isBlank()) {
                    whole.append(goesOn ? part.substring(0, part.length() - 1) : part);
                }
                i++;
            }
            String[] words = whole.toString().strip().split("\\s+", 2);
            instructions.add(new Instruction(
                    first + 1, i, words[0].toUpperCase(Locale.ROOT), words.length > 1 ? words[1].strip() : ""));
        }
    }

    private void stages() {
        Map<String, String> defaults = new HashMap<>();
        for (Instruction instruction : instructions) {
            switch (instruction.keyword()) {
                case "ARG" -> {
                    if (froms.isEmpty() && instruction.rest().indexOf('=') > 0) {
                        String[] parts = instruction.rest().split("=", 2);
                        defaults.put(parts[0].strip(), filled(unquoted(parts[1].strip()), defaults));
                    }
                }
                case "FROM" -> from(instruction, defaults);
                case "COPY", "ADD", "ONBUILD" -> {
                    Matcher from = COPY_FROM.matcher(instruction.rest());
                    while (from.find()) {
                        sources.add(new Source(instruction.line(), from.group(1)));
                    }
                }
                default -> {}
            }
        }
    }

    private void from(Instruction instruction, Map<String, String> defaults) {
        List<String> words = new ArrayList<>(List.of(instruction.rest().split("\\s+", -1)));
        words.removeIf(word -> word.startsWith("--"));
        if (!words.isEmpty() && !words.getFirst().isEmpty()) {
            boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("as");
            String image = filled(words.getFirst(), defaults);
            froms.add(new From(
                    instruction, image, named ? Optional.of(words.get(2).toLowerCase(Locale.ROOT)) : Optional.empty()));
            sources.add(new Source(instruction.line(), image));
        }
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && "'\"".indexOf(text.charAt(0)) >= 0 && text.endsWith(text.substring(0, 1));
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static String filled(String text, Map<String, String> values) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String name = match.group(1) == null ? match.group(3) : match.group(1);
            String otherwise = match.group(2) == null ? match.group() : match.group(2);
            return Matcher.quoteReplacement(values.getOrDefault(name, otherwise));
        });
    }

    /** In the order of the file, as the builder counts its steps. */
    public List<Instruction> instructions() {
        return List.copyOf(instructions);
    }

    /** The image that the last stage begins with, through earlier stages; empty where there is none. */
    public Optional<Source> base() {
        if (froms.isEmpty()) {
            return Optional.empty();
        }
        From at = froms.getLast();
        for (int i = froms.size() - 2; i >= 0; i--) {
            if (froms.get(i)
                    .alias()
                    .filter(at.image().toLowerCase(Locale.ROOT)::equals)
                    .isPresent()) {
                at = froms.get(i);
            }
        }
        return Optional.of(new Source(at.instruction().line(), at.image()));
    }

    /** Everything that it takes files from and that is no stage of its own. */
    public List<Source> images() {
        List<String> stages =
                froms.stream().flatMap(from -> from.alias().stream()).toList();
        return sources.stream()
                .filter(source -> !stages.contains(source.text().toLowerCase(Locale.ROOT)))
                .filter(source -> !source.text().matches("\\d{1,3}"))
                .toList();
    }

    /** Whether it takes files from the build context. */
    public boolean needsContext() {
        return instructions.stream()
                .filter(it -> it.keyword().equals("COPY") || it.keyword().equals("ADD"))
                .anyMatch(it -> !COPY_FROM.matcher(it.rest()).find()
                        && !it.rest().matches("(?:--\\S+\\s+)*https?://\\S+\\s+\\S+"));
    }

    /**
     * The text with every stage that begins with this image beginning with exactly that one; no line moves.
     *
     * @param image as {@link #base} gives it
     * @param exact a digest or an id, as the engine takes it
     */
    public String pinned(String image, String exact) {
        List<String> pinned = new ArrayList<>(lines);
        for (From from : froms) {
            if (from.image().equals(image)) {
                int first = from.instruction().line() - 1;
                pinned.set(
                        first,
                        "FROM " + exact
                                + from.alias().map(name -> " AS " + name).orElse(""));
                for (int i = first + 1; i < from.instruction().last(); i++) {
                    pinned.set(i, "#");
                }
            }
        }
        return String.join("\n", pinned);
    }

    /** The instruction that the builder calls its step of this number, counted from 1. */
    public Optional<Instruction> step(int number) {
        return number >= 1 && number <= instructions.size()
                ? Optional.of(instructions.get(number - 1))
                : Optional.empty();
    }
}
