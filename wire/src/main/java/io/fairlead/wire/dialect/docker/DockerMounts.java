package io.fairlead.wire.dialect.docker;

import io.fairlead.core.unit.Bytes;
import io.fairlead.wire.dialect.Draft;
import io.fairlead.wire.dialect.FlagLine;
import io.fairlead.wire.dialect.Remarks;
import io.fairlead.wire.dialect.Sizes;
import io.fairlead.wire.dialect.Word;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** {@code -v}, {@code --mount} and {@code --tmpfs} as entries of {@code storage}. */
final class DockerMounts {
    private static final Bytes TMPFS_SIZE = Bytes.ofGib(1);
    private static final List<String> SOCKETS = List.of("/var/run/docker.sock", "/run/docker.sock", "/run/containerd");
    private static final String[] STORAGE = {"request", "docker", "storage"};

    private final Draft draft;
    private final String folder;
    private final Remarks remarks;
    private Bytes memory = Bytes.ZERO;

    DockerMounts(Draft draft, String folder, Remarks remarks) {
        this.draft = draft;
        this.folder = folder;
        this.remarks = remarks;
    }

    /** @return the memory of all tmpfs together */
    Bytes read(FlagLine line) {
        line.all("--volume").forEach(this::volume);
        line.all("--mount").forEach(this::mount);
        line.all("--tmpfs").forEach(this::tmpfs);
        return memory;
    }

    private void volume(Word word) {
        String[] parts = word.text().split(":", -1);
        if (parts.length > 1 && parts[0].matches("[A-Za-z]") && parts[1].matches("[/\\\\].*")) {
            wrong(word, "it looks like a path of Windows");
            return;
        }
        if (parts.length == 1 && parts[0].startsWith("/")) {
            remarks.notice(word, DockerProblems.VOLUME_OWN, "given", word.text());
            return;
        }
        if (parts.length == 1 || parts.length > 3 || parts[0].isEmpty()) {
            wrong(word, parts.length > 3 ? "it has more than three parts" : "one of the two paths is missing");
            return;
        }
        if (!parts[1].startsWith("/")) {
            wrong(word, "the place in the container must be absolute");
            return;
        }
        boolean path = parts[0].startsWith("/") || parts[0].startsWith(".") || parts[0].startsWith("~");
        boolean readOnly = parts.length == 3 && isReadOnly(word, parts[2]);
        add(word, path ? absolute(parts[0]) : parts[0], parts[1], readOnly, path);
    }

    private boolean isReadOnly(Word word, String modes) {
        boolean readOnly = false;
        for (String mode : modes.split(",")) {
            switch (mode) {
                case "ro" -> readOnly = true;
                case "rw", "" -> {
                    // as it is without one
                }
                case "z",
                        "Z",
                        "U",
                        "nocopy",
                        "cached",
                        "delegated",
                        "consistent",
                        "shared",
                        "rshared",
                        "slave",
                        "rslave",
                        "private",
                        "rprivate" -> remarks.notice(word, DockerProblems.MOUNT_OPTION, "given", mode);
                default -> wrong(word, "there is no option " + mode);
            }
        }
        return readOnly;
    }

    /** Relative to the folder where it was typed. */
    private String absolute(String path) {
        if (!path.startsWith(".")) {
            return path;
        }
        try {
            return Path.of(folder).resolve(path).normalize().toString();
        } catch (InvalidPathException e) {
            return path;
        }
    }

    private void wrong(Word word, String why) {
        remarks.problem(word, DockerProblems.VOLUME_FORM, "given", word.text(), "why", why);
    }

    private void add(Word word, String source, String target, boolean readOnly, boolean path) {
        if (SOCKETS.stream().anyMatch(source::startsWith)) {
            remarks.problem(word, DockerProblems.SOCKET, "given", source);
            return;
        }
        SequencedMap<String, Object> entry = Draft.entry(path ? "hostPath" : "volume", source, "containerPath", target);
        if (readOnly) {
            entry.put("readOnly", true);
        }
        draft.add(word, entry, STORAGE);
    }

