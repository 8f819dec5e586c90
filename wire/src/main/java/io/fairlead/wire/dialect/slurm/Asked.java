package io.fairlead.wire.dialect.slurm;

import io.fairlead.core.job.JobArray;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.Resources;
import io.fairlead.core.problem.Position;
import io.fairlead.core.unit.Bytes;
import io.fairlead.core.unit.Cores;
import io.fairlead.core.unit.Gpus;
import io.fairlead.wire.dialect.slurm.SlurmValues.After;
import io.fairlead.wire.dialect.slurm.SlurmValues.Devices;
import io.fairlead.wire.dialect.slurm.SlurmValues.Members;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What options ask for: the last of equals counts, so those of the command line are given behind the script's. */
final class Asked {
    private static final Bytes MEMORY_DEFAULT = Bytes.ofGib(2);
    private static final int COUNT_MAX = 4096;
    private static final int SHM_PARTS = 17;
    private static final int LETTERS_OF_FEATURE = 128;

    private final Map<String, Said> said = new LinkedHashMap<>();
    private final Notes notes;

    Asked(List<Said> options, Notes notes) {
        this.notes = notes;
        for (Said one : options) {
            said.remove(one.option().name());
            said.put(one.option().name(), one);
        }
    }

    Optional<String> text(String name) {
        return find(name).map(Said::value);
    }

    boolean has(String name) {
        return said.containsKey(name);
    }

    Optional<Said> find(String name) {
        return Optional.ofNullable(said.get(name));
    }

    private void wrong(Said one, String rule) {
        notes.problem(
                one.at(),
                one.value(),
                SlurmProblems.OPTION_VALUE,
                "option",
                one.option().typed(),
                "rule",
                rule);
    }

    /** Processes that srun starts. */
    int tasks() {
        OptionalInt given = count("ntasks");
        OptionalInt each = count("ntasks-per-node");
        if (given.isPresent() && each.isPresent() && given.getAsInt() != each.getAsInt()) {
            find("ntasks")
                    .ifPresent(one -> notes.problem(
                            one.at(),
                            one.value(),
                            SlurmProblems.TOGETHER,
                            "one",
                            "--ntasks",
                            "other",
                            "--ntasks-per-node"));
        }
        return given.orElse(each.orElse(1));
    }

