package io.fairlead.cli.command.storage;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.wire.api.VolumeList;
import io.fairlead.wire.api.VolumeList.VolumeView;
import io.fairlead.wire.client.ApiFailure;
import java.util.List;
import java.util.stream.Stream;

/** Shows one volume in full. */
final class VolumeShowCommand implements Command {
    private static final int LABEL_COLUMNS = 11;

    @Override
    public void declare(Flags flags) {
        flags.argument("VOLUME", "its name or path, as volume list shows it");
        Output.ofOne(flags);
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, InterruptedException {
        Output output = Output.one(given);
        String wanted = given.argument();
        VolumeList all = session.server().volumes();
        VolumeView volume = all.volumes().stream()
                .filter(it ->
                        it.name().equals(wanted) || VolumeListCommand.shown(it).equals(wanted))
                .findFirst()
                .orElseThrow(() -> unknown(wanted, all));
        Shell shell = session.shell();
        if (output.isTable()) {
            print(shell, volume);
        } else if (output == Output.NAME) {
            shell.out().println(volume.name());
        } else {
            output.tree(shell, volume);
        }
        return ExitCode.DONE;
    }

    private static Failure unknown(String wanted, VolumeList all) {
        List<String> names = all.volumes().stream()
                .flatMap(it -> Stream.of(it.name(), VolumeListCommand.shown(it)))
                .distinct()
                .toList();
        String near = Given.hint(wanted, names);
        return Failure.refused(
                StorageProblems.NO_VOLUME.reason("volume", wanted, "near", near.isEmpty() ? "" : "; " + near));
    }

    private static void print(Shell shell, VolumeView volume) {
        line(shell, "volume", volume.name());
        volume.path().filter(path -> path.startsWith("/")).ifPresent(path -> line(shell, "path", path));
        line(shell, "kind", volume.kind());
        line(shell, "promise", volume.promise());
        line(shell, "where", String.join(", ", volume.where()));
        volume.place().ifPresent(place -> line(shell, "place", place));
        line(shell, "origin", volume.origin());
    }

    private static void line(Shell shell, String label, String text) {
        shell.out().println(label + " ".repeat(LABEL_COLUMNS - label.length()) + Inert.line(text));
    }
}