    private void mount(Word word) {
        Optional<List<String>> fields = Csv.split(word.text());
        if (fields.isEmpty()) {
            mountWrong(word, "a double quote is not closed");
            return;
        }
        Map<String, String> given = new LinkedHashMap<>();
        for (String field : fields.get()) {
            int equals = field.indexOf('=');
            String key = equals < 0 ? field : field.substring(0, equals);
            String value = equals < 0 ? "true" : field.substring(equals + 1);
            String name = switch (key) {
                case "src" -> "source";
                case "dst", "destination" -> "target";
                case "ro" -> "readonly";
                default -> key;
            };
            if (given.put(name, value) != null) {
                mountWrong(word, name + " is given twice");
                return;
            }
        }
        entry(word, given);
    }

    private void entry(Word word, Map<String, String> given) {
        String type = given.getOrDefault("type", "volume");
        String source = given.getOrDefault("source", "");
        String target = given.getOrDefault("target", "");
        String readOnly = given.getOrDefault("readonly", "false");
        if (!target.startsWith("/")) {
            mountWrong(word, target.isEmpty() ? "target is missing" : "target must be absolute");
            return;
        }
        if (!List.of("true", "false", "1", "0").contains(readOnly)) {
            mountWrong(word, "readonly takes true or false, not " + readOnly);
            return;
        }
        boolean reading = readOnly.equals("true") || readOnly.equals("1");
        switch (type) {
            case "bind" -> {
                if (source.startsWith("/") || source.startsWith(".")) {
                    add(word, absolute(source), target, reading, true);
                } else {
                    mountWrong(word, source.isEmpty() ? "source is missing" : "the source of a bind must be absolute");
                }
            }
            case "volume" -> {
                if (source.isEmpty()) {
                    remarks.notice(word, DockerProblems.VOLUME_OWN, "given", target);
                } else {
                    add(word, source, target, reading, false);
                }
            }
            case "tmpfs" -> tmpfs(word, target, Optional.ofNullable(given.get("tmpfs-size")));
            default -> mountWrong(word, "there is no type " + type + "; there are bind, volume and tmpfs");
        }
        options(word, given);
    }

    private void options(Word word, Map<String, String> given) {
        for (String key : given.keySet()) {
            boolean known = List.of("type", "source", "target", "readonly", "tmpfs-size")
                    .contains(key);
            if (key.matches("bind-.*|volume-.*|tmpfs-mode|consistency")) {
                remarks.notice(word, DockerProblems.MOUNT_OPTION, "given", key);
            } else if (!known) {
                mountWrong(word, "there is no option " + key);
            }
        }
    }

    private void mountWrong(Word word, String why) {
        remarks.problem(word, DockerProblems.MOUNT_FORM, "given", word.text(), "why", why);
    }

    private void tmpfs(Word word) {
        int colon = word.text().indexOf(':');
        String target = colon < 0 ? word.text() : word.text().substring(0, colon);
        Optional<String> size = Optional.empty();
        for (String option :
                colon < 0 ? new String[0] : word.text().substring(colon + 1).split(",")) {
            if (option.startsWith("size=")) {
                size = Optional.of(option.substring("size=".length()));
            } else if (!option.equals("rw") && !option.isEmpty()) {
                remarks.notice(word, DockerProblems.MOUNT_OPTION, "given", option);
            }
        }
        tmpfs(word, target, size);
    }

    private void tmpfs(Word word, String target, Optional<String> given) {
        Bytes size = TMPFS_SIZE;
        if (given.isPresent()) {
            size = Sizes.read("size", word.with(given.get()), remarks).orElse(TMPFS_SIZE);
        } else {
            remarks.notice(word, DockerProblems.TMPFS_SIZE, "target", target, "size", TMPFS_SIZE);
        }
        memory = memory.plus(size);
        draft.add(word, Draft.entry("hostPath", "tmpfs", "containerPath", target, "sizeGb", size.gib()), STORAGE);
    }
}
