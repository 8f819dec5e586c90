package io.fairlead.cli.command.reservation;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.RunFlags;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.World;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Mistakes;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.ReservationList.ReservationView;
import io.fairlead.wire.api.ReservationList.ReservationWish;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.dialect.slurm.BeginTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps a part of a machine for some people for a time. */
final class CreateCommand implements Command {
    private static final Pattern GPUS = Pattern.compile("(\\d{1,4})(?:[xX](.+))?");
    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

    /** Bytes, far more than a machine has; what it has, the server says. */
    private static final BigDecimal MEMORY_MOST = BigDecimal.valueOf(1L << 60);

    @Override
    public void declare(Flags flags) {
        flags.argument("NAME", "what jobs name it by: letters, digits, dots, dashes, underscores");
        flags.value("--from", "TIME", "when it begins (now)");
        flags.value("--until", "TIME", "when it ends");
        flags.value("--gpus", "N[xMODEL]", "whole GPUs of one machine: 2, or 4xA100");
        flags.value("--cpus", "N", "CPUs (as large a part of the machine's as the GPUs are of its GPUs)");
        flags.value("--memory", "SIZE", "memory: 16 or 16g is 16 GiB, 512m is 512 MiB (the same)");
        flags.value("--node", "NODE", "of this machine; without --gpus and --cpus all of it");
        flags.values(
                "--for",
                "LIST",
                "who may use it: user:alice,project:vision,group:staff; without it nobody, as for maintenance");
        flags.flag("--force", "also where jobs are in the way: they go on to their ends, promised starts are revoked");
        flags.footer(
                "For administrators. TIME " + BeginTime.FORMS + ",",
                "in local time, or 2026-12-01T08:00:00Z. Which machine and which GPUs it is, is chosen now: where the fewest",
                "jobs are in the way, then where least is left over. Until it ends nobody else gets anything of that who could",
                "still hold it then. A reservation is of one machine: make one for each.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        ReservationView made =
                session.server().reserve(wish(given, session.shell().world()));
        session.shell().out().println(made.name());
        session.shell().say(new ReservationText(session.shell().world()).sentence(made));
        return ExitCode.DONE;
    }

    private static ReservationWish wish(Given given, World world) {
        Mistakes mistakes = new Mistakes();
        Instant from = mistakes.read(() -> time("--from", given.text("--from", "now"), world), Instant.EPOCH);
        Instant until = mistakes.read(() -> until(given, world), Instant.EPOCH);
        Optional<Matcher> gpus = mistakes.read(() -> given.text("--gpus").map(CreateCommand::gpus), Optional.empty());
        Optional<BigDecimal> cpus = mistakes.read(() -> given.number("--cpus"), Optional.empty());
        Optional<Long> memory = mistakes.read(() -> given.text("--memory").map(CreateCommand::bytes), Optional.empty());
        List<String> members = new ArrayList<>();
        given.texts("--for").stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .forEach(word -> members.add(mistakes.read(() -> member(word.strip()), "")));
        mistakes.tell();
        return new ReservationWish(
                given.argument(),
                given.text("--node"),
                given.text("--node").isPresent() && gpus.isEmpty() && cpus.isEmpty(),
                gpus.map(it -> Integer.parseInt(it.group(1))).orElse(0),
                gpus.flatMap(it -> Optional.ofNullable(it.group(2))),
                cpus,
                memory,
                from,
                until,
                names(members, "user:"),
                names(members, "project:"),
                names(members, "group:"),
                given.has("--force"));
    }

    private static Instant until(Given given, World world) {
        String text = given.text("--until")
                .orElseThrow(() -> new WrongUsage("a reservation needs --until", "for example --until now+4hours"));
        return time("--until", text, world);
    }

    private static long bytes(String text) {
        BigDecimal bytes = RunFlags.gib("--memory", text).multiply(GIB).setScale(0, RoundingMode.CEILING);
        if (bytes.abs().compareTo(MEMORY_MOST) > 0) {
            throw new WrongUsage("--memory takes the memory of one machine, not \"" + text + "\"", "as 64g");
        }
        return bytes.longValueExact();
    }

    private static Matcher gpus(String text) {
        Matcher form = GPUS.matcher(text);
        if (!form.matches()) {
            throw new WrongUsage("--gpus takes a number, or a number and a model, not \"" + text + "\"", "as 4xA100");
        }
        return form;
    }

    private static Instant time(String flag, String text, World world) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            ZonedDateTime now = world.clock().instant().atZone(world.zone());
            return BeginTime.of(text, now)
                    .map(ZonedDateTime::toInstant)
                    .orElseThrow(() -> new WrongUsage(flag + " " + BeginTime.FORMS, "not \"" + text + "\""));
        }
    }

    private static String member(String word) {
        if (!word.matches("(user|project|group):.+")) {
            throw new WrongUsage(
                    "--for takes user:LOGIN, project:NAME and group:NAME, not \"" + word + "\"",
                    "as user:alice,project:vision");
        }
        return word;
    }

    private static List<String> names(List<String> members, String kind) {
        return members.stream()
                .filter(word -> word.startsWith(kind))
                .map(word -> word.substring(kind.length()))
                .toList();
    }
}
