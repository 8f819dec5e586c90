package io.fairlead.wire.jobfile;

import io.fairlead.core.image.ImageReference;
import io.fairlead.core.job.Command;
import io.fairlead.core.job.DockerRequest;
import io.fairlead.core.job.PullPolicy;
import io.fairlead.core.job.SecretUse;
import io.fairlead.core.job.StopSignal;
import io.fairlead.core.job.StorageEntry;
import io.fairlead.core.problem.Nearest;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.volume.Paths;
import io.fairlead.wire.document.Node;
import io.fairlead.wire.document.Node.MapNode;
import io.fairlead.wire.document.Node.NumberNode;
import io.fairlead.wire.document.Node.TextNode;
import io.fairlead.wire.jobfile.keys.Limits;
import io.fairlead.wire.jobfile.keys.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;

/** Reads {@code request.docker}. */
final class DockerReader {
    private static final int HOSTNAME_MAX_CHARS = 63;
    private static final int USER_MAX_CHARS = 64;
    private static final SequencedMap<String, PullPolicy> PULL = pullWords();

    private final Context context;

    DockerReader(Context context) {
        this.context = context;
    }

    /** Empty when there is no image that can be used. */
    Optional<DockerRequest> read(MapNode map) {
        Fields fields = new Fields(context, map, Section.DOCKER);
        Optional<ImageReference> image = fields.required("image", "the image to run, for example \"debian:12-slim\"")
                .flatMap(node -> new ImageReader(context).read(node));
        Optional<Command> command = command(fields);
        command.ifPresent(it -> pip(fields, it, image));
        Optional<List<String>> entrypoint =
                fields.find("entrypoint").flatMap(node -> new CommandReader(context).entrypoint(node));
        SequencedMap<String, String> environment = environment(fields);
        SequencedMap<String, SecretUse> secrets = secrets(fields, environment);
        Optional<String> hostname = fields.find("hostname").flatMap(this::hostname);
        List<StorageEntry> storage = storage(fields);
        secretsWithin(fields, secrets, storage);
        Optional<String> workingDir = fields.find("workingDir").flatMap(this::workingDir);
        Optional<String> user = fields.find("user").flatMap(this::user);
        List<String> groups = fields.find("groupAdd").map(this::groups).orElse(List.of());
        Optional<String> gid = fields.find("projectGidVariableName").flatMap(this::variable);
        boolean tty = bool(fields, "tty");
        boolean stdin = bool(fields, "stdin");
        boolean readOnly = bool(fields, "readOnlyRootfs");
        StopSignal signal = fields.find("stopSignal").flatMap(this::signal).orElse(StopSignal.TERM);
        PullPolicy pull = pull(fields);
        new NotYetForms(context).docker(fields);
        return image.map(it -> new DockerRequest(
                it,
                command.orElseGet(Command.ImageDefault::new),
                entrypoint,
                environment,
                hostname,
                secrets,
                storage,
                workingDir,
                user,
                groups,
                gid,
                tty,
                stdin,
                readOnly,
                signal,
                pull));
    }

    private static SequencedMap<String, PullPolicy> pullWords() {
        SequencedMap<String, PullPolicy> words = new LinkedHashMap<>();
        for (PullPolicy policy : PullPolicy.values()) {
            words.put(policy.word(), policy);
        }
        return words;
    }

    private Optional<Command> command(Fields fields) {
        Optional<Node> node = fields.find("command");
        return node.isEmpty()
                ? Optional.of(new Command.ImageDefault())
                : new CommandReader(context).command(node.get());
    }

    /** What is installed at every start can be baked into an image once. */
    private void pip(Fields fields, Command command, Optional<ImageReference> image) {
        String text = switch (command) {
            case Command.ImageDefault _ -> "";
            case Command.Exec exec -> String.join(" ", exec.argv());
            case Command.Shell shell -> shell.script();
        };
        var packages = PipInstalls.in(text);
        if (!packages.isEmpty() && image.isPresent() && !context.stored()) {
            context.report()
                    .notice(
                            fields.find("command").orElseThrow(),
                            "",
                            JobFileProblems.COMMAND_PIP,
                            "packages",
                            String.join(", ", packages),
                            "image",
                            image.get(),
                            "flags",
                            "--pip " + String.join(" --pip ", packages));
        }
    }

    private SequencedMap<String, String> environment(Fields fields) {
        return fields.find("environment")
                .map(node -> new EnvironmentReader(context).read(node))
                .orElseGet(LinkedHashMap::new);
    }

