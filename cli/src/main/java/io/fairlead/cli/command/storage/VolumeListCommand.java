package io.fairlead.cli.command.storage;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Table;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.wire.api.VolumeList;
import io.fairlead.wire.api.VolumeList.VolumeView;
import io.fairlead.wire.client.ApiFailure;
import java.util.ArrayList;
import java.util.List;

/** Lists the storage of the site, with what each volume promises. */
final class VolumeListCommand implements Command {
    @Override
    public void declare(Flags flags) {
        Output.ofList(flags);
        flags.footer("A definition asks for a volume by its path: \"storage\": [\"/project_ghent\"].");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        Output output = Output.list(given);
        VolumeList found = session.server().volumes();
        Shell shell = session.shell();
        switch (output) {
            case JSON, YAML -> output.tree(shell, found);
            case NAME -> found.volumes().forEach(volume -> shell.out().println(volume.name()));
            case TABLE -> table(shell, found, false);
            case WIDE -> table(shell, found, true);
        }
        return ExitCode.DONE;
    }

    private static void table(Shell shell, VolumeList found, boolean wide) {
        Table table = wide
                ? new Table("VOLUME", "KEPT", "SHARED", "WHERE", "SPEED", "BACKED UP", "KIND", "PLACE", "ORIGIN")
                : new Table("VOLUME", "KEPT", "SHARED", "WHERE", "SPEED", "BACKED UP");
        for (VolumeView volume : found.volumes()) {
            List<String> cells = new ArrayList<>(List.of(
                    shown(volume),
                    volume.persistent() ? "yes" : "until the job ends",
                    volume.reach(),
                    String.join(", ", volume.where()),
                    volume.speed().isEmpty() ? "not said" : volume.speed(),
                    volume.backedUp() ? "yes" : "no"));
            if (wide) {
                cells.addAll(List.of(volume.kind(), volume.place().orElse(""), volume.origin()));
            }
            table.row(cells);
        }
        table.print(shell.out(), wide ? 0 : shell.tty().columns(), shell.colours());
    }

    /** As it is asked for. */
    static String shown(VolumeView volume) {
        return volume.path().filter(path -> path.startsWith("/")).orElse(volume.name());
    }
}
