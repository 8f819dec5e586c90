package io.fairlead.cli.command;

import io.fairlead.cli.show.Complaint;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Mistakes;
import io.fairlead.cli.words.WrongUsage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The flags of {@code run}, and the definition that they make. What the values may be, the server says. */
public final class RunFlags {
    private static final int MIB_PER_GIB = 1024;

    /** Which flag made which part of the definition, the longer path first. */
    private static final Map<String, String> FLAG_OF_PATH = flagOfPath();

    private static final RunDefinition.Storage NOWHERE =
            new RunDefinition.Storage("", "", Optional.empty(), Optional.empty());

    private RunFlags() {}

    private static Map<String, String> flagOfPath() {
        Map<String, String> flags = new LinkedHashMap<>();
        flags.put("name", "--name");
        flags.put("project", "--project");
        flags.put("request.resources.cpus", "--cpus");
        flags.put("request.resources.gpus", "--gpus");
        flags.put("request.resources.gpuModel", "--gpu-model");
        flags.put("request.resources.migProfile", "--mig-profile");
        flags.put("request.resources.cpuMemoryGb", "--memory");
        flags.put("request.resources.shmGb", "--shm");
        flags.put("request.docker.image", "IMAGE");
        flags.put("request.docker.command", "COMMAND");
        flags.put("request.docker.environment", "--env");
        flags.put("request.docker.storage", "--mount");
        flags.put("request.docker.workingDir", "--workdir");
        flags.put("request.scheduling.interactive", "--interactive");
        flags.put("request.scheduling.maxDuration", "--max-duration");
        flags.put("request.scheduling.reservationIds", "--reservation");
        return flags;
    }

    static void declare(Flags flags) {
        flags.synopsis("[flags] IMAGE [-- COMMAND…]")
                .foreign("IMAGE", "what to run, and after -- what to run in it; without a command, the image's own")
                .value("-n, --name", "NAME", "of the job; without it, the image's");
        declareRequest(flags);
        flags.value("--key", "TEXT", "names this submit for ever: the same again gives the same job")
                .values(
                        "--reservation",
                        "NAME",
                        "what is reserved that it may use; needs --max-duration; may be repeated")
                .flag("--interactive", "now, or refused with the reason")
                .flag("-i, --stdin", "what is typed or piped here is its input")
                .flag("-t, --tty", "give it a terminal; with -i, this one")
                .flag("-d, --detach", "print the id and leave; without it, follow the log to the end");
    }

    /** What a definition may say beside name, image and command. */
    public static void declareRequest(Flags flags) {
        flags.value("-g, --gpus", "NUMBER", "whole GPUs, or a share of one such as 0.5 (0)")
                .value("--gpu-model", "TEXT", "only GPUs whose model has this text in it")
                .value("--mig-profile", "TEXT", "MIG slices of this profile, as 1g.10gb; as many as --gpus says (1)")
                .value("-c, --cpus", "NUMBER", "CPUs (1)")
                .value("-m, --memory", "SIZE", "memory of its processes: 16 or 16g is 16 GiB, 512m is 512 MiB (2g)")
                .value("--shm", "SIZE", "of /dev/shm, on top of the memory (a 16th of it)")
                .values(
                        "-v, --mount",
                        "SRC:DST",
                        "a volume path and where it appears, SRC:DST:ro for reading alone; may be repeated")
                .values("--tmpfs", "DST:SIZE", "memory as a file system at DST, on top of the memory; may be repeated")
                .values("-e, --env", "KEY=VALUE", "a variable; KEY alone takes it from here; may be repeated")
                .value("-w, --workdir", "PATH", "where the command starts")
                .value("--max-duration", "TIME", "stop it after this, as 90 minutes or 2h")
                .value("--project", "NAME", "count it against this project")
                .value("--as", "USER", "submit as this user (root alone)");
    }

    /** What stands after the first argument, and after -- where that stands there. */
    public static List<String> command(List<String> words) {
        List<String> command = new ArrayList<>(words.subList(1, words.size()));
        if (!command.isEmpty() && command.getFirst().equals("--")) {
            command.removeFirst();
        }
        return command;
    }

    static RunDefinition definition(Given given, Map<String, String> environment) {
        String image = given.argument();
        Optional<Boolean> interactive = given.has("--interactive") ? Optional.of(true) : Optional.empty();
        Optional<String> most = given.text("--max-duration");
        Optional<List<String>> reserved =
                Optional.of(given.texts("--reservation")).filter(names -> !names.isEmpty());
        Optional<RunDefinition.Scheduling> scheduling =
                interactive.isPresent() || most.isPresent() || reserved.isPresent()
                        ? Optional.of(new RunDefinition.Scheduling(
                                interactive, Optional.empty(), most, Optional.empty(), reserved))
                        : Optional.empty();
        String name = given.text("--name").orElseGet(() -> name(image));
        return new RunDefinition(name, request(given, environment, image, scheduling));
    }