    private SequencedMap<String, SecretUse> secrets(Fields fields, SequencedMap<String, String> environment) {
        return fields.find("secrets")
                .map(node -> new EnvironmentReader(context).secrets(node, environment))
                .orElseGet(LinkedHashMap::new);
    }

    /** The runtime would leave an empty file behind in a volume, as root. */
    private void secretsWithin(Fields fields, SequencedMap<String, SecretUse> secrets, List<StorageEntry> storage) {
        secrets.forEach((variable, use) -> use.file()
                .ifPresent(file -> storage.stream()
                        .flatMap(entry -> entry.target().stream())
                        .filter(target -> (file.path() + "/").startsWith(target.path() + "/")
                                || target.path().startsWith(file.path() + "/"))
                        .findFirst()
                        .ifPresent(target -> context.report()
                                .problem(
                                        fields.find("secrets").orElseThrow(),
                                        file.path(),
                                        JobFileProblems.SECRET_PLACE,
                                        "variable",
                                        variable,
                                        "file",
                                        file,
                                        "target",
                                        target,
                                        "name",
                                        use.secret()))));
    }

    private List<StorageEntry> storage(Fields fields) {
        return fields.find("storage")
                .map(node -> new StorageReader(context).read(node))
                .orElse(List.of());
    }

    private PullPolicy pull(Fields fields) {
        return fields.find("pull")
                .flatMap(node -> context.values().word(node, PULL))
                .orElse(PullPolicy.MISSING);
    }

    private boolean bool(Fields fields, String key) {
        return fields.find(key).flatMap(node -> context.values().bool(node)).orElse(false);
    }

    private Optional<String> hostname(Node node) {
        return context.values().text(node, Limits.SHORT_NAME).filter(name -> {
            boolean good = isHostName(name);
            if (!good) {
                context.report().problem(node, JobFileProblems.HOSTNAME);
            }
            return good;
        });
    }

    private static boolean isHostName(String name) {
        boolean start = true;
        char last = '.';
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && (start || (c != '-' && (c != '.' || last == '-')))) {
                return false;
            }
            start = c == '.';
            last = c;
        }
        return last != '.' && last != '-' && name.length() <= HOSTNAME_MAX_CHARS;
    }

    private Optional<String> workingDir(Node node) {
        Optional<String> text = context.values().text(node, Limits.PATH);
        try {
            return text.map(Paths::parse);
        } catch (ProblemException e) {
            context.report().problems(node, e);
            return Optional.empty();
        }
    }

    private Optional<String> user(Node node) {
        return principal(node, text -> {
            int colon = text.indexOf(':');
            return colon < 0
                    ? isPrincipal(text)
                    : isPrincipal(text.substring(0, colon)) && isPrincipal(text.substring(colon + 1));
        });
    }

    private List<String> groups(Node node) {
        List<String> groups = new ArrayList<>();
        for (Node item : context.values().oneOrMany(node, Limits.GROUPS_MAX)) {
            principal(item, DockerReader::isPrincipal).ifPresent(groups::add);
        }
        return groups;
    }

    private Optional<String> principal(Node node, Predicate<String> rule) {
        boolean number = node instanceof NumberNode && node.shown().indexOf('.') < 0;
        String text = number || node instanceof TextNode ? node.shown() : "";
        if (!rule.test(text)) {
            context.report().problem(node, JobFileProblems.USER);
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** A name, or a number that the kernel can hold. */
    private static boolean isPrincipal(String text) {
        if (text.isEmpty() || text.length() > USER_MAX_CHARS) {
            return false;
        }
        boolean digits = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            boolean digit = c >= '0' && c <= '9';
            if (!letter && !digit && (i == 0 || (c != '-' && c != '.'))) {
                return false;
            }
            digits &= digit;
        }
        return !digits || (text.length() <= 10 && Long.parseLong(text) <= Integer.MAX_VALUE);
    }

    private Optional<String> variable(Node node) {
        return context.values().text(node, Limits.SHORT_NAME).filter(name -> {
            boolean good = EnvironmentReader.isName(name);
            if (!good) {
                context.report().problem(node, JobFileProblems.ENV_NAME, "name", name);
            }
            return good;
        });
    }

    private Optional<StopSignal> signal(Node node) {
        Optional<StopSignal> signal = StopSignal.parse(node.shown());
        if (signal.isEmpty()) {
            String nearest = Nearest.of(node.shown(), StopSignal.names())
                    .map(name -> "; did you mean " + name + "?")
                    .orElse("");
            context.report().problem(node, JobFileProblems.SIGNAL, "nearest", nearest);
        }
        return signal;
    }
}
