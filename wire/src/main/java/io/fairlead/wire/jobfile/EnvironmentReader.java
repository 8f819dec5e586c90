package io.fairlead.wire.jobfile;

import io.fairlead.core.job.SecretUse;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.volume.MountTarget;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.jobfile.keys.Limits;
import io.fairlead.wire.jobfile.keys.Section;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads the variables of a job, plain ones and those that a secret fills. Their values are not repeated in findings. */
final class EnvironmentReader {
    /** Parts of a name between underscores that say credential, and endings of a part that do. */
    private static final List<String> CREDENTIAL_ENDINGS =
            List.of("TOKEN", "PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "APIKEY", "CREDENTIAL", "CREDENTIALS");

    /** What makes a part {@code KEY} a credential when it stands before it. */
    private static final List<String> KEY_KINDS = List.of("API", "ACCESS", "SECRET", "PRIVATE", "AUTH");

    private final Context context;

    EnvironmentReader(Context context) {
        this.context = context;
    }

    SequencedMap<String, String> read(Node node) {
        SequencedMap<String, String> environment = new LinkedHashMap<>();
        Optional<MapNode> map = context.values().map(node, "{\"OMP_NUM_THREADS\": 8}");
        if (map.isEmpty() || !context.values().holdsAtMost(map.get(), Limits.VARIABLES_MAX)) {
            return environment;
        }
        long total = 0;
        for (Map.Entry<String, Node> member : map.get().members().entrySet()) {
            String name = member.getKey();
            boolean named = isNamed(member.getValue(), name);
            Optional<String> value = context.values().scalar(member.getValue(), Limits.VARIABLE);
            if (value.isEmpty()) {
                continue;
            }
            total += size(member.getValue(), name, value.get());
            if (named && !isDropped(member.getValue(), name, true)) {
                environment.put(name, value.get());
            }
        }
        if (total > Limits.VARIABLES_ALL_MAX_BYTES) {
            context.report()
                    .problem(
                            node,
                            "",
                            JobFileProblems.ENV_ALL_LARGE,
                            "size",
                            total,
                            "max",
                            Limits.VARIABLES_ALL_MAX_BYTES);
        }
        return environment;
    }

    /** @param plain the variables that have a value of their own */
    SequencedMap<String, SecretUse> secrets(Node node, SequencedMap<String, String> plain) {
        SequencedMap<String, SecretUse> secrets = new LinkedHashMap<>();
        Optional<MapNode> map = context.values().map(node, "{\"HF_TOKEN\": \"my-token\"}");
        if (map.isEmpty() || !context.values().holdsAtMost(map.get(), Limits.SECRETS_MAX)) {
            return secrets;
        }
        Map<MountTarget, String> files = new HashMap<>();
        map.get().members().forEach((name, value) -> {
            Optional<SecretUse> use = secret(value);
            if (!isNamed(value, name) || use.isEmpty() || isDropped(value, name, false)) {
                return;
            }
            if (plain.containsKey(name)) {
                context.report().problem(value, name, JobFileProblems.VARIABLE_TWICE, "name", name);
            }
            use.get().file().ifPresent(file -> {
                String first = files.putIfAbsent(file, name);
                if (first != null) {
                    context.report()
                            .problem(
                                    value,
                                    file.path(),
                                    JobFileProblems.TARGET_TWICE,
                                    "target",
                                    file,
                                    "first",
                                    first,
                                    "second",
                                    name);
                }
            });
            secrets.put(name, use.get());
        });
        return secrets;
    }

    private Optional<SecretUse> secret(Node node) {
        if (!(node instanceof MapNode map)) {
            return secretName(node).map(name -> new SecretUse(name, Optional.empty()));
        }
        Fields fields = new Fields(context, map, Section.SECRET);
        Optional<String> name = fields.required("name", "the secret's name").flatMap(this::secretName);
        Optional<Node> file = fields.find("file");
        Optional<MountTarget> target = file.flatMap(this::target);
        return file.isPresent() && target.isEmpty() ? Optional.empty() : name.map(it -> new SecretUse(it, target));
    }

    private Optional<MountTarget> target(Node node) {
        try {
            return context.values().text(node, Limits.PATH).map(MountTarget::parse);
        } catch (ProblemException e) {
            context.report().problems(node, e);
            return Optional.empty();
        }
    }

    /** What is no name may be the value itself, and is not repeated. */
    private Optional<String> secretName(Node node) {
        Optional<String> text = context.values().text(node, Limits.ANY);
        if (text.isPresent() && !SecretUse.isName(text.get())) {
            context.report().problem(node, "", JobFileProblems.SECRET_NAME, "max", SecretUse.NAME_MAX_CHARS);
            return Optional.empty();
        }
        return text;
    }

    private boolean isNamed(Node node, String name) {
        boolean good = isName(name);
        if (!good) {
            context.report().problem(node, name, JobFileProblems.ENV_NAME, "name", shortened(name));
        }
        return good;
    }

    static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static String shortened(String name) {
        return name.length() <= 60 ? name : name.substring(0, 59) + "…";
    }

    private int size(Node node, String name, String value) {
        int size = value.length() * 3 < Limits.VARIABLE_MAX_BYTES
                ? value.length()
                : value.getBytes(StandardCharsets.UTF_8).length;
        if (size > Limits.VARIABLE_MAX_BYTES) {
            context.report()
                    .problem(
                            node,
                            "",
                            JobFileProblems.ENV_LARGE,
                            "name",
                            shortened(name),
                            "size",
                            size,
                            "max",
                            Limits.VARIABLE_MAX_BYTES);
        }
        return name.length() + size;
    }

    /** Drops what Fairlead sets itself, and notices what should not be here. */
    private boolean isDropped(Node node, String name, boolean plain) {
        if (name.equals("NVIDIA_VISIBLE_DEVICES") || name.startsWith("NVIDIA_REQUIRE_")) {
            context.report().notice(node, "", JobFileProblems.ENV_DEVICES, "name", name);
            return true;
        }
        if (name.startsWith("FAIRLEAD_")) {
            context.report().notice(node, "", JobFileProblems.ENV_RESERVED, "name", name);
            return true;
        }
        if (plain && looksLikeCredential(name)) {
            context.report().notice(node, "", JobFileProblems.ENV_CREDENTIAL, "name", name);
        }
        return false;
    }

    static boolean looksLikeCredential(String name) {
        String before = "";
        for (String part : name.toUpperCase(Locale.ROOT).split("_", -1)) {
            if (CREDENTIAL_ENDINGS.stream().anyMatch(part::endsWith)) {
                return true;
            }
            if (part.equals("KEY") && KEY_KINDS.contains(before)) {
                return true;
            }
            before = part;
        }
        return false;
    }
}
