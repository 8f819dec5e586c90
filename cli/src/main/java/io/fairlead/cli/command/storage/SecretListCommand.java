package io.fairlead.cli.command.storage;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Ago;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Table;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.wire.api.SecretList;
import io.fairlead.wire.api.SecretList.SecretView;
import io.fairlead.wire.client.ApiFailure;
import java.util.List;

/** Lists the caller's secrets. */
final class SecretListCommand implements Command {
    @Override
    public void declare(Flags flags) {
        Output.ofList(flags);
        flags.footer("Values are never shown, to nobody.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        Output output = Output.list(given);
        SecretList found = session.server().secrets();
        Shell shell = session.shell();
        switch (output) {
            case JSON, YAML -> output.tree(shell, found);
            case NAME -> found.secrets().forEach(secret -> shell.out().println(secret.name()));
            case TABLE, WIDE -> table(shell, found);
        }
        return ExitCode.DONE;
    }

    private static void table(Shell shell, SecretList found) {
        Table table = new Table("NAME", "SET", "USED BY");
        for (SecretView secret : found.secrets()) {
            table.row(List.of(
                    secret.name(),
                    Ago.ago(secret.setAt(), shell.world().clock().instant()),
                    String.join(" ", secret.usedBy())));
        }
        table.print(shell.out(), shell.tty().columns(), shell.colours());
    }
}
