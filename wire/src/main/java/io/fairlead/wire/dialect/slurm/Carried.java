package io.fairlead.wire.dialect.slurm;

import io.fairlead.core.problem.Position;
import io.fairlead.wire.jobfile.CredentialNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which variables of the submitting shell a job gets: those named, and those that its text reads; never all. */
final class Carried {
    private static final Pattern READ = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");
    /** What a container has of its own. */
    private static final Set<String> OWN = Set.of(
            "HOME",
            "USER",
            "LOGNAME",
            "PATH",
            "PWD",
            "OLDPWD",
            "SHELL",
            "TMPDIR",
            "HOSTNAME",
            "TERM",
            "SHLVL",
            "_",
            "IFS");

    private static final int VALUE_MAX = 4096;

    private final Submitting where;
    private final Notes notes;
    private final SequencedMap<String, String> variables = new LinkedHashMap<>();

    Carried(Submitting where, Notes notes) {
        this.where = where;
        this.notes = notes;
    }

    SequencedMap<String, String> variables() {
        return variables;
    }

    /** {@code ALL}, {@code NONE}, {@code NIL}, {@code NAME}, {@code NAME=VALUE}, with commas between. */
    void named(Optional<Said> export) {
        export.ifPresent(said -> {
            for (String one : said.value().split(",", -1)) {
                int equals = one.indexOf('=');
                if (equals > 0) {
                    variables.put(one.substring(0, equals), one.substring(equals + 1));
                } else if (where.environment().containsKey(one)) {
                    variables.put(one, where.environment().getOrDefault(one, ""));
                }
            }
        });
    }

    /** Those of Apptainer's own way to give variables to a container. */
    void apptainers() {
        for (Map.Entry<String, String> entry : where.environment().entrySet()) {
            for (String prefix : List.of("APPTAINERENV_", "SINGULARITYENV_")) {
                if (entry.getKey().startsWith(prefix)) {
                    variables.put(entry.getKey().substring(prefix.length()), entry.getValue());
                }
            }
        }
    }

    void readBy(String text, Optional<Said> export) {
        boolean none = export.filter(
                        it -> it.value().equals("NONE") || it.value().equals("NIL"))
                .isPresent();
        Matcher read = READ.matcher(text);
        while (!none && read.find()) {
            String name = read.group(1);
            String value = where.environment().getOrDefault(name, "");
            boolean wanted = !value.isEmpty()
                    && value.length() <= VALUE_MAX
                    && !OWN.contains(name)
                    && !name.startsWith("SLURM_")
                    && !variables.containsKey(name);
            if (wanted && CredentialNames.say(name)) {
                notes.notice(Position.NONE, SlurmProblems.CREDENTIAL, "name", name);
            } else if (wanted) {
                variables.put(name, value);
            }
        }
    }
}
