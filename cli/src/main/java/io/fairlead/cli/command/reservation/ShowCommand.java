package io.fairlead.cli.command.reservation;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Amount;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.wire.api.ReservationList.ReservationView;
import io.fairlead.wire.client.ApiFailure;
import java.io.PrintStream;
import java.util.List;

/** Shows one reservation. */
final class ShowCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.argument("NAME", "as reservation list shows it");
        Output.ofOne(flags);
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        Output output = Output.one(given);
        List<ReservationView> all = session.server().reservations().reservations();
        ReservationView one = all.stream()
                .filter(it -> it.name().equals(given.argument()))
                .findFirst()
                .orElseThrow(() -> new WrongUsage(
                        "there is no reservation " + given.argument() + ", or it is over",
                        Given.hint(
                                given.argument(),
                                all.stream().map(ReservationView::name).toList())));
        PrintStream out = session.shell().out();
        switch (output) {
            case JSON, YAML -> output.tree(session.shell(), one);
            case NAME -> out.println(one.name());
            case TABLE, WIDE -> {
                ReservationText text = new ReservationText(session.shell().world());
                line(out, "name", one.name());
                line(out, "state", text.state(one));
                line(out, "from", text.time(one.from()));
                line(out, "until", text.time(one.until()));
                line(out, "node", one.node());
                line(out, "gpus", ReservationText.devices(one));
                line(out, "cpus", Amount.plain(one.cpus()));
                line(out, "memory", Amount.bytes(one.memoryBytes()));
                line(out, "for", ReservationText.members(one));
                line(out, "by", one.by());
            }
        }
        return ExitCode.DONE;
    }

    private static void line(PrintStream out, String name, String value) {
        out.println(name + " ".repeat(8 - name.length()) + value);
    }
}
