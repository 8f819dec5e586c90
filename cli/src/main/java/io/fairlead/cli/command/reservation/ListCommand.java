package io.fairlead.cli.command.reservation;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Amount;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Table;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.wire.api.ReservationList;
import io.fairlead.wire.api.ReservationList.ReservationView;
import io.fairlead.wire.client.ApiFailure;
import java.util.List;

/** Lists what is reserved and not over. */
final class ListCommand implements Command {
    @Override
    public void declare(Flags flags) {
        Output.ofList(flags);
        flags.footer(
                "The next one first. Jobs use a reservation by naming it in reservationIds. For whom one is, those are told",
                "who may use it, and administrators.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        Output output = Output.list(given);
        ReservationList found = session.server().reservations();
        Shell shell = session.shell();
        switch (output) {
            case JSON, YAML -> output.tree(shell, found);
            case NAME -> found.reservations().forEach(one -> shell.out().println(one.name()));
            case TABLE, WIDE -> table(session, found, output == Output.WIDE);
        }
        return ExitCode.DONE;
    }

    private static void table(Session session, ReservationList found, boolean wide) {
        Shell shell = session.shell();
        ReservationText text = new ReservationText(shell.world());
        Table table = new Table("NAME", "STATE", "FROM", "UNTIL", "NODE", "GPUS", "CPUS", "MEMORY", "FOR", "BY");
        for (ReservationView one : found.reservations()) {
            table.row(List.of(
                    one.name(),
                    text.state(one),
                    text.time(one.from()),
                    text.time(one.until()),
                    one.node(),
                    ReservationText.devices(one),
                    Amount.plain(one.cpus()),
                    Amount.bytes(one.memoryBytes()),
                    ReservationText.members(one),
                    one.by()));
        }
        table.print(shell.out(), wide ? 0 : shell.tty().columns(), shell.colours());
    }
}
