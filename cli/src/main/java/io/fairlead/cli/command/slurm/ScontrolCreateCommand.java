package io.fairlead.cli.command.slurm;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Complaint.Place;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.wire.api.ReservationList.ReservationWish;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.dialect.slurm.BeginTime;
import io.fairlead.wire.dialect.slurm.SlurmValues;
import io.fairlead.wire.dialect.slurm.SlurmValues.Devices;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code scontrol create reservation}: keeps a part of a machine for some people for a time. */
final class ScontrolCreateCommand implements Command {
    private static final String FORCE = "IGNORE_JOBS";

    @Override
    public void declare(Flags flags) {
        flags.several("WORD…", "reservation, and then KEY=VALUE as below")
                .footer(
                        "For administrators. ReservationName=NAME StartTime=TIME (now), EndTime=TIME or Duration=TIME,",
                        "Users=LOGINS, Accounts=PROJECTS, Nodes=NAME (all of it, if nothing else is said),",
                        "TRES=gres/gpu[:MODEL]=N,cpu=N,mem=SIZE, CoreCnt=N, Flags=IGNORE_JOBS (those in the way go on).",
                        "A reservation is of one machine. Any other key is refused by name.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, InterruptedException {
        var words = new ScontrolWords("create reservation", given.arguments());
        ZonedDateTime now = session.shell()
                .world()
                .clock()
                .instant()
                .atZone(session.shell().world().zone());
        Optional<ReservationWish> wish = new Reading(words, now).wish();
        if (wish.isEmpty()) {
            throw Failure.wrong(words.findings(), Place.none());
        }
        String made = session.server().reserve(wish.get()).name();
        session.shell().out().println("Reservation created: " + Inert.line(made));
        return ExitCode.DONE;
    }

    /** What is asked for: of cores and bytes none is nothing. */
    private record Amounts(Devices devices, OptionalInt cpus, Optional<Long> memoryBytes) {
        boolean none() {
            return devices.count() == 0 && cpus.isEmpty() && memoryBytes.isEmpty();
        }
    }

    /** One line of words; what is wrong with them is gathered there. */
    private record Reading(ScontrolWords words, ZonedDateTime now) {
        /** Empty where anything is wrong. */
        Optional<ReservationWish> wish() {
            String name = words.needed("ReservationName", "ReservationName=NAME is what jobs name it by");
            Instant from = time("StartTime").orElse(now.toInstant());
            Instant until = until(from);
            Optional<String> node = node();
            Amounts amounts = amounts();
            if (node.isEmpty() && amounts.none()) {
                words.wrong("Nodes", "is missing, and so is TRES", "add Nodes=NAME or TRES=gres/gpu=N");
            }
            List<String> users = names("Users");
            List<String> accounts = names("Accounts");
            if (users.isEmpty() && accounts.isEmpty()) {
                words.wrong(
                        "Users",
                        "is missing, and so is Accounts",
                        "add Users=LOGIN or Accounts=PROJECT; for maintenance: fairlead reservation create");
            }
            boolean force = force();
            words.only("PartitionName", SlurmWords.PARTITION);
            String model = amounts.devices().model();
            return words.findings().isEmpty()
                    ? Optional.of(new ReservationWish(
                            name,
                            node,
                            node.isPresent() && amounts.none(),
                            amounts.devices().count(),
                            model.isEmpty() ? Optional.empty() : Optional.of(model),
                            amounts.cpus().stream()
                                    .mapToObj(BigDecimal::valueOf)
                                    .findFirst(),
                            amounts.memoryBytes(),
                            from,
                            until,
                            users,
                            accounts,
                            List.of(),
                            force))
                    : Optional.empty();
        }

        private Optional<Instant> time(String key) {
            Optional<String> text = words.value(key);
            Optional<Instant> time = text.flatMap(it -> BeginTime.of(it, now)).map(ZonedDateTime::toInstant);
            if (text.isPresent() && time.isEmpty()) {
                words.wrong(key, BeginTime.FORMS, "not \"" + text.get() + "\"");
            }
            return time;
        }

        private Instant until(Instant from) {
            Optional<Instant> end = time("EndTime");
            Optional<String> text = words.value("Duration");
            Optional<Duration> length = text.flatMap(SlurmValues::time).filter(Duration::isPositive);
            if (text.isPresent() && length.isEmpty()) {
                words.wrong("Duration", "takes minutes, H:MM:SS or D-HH:MM:SS", "not \"" + text.get() + "\"");
            }
            if (text.isPresent() == words.value("EndTime").isPresent()) {
                words.wrong("EndTime", "or Duration is needed, and one of them", "as in Duration=4:00:00");
            }
            return end.orElseGet(() -> from.plus(length.orElse(Duration.ZERO)));
        }

        private Optional<String> node() {
            Optional<String> node = words.value("Nodes");
            if (node.filter(it -> it.matches(".*[,\\[\\]].*|(?i)all")).isPresent()) {
                words.wrong("Nodes", "takes one machine", "make one reservation for each: Nodes=NAME");
            }
            return node;
        }

        private Amounts amounts() {
            Devices devices = new Devices("", 0);
            OptionalInt cpus =
                    words.value("CoreCnt").map(it -> count("CoreCnt", it)).orElse(OptionalInt.empty());
            Optional<Long> memory = Optional.empty();
            for (String part : words.list("TRES")) {
                Optional<Devices> gpus = SlurmValues.gres(part);
                if (gpus.isPresent()) {
                    devices = gpus.get();
                } else if (part.startsWith("cpu=") && cpus.isEmpty()) {
                    cpus = count("TRES", part.substring("cpu=".length()));
                } else {
                    memory = Optional.of(part)
                            .filter(it -> it.startsWith("mem="))
                            .flatMap(it -> SlurmValues.memory(it.substring("mem=".length())))
                            .map(bytes -> bytes.count());
                    if (memory.isEmpty()) {
                        words.wrong("TRES", "takes gres/gpu=N, gres/gpu:MODEL=N, cpu=N and mem=SIZE", "not " + part);
                    }
                }
            }
            return new Amounts(devices, cpus, memory);
        }

        private OptionalInt count(String key, String text) {
            OptionalInt count = SlurmValues.count(text);
            if (count.isEmpty()) {
                words.wrong(key, "takes a whole number from 1 on", "not \"" + text + "\"");
            }
            return count;
        }

        private List<String> names(String key) {
            List<String> names = words.list(key);
            names.stream()
                    .filter(it -> it.matches("[-+].*|"))
                    .findFirst()
                    .ifPresent(it -> words.wrong(key, "takes the names of those who may use it", "not \"" + it + "\""));
            return names;
        }

        private boolean force() {
            List<String> flags = words.list("Flags");
            flags.stream()
                    .filter(it -> !it.toUpperCase(Locale.ROOT).equals(FORCE))
                    .forEach(it -> words.wrong("Flags", "takes " + FORCE + " alone", "leave " + it + " out"));
            return !flags.isEmpty();
        }
    }
}
