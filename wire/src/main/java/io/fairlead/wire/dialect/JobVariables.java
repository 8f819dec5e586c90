package io.fairlead.wire.dialect;

import io.fairlead.wire.jobfile.CredentialNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/** The variables that a line gives its job: later ones win, and credentials leave the definition. */
public final class JobVariables {
    private final Surroundings here;
    private final Remarks remarks;
    private final SequencedMap<String, Word> values = new LinkedHashMap<>();
    private final List<Translation.Credential> credentials = new ArrayList<>();

    public JobVariables(Surroundings here, Remarks remarks) {
        this.here = here;
        this.remarks = remarks;
    }

    /** {@code NAME=value}, or {@code NAME} for the value that it has here; without one it is left out. */
    public void add(Word given) {
        int equals = given.text().indexOf('=');
        if (equals == 0 || given.text().isEmpty()) {
            remarks.problem(given, DialectProblems.ENV_FORM);
        } else if (equals > 0) {
            put(given.text().substring(0, equals), given.with(given.text().substring(equals + 1)));
        } else {
            fromHere(given);
        }
    }

    private void fromHere(Word given) {
        Optional.ofNullable(here.environment().get(given.text())).ifPresent(value -> {
            if (!CredentialNames.say(given.text())) {
                remarks.notice(given, DialectProblems.VARIABLE_HERE, "name", given.text());
            }
            put(given.text(), given.with(value));
        });
    }

    private void put(String name, Word value) {
        values.remove(name);
        values.put(name, value);
    }

    /** As Docker reads such files: no quotes, no comments but whole lines, nothing expanded. */
    public void addFile(Word file) {
        String text;
        try {
            text = here.files().read(Path.of(here.folder()).resolve(file.text()).toString());
        } catch (IOException | IllegalArgumentException e) {
            remarks.problem(file, DialectProblems.ENV_FILE, "file", file.text(), "why", String.valueOf(e.getMessage()));
            return;
        }
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            number++;
            String line = raw.stripLeading();
            if (line.endsWith("\r")) {
                line = line.substring(0, line.length() - 1);
            }
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            String name = equals < 0 ? line : line.substring(0, equals);
            if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
                remarks.problem(file, DialectProblems.ENV_FILE_LINE, "file", file.text(), "line", number);
            } else if (equals < 0) {
                fromHere(file.with(name));
            } else {
                put(name, file.with(line.substring(equals + 1)));
            }
        }
    }

    /** Takes a variable away: its value, where it was given. */
    public Optional<Word> take(String name) {
        return Optional.ofNullable(values.remove(name));
    }

    /** Takes all away whose names are so. */
    public void takeAll(Predicate<String> names) {
        values.keySet().removeIf(names);
    }

    /** Puts them into the definition; a credential as the name of a secret alone. */
    public void into(Draft draft) {
        for (Map.Entry<String, Word> variable : values.entrySet()) {
            String name = variable.getKey();
            Word value = variable.getValue();
            if (CredentialNames.say(name) && !value.text().isEmpty()) {
                String secret = name.toLowerCase(Locale.ROOT).replace('_', '-');
                credentials.add(new Translation.Credential(name, secret, value.text()));
                draft.put(value.with(name), secret, "request", "docker", "secrets", name);
                remarks.notice(value.with(name), DialectProblems.CREDENTIAL_MOVED, "name", name, "secret", secret);
            } else {
                draft.put(value.with(name), value.text(), "request", "docker", "environment", name);
            }
        }
    }

    /** Those that {@link #into} moved. */
    public List<Translation.Credential> credentials() {
        return credentials;
    }
}
