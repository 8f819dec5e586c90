package io.fairlead.wire.dialect.runai;

import io.fairlead.wire.dialect.Draft;
import io.fairlead.wire.dialect.FlagLine;
import io.fairlead.wire.dialect.Remarks;
import io.fairlead.wire.dialect.Word;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** {@code -v}, {@code --host-path}, {@code --pvc} and {@code --pvc-exists} as entries of {@code storage}. */
final class RunaiMounts {
    private static final String[] STORAGE = {"request", "docker", "storage"};

    private final Draft draft;
    private final Remarks remarks;

    RunaiMounts(Draft draft, Remarks remarks) {
        this.draft = draft;
        this.remarks = remarks;
    }

    void read(FlagLine line) {
        line.all("--volume").forEach(this::volume);
        line.all("--host-path").forEach(this::hostPath);
        line.all("--pvc").forEach(this::claim);
        line.all("--pvc-exists").forEach(this::existing);
    }

    private void volume(Word word) {
        String[] parts = word.text().split(":", -1);
        String mode = parts.length > 2 ? parts[2] : "rw";
        String why = "";
        if (parts.length < 2) {
            why = "one of the two paths is missing";
        } else if (parts.length > 3 || !mode.matches("ro|rw")) {
            why = parts.length > 3 ? "a server of files can not be named" : "the mode is ro or rw, not " + mode;
        } else if (!parts[0].startsWith("/") || !parts[1].startsWith("/")) {
            why = "both paths must be absolute";
        }
        if (why.isEmpty()) {
            add(word, "hostPath", parts[0], parts[1], mode.equals("ro"));
        } else {
            remarks.problem(word, RunaiProblems.VOLUME, "given", word.text(), "why", why);
        }
    }

    private void add(Word word, String key, String source, String target, boolean readOnly) {
        SequencedMap<String, Object> entry = Draft.entry(key, source, "containerPath", target);
        if (readOnly) {
            entry.put("readOnly", true);
        }
        draft.add(word, entry, STORAGE);
    }

    /** {@code NAME:/path[:ro]}; with a size it would be made for the job. */
    private void claim(Word word) {
        String[] parts = word.text().split(":", -1);
        boolean sized = parts.length > 2 && parts[1].matches("[0-9].*");
        boolean readOnly = parts.length == 3 && parts[2].equals("ro");
        if (parts[0].isEmpty() || sized) {
            remarks.problem(word, RunaiProblems.PVC, "given", word.text(), "why", "no volume is made for a job");
        } else if (parts.length < 2 || !parts[1].startsWith("/") || (parts.length == 3 && !readOnly)) {
            remarks.problem(word, RunaiProblems.PVC, "given", word.text(), "why", "it has another form");
        } else {
            add(word, "volume", parts[0], parts[1], readOnly);
        }
    }

    /** {@code path=/path,mount=/path[,readwrite]}; whatever else is said there has no meaning here. */
    private void hostPath(Word word) {
        Map<String, String> given = fields(word);
        String path = given.getOrDefault("path", "");
        String mount = given.getOrDefault("mount", "");
        if (path.startsWith("/") && mount.startsWith("/")) {
            add(
                    word,
                    "hostPath",
                    path,
                    mount,
                    !given.getOrDefault("readwrite", "false").equals("true"));
        } else {
            String why = path.isEmpty() || mount.isEmpty()
                    ? "path and mount are both needed"
                    : "both paths must be absolute";
            remarks.problem(word, RunaiProblems.HOST_PATH, "given", word.text(), "why", why);
        }
    }

    private static Map<String, String> fields(Word word) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String field : word.text().split(",", -1)) {
            String[] parts = field.split("=", 2);
            given.put(parts[0], parts.length == 2 ? parts[1] : "true");
        }
        return given;
    }

    /** {@code claimname=NAME,path=/path}. */
    private void existing(Word word) {
        Map<String, String> given = fields(word);
        String name = given.getOrDefault("claimname", "");
        String path = given.getOrDefault("path", "");
        if (name.isEmpty() || path.isEmpty()) {
            remarks.problem(word, RunaiProblems.PVC, "given", word.text(), "why", "claimname and path are both needed");
        } else {
            add(word, "volume", name, path, given.containsKey("ro") || given.containsKey("readonly"));
        }
    }
}