    private OptionalInt count(String name) {
        Optional<Said> one = find(name);
        if (one.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalInt count = SlurmValues.count(one.get().value());
        if (count.isEmpty() || count.getAsInt() > COUNT_MAX) {
            wrong(one.get(), "takes a whole number from 1 to " + COUNT_MAX);
            return OptionalInt.empty();
        }
        return count;
    }

    Optional<Duration> time() {
        Optional<Said> one = find("time");
        Optional<Duration> time = one.flatMap(it -> SlurmValues.time(it.value()));
        if (one.isPresent() && time.isEmpty()) {
            wrong(one.get(), "takes MINUTES, M:S, H:M:S, D-H, D-H:M, D-H:M:S or UNLIMITED");
        }
        return time.filter(Duration::isPositive);
    }

    /** @param now of the shell, with its time zone */
    Optional<Instant> begin(ZonedDateTime now) {
        Optional<Said> one = find("begin");
        Optional<ZonedDateTime> begin = one.flatMap(it -> BeginTime.of(it.value(), now));
        if (one.isPresent() && begin.isEmpty()) {
            wrong(one.get(), BeginTime.FORMS);
        }
        return begin.filter(it -> it.isAfter(now)).map(ZonedDateTime::toInstant);
    }

    /** The jobs after which it is to start, as they are named; none where that cannot be read. */
    List<String> named() {
        return text("dependency").flatMap(SlurmValues::dependencies).stream()
                .flatMap(List::stream)
                .map(After::job)
                .distinct()
                .toList();
    }

    /**
     * Jobs after which this one starts, by id.
     *
     * @param numbered ids by number
     */
    List<After> after(Map<String, String> numbered) {
        Optional<Said> one = find("dependency");
        Optional<List<After>> all = one.flatMap(it -> SlurmValues.dependencies(it.value()));
        if (one.isPresent() && all.isEmpty()) {
            wrong(
                    one.get(),
                    "takes afterok, afterany and afternotok, each with : and job ids, and commas between; all must be met");
        }
        List<After> known = new ArrayList<>();
        for (After after : all.orElse(List.of())) {
            String id = numbered.getOrDefault(after.job(), after.job());
            if (JobId.isWellFormed(id)) {
                known.add(new After(id, after.on()));
            } else {
                wrong(one.orElseThrow(), "names job " + after.job() + ", and you have no such job");
            }
        }
        return known;
    }

    /** What is reserved that it may use. */
    List<String> reservations() {
        return text("reservation").stream()
                .flatMap(names -> Arrays.stream(names.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The members of an array. */
    Optional<Members> array() {
        Optional<Said> one = find("array");
        Optional<Members> members = one.flatMap(it -> SlurmValues.array(it.value()));
        if (one.isPresent() && members.isEmpty()) {
            wrong(
                    one.get(),
                    "takes indexes from 0 to " + JobArray.INDEX_MOST + ", at most " + JobArray.MEMBERS_MOST
                            + " of them, as 0-9, 1,3,7 or 0-20:4, and %N behind for at most N at a time");
        }
        return members;
    }

    /** CPUs, devices and memory. */
    Resources resources() {
        oneNode();
        Devices devices = devices();
        int cpus = Math.max(1, tasks() * cpusPerTask(devices));
        Bytes memory = processes(memory(cpus, devices));
        return Resources.of(Cores.of(Math.min(COUNT_MAX, cpus)), Gpus.of(devices.count()), memory);
    }

    int cpusPerTask(Devices devices) {
        OptionalInt perGpu = count("cpus-per-gpu");
        return count("cpus-per-task").orElse(perGpu.isPresent() ? perGpu.getAsInt() * Math.max(1, devices.count()) : 1);
    }

    private void oneNode() {
        find("nodes").ifPresent(one -> {
            String least = one.value().split("-", 2)[0];
            OptionalInt nodes = SlurmValues.count(least);
            if (nodes.isEmpty()) {
                wrong(one, "takes a whole number, or two with a hyphen between");
            } else if (nodes.getAsInt() > 1) {
                notes.problem(
                        one.at(), one.value(), SlurmProblems.ONE_NODE, "option", "--nodes", "nodes", nodes.getAsInt());
            }
        });
    }

    Optional<String> node() {
        return find("nodelist")
                .filter(one -> {
                    boolean single = one.value().matches("[A-Za-z0-9._-]{1,128}");
                    if (!single) {
                        wrong(one, "takes the name of one machine");
                    }
                    return single;
                })
                .map(Said::value);
    }

    List<String> features() {
        Optional<Said> one = find("constraint");
        if (one.isEmpty()) {
            return List.of();
        }
        List<String> features = List.of(one.get().value().split("&", -1));
        if (features.stream().anyMatch(it -> !it.matches("[A-Za-z0-9._:-]{1," + LETTERS_OF_FEATURE + "}"))) {
            wrong(one.get(), "takes features with & between; | and brackets can not be had here");
            return List.of();
        }
        return features;
    }

    /** Every way to ask for devices; two that differ are refused. */
    Devices devices() {
        Devices found = new Devices("", 0);
        String by = "";
        for (String name : List.of("gres", "gpus", "gpus-per-node", "gpus-per-task")) {
            Optional<Said> one = find(name);
            if (one.isEmpty()) {
                continue;
            }
            Devices asked = devices(name, one.get());
            if (!by.isEmpty() && !asked.equals(found)) {
                notes.problem(
                        one.get().at(),
                        one.get().value(),
                        SlurmProblems.TOGETHER,
                        "one",
                        "--" + by,
                        "other",
                        "--" + name);
            }
            found = asked;
            by = name;
        }
        return found;
    }

    private Devices devices(String name, Said one) {
        Optional<Devices> devices = name.equals("gres") ? SlurmValues.gres(one.value()) : SlurmValues.gpus(one.value());
        if (one.value().matches("(shard|mps)\\b.*")
                || devices.filter(it -> it.model().contains("g.")).isPresent()) {
            notes.problem(
                    one.at(),
                    one.value(),
                    SlurmProblems.NOT_YET,
                    "option",
                    one.option().typed() + "=" + one.value(),
                    "meanwhile",
                    "ask for a whole device: --gres=gpu:1");
            return new Devices("", 0);
        }
        if (devices.isEmpty()) {
            wrong(one, name.equals("gres") ? "takes gpu, gpu:N, gpu:MODEL or gpu:MODEL:N" : "takes N or MODEL:N");
            return new Devices("", 0);
        }
        int times = name.equals("gpus-per-task") ? tasks() : 1;
        return new Devices(devices.get().model(), devices.get().count() * times);
    }

    /** As Slurm counts it. */
    private Bytes memory(int cpus, Devices devices) {
        Optional<Said> chosen = Optional.empty();
        for (String name : List.of("mem", "mem-per-cpu", "mem-per-gpu")) {
            Optional<Said> one = find(name);
            if (one.isPresent() && chosen.isPresent()) {
                notes.problem(
                        one.get().at(),
                        one.get().value(),
                        SlurmProblems.TOGETHER,
                        "one",
                        chosen.get().option().typed(),
                        "other",
                        "--" + name);
            }
            if (one.isPresent()) {
                chosen = one;
            }
        }
        return chosen.map(one -> memory(one, cpus, devices)).orElseGet(() -> {
            notes.notice(Position.NONE, SlurmProblems.MEMORY_DEFAULT, "memory", MEMORY_DEFAULT);
            return MEMORY_DEFAULT;
        });
    }

    private Bytes memory(Said one, int cpus, Devices devices) {
        Optional<Bytes> each = SlurmValues.memory(one.value());
        if (each.isEmpty()) {
            wrong(one, "takes a number with K, M, G or T, or megabytes without");
            return MEMORY_DEFAULT;
        }
        if (each.get().count() == 0) {
            wrong(one, "0 is all the memory of the machine, which is for everybody here; name an amount");
            return MEMORY_DEFAULT;
        }
        long times = switch (one.option().name()) {
            case "mem-per-cpu" -> cpus;
            case "mem-per-gpu" -> Math.max(1, devices.count());
            default -> 1;
        };
        if (each.get().count() > Bytes.ofGib(16_384).count() / times) {
            wrong(one, "asks for more than any machine has");
            return MEMORY_DEFAULT;
        }
        return new Bytes(each.get().count() * times);
    }

    /** What is left for processes when {@code /dev/shm} has its part. */
    private Bytes processes(Bytes all) {
        long part = (all.count() + SHM_PARTS - 1) / SHM_PARTS;
        long shm = Math.max(part, Resources.SHM_LEAST.count());
        if (all.count() <= shm) {
            find("mem")
                    .or(() -> find("mem-per-cpu"))
                    .or(() -> find("mem-per-gpu"))
                    .ifPresent(one -> notes.problem(
                            one.at(),
                            one.value(),
                            SlurmProblems.MEMORY_SMALL,
                            "given",
                            all,
                            "shm",
                            Resources.SHM_LEAST,
                            "least",
                            "128M"));
            return MEMORY_DEFAULT;
        }
        return new Bytes(all.count() - shm);
    }
}