    /** What the flags make of it, for an image; the command is what stands after the first argument. */
    public static RunDefinition.Request request(
            Given given, Map<String, String> environment, String image, Optional<RunDefinition.Scheduling> scheduling) {
        List<String> command = command(given.arguments());
        Mistakes mistakes = new Mistakes();
        Optional<String> profile = given.text("--mig-profile");
        BigDecimal usual = profile.isPresent() ? BigDecimal.ONE : BigDecimal.ZERO;
        var resources = new RunDefinition.Resources(
                mistakes.read(() -> given.number("--cpus").orElse(BigDecimal.ONE), BigDecimal.ONE),
                mistakes.read(() -> given.number("--gpus").orElse(usual), BigDecimal.ZERO),
                mistakes.read(
                        () -> given.text("--memory")
                                .map(text -> gib("--memory", text))
                                .orElse(BigDecimal.TWO),
                        BigDecimal.TWO),
                given.text("--gpu-model"),
                profile,
                mistakes.read(() -> given.text("--shm").map(text -> gib("--shm", text)), Optional.empty()));
        Map<String, String> variables = mistakes.read(() -> variables(given, environment), Map.of());
        List<RunDefinition.Storage> storage = storage(given, mistakes);
        mistakes.tell();
        var docker = new RunDefinition.Docker(
                image,
                command.isEmpty() ? Optional.empty() : Optional.of(command),
                variables,
                storage,
                given.text("--workdir"),
                set(given.has("--tty")),
                set(given.has("--stdin")));
        return new RunDefinition.Request(resources, docker, scheduling);
    }

    private static Optional<Boolean> set(boolean flag) {
        return flag ? Optional.of(true) : Optional.empty();
    }

    /** The image's last part, without tag or digest. */
    private static String name(String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        String plain = last.split("[:@]", 2)[0];
        return plain.isEmpty() ? image : plain;
    }

    /** A size in GiB. */
    public static BigDecimal gib(String flag, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String unit = lower.replaceFirst("^[-0-9.]*", "");
        BigDecimal amount = Given.number(flag, lower.substring(0, lower.length() - unit.length()));
        return switch (unit) {
            case "", "g", "gb", "gib" -> amount;
            case "m", "mb", "mib" -> amount.divide(BigDecimal.valueOf(MIB_PER_GIB), MathContext.DECIMAL64);
            default -> throw new WrongUsage(flag + " takes a size as 16, 16g or 512m, not \"" + text + "\"", "");
        };
    }

    static Map<String, String> variables(Given given, Map<String, String> environment) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String one : given.texts("--env")) {
            int equals = one.indexOf('=');
            if (equals > 0) {
                variables.put(one.substring(0, equals), one.substring(equals + 1));
            } else if (equals < 0 && environment.containsKey(one)) {
                variables.put(one, environment.getOrDefault(one, ""));
            } else {
                throw new WrongUsage("--env takes KEY=VALUE, or a KEY that is set here, not \"" + one + "\"", "");
            }
        }
        return variables;
    }

    private static List<RunDefinition.Storage> storage(Given given, Mistakes mistakes) {
        List<RunDefinition.Storage> storage = new ArrayList<>();
        for (String mount : given.texts("--mount")) {
            storage.add(mistakes.read(() -> mounted(mount), NOWHERE));
        }
        for (String tmpfs : given.texts("--tmpfs")) {
            storage.add(mistakes.read(() -> tmpfs(tmpfs), NOWHERE));
        }
        return storage;
    }

    private static RunDefinition.Storage mounted(String mount) {
        String[] parts = mount.split(":", -1);
        boolean readOnly = parts.length == 3 && parts[2].equals("ro");
        boolean fits = parts.length <= 2 || readOnly || (parts.length == 3 && parts[2].equals("rw"));
        if (!fits || parts[0].isEmpty()) {
            throw new WrongUsage("--mount takes SRC:DST or SRC:DST:ro, not \"" + mount + "\"", "");
        }
        String target = parts.length == 1 ? parts[0] : parts[1];
        return new RunDefinition.Storage(
                parts[0], target, readOnly ? Optional.of(true) : Optional.empty(), Optional.empty());
    }

    private static RunDefinition.Storage tmpfs(String tmpfs) {
        int colon = tmpfs.lastIndexOf(':');
        if (colon <= 0 || !tmpfs.startsWith("/")) {
            throw new WrongUsage("--tmpfs takes DST:SIZE, as /scratch:4g, not \"" + tmpfs + "\"", "");
        }
        return new RunDefinition.Storage(
                "tmpfs",
                tmpfs.substring(0, colon),
                Optional.empty(),
                Optional.of(gib("--tmpfs", tmpfs.substring(colon + 1))));
    }

    /** Nobody wrote the definition's text: a finding is shown at the flag that made the part it is about. */
    public static Complaint.Place place() {
        return finding -> {
            for (Map.Entry<String, String> entry : FLAG_OF_PATH.entrySet()) {
                String path = finding.path();
                if (path.equals(entry.getKey())
                        || path.startsWith(entry.getKey() + ".")
                        || path.startsWith(entry.getKey() + "[")) {
                    return entry.getValue();
                }
            }
            return finding.path();
        };
    }
}
