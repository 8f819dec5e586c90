package io.fairlead.cli.command.image;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Ago;
import io.fairlead.cli.show.Amount;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.show.Shell;
import io.fairlead.cli.show.Table;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.Output;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.image.ImageList;
import io.fairlead.wire.image.ImageSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists images: one's own, then those of everybody. */
final class ListCommand implements Command {
    private static final int ID_START = "sha256:".length();
    private static final int ID_CHARS = 12;

    @Override
    public void declare(Flags flags) {
        flags.flag("--orphaned", "only those that nobody's recipe knows: committed from containers, or made by hand")
                .flag("--frameworks", "what --framework may name, of each the newest first")
                .value("--as", "USER", "as this user sees them (root alone)");
        Output.ofList(flags);
        flags.footer("An image of your own is also there as ds01-UID/NAME, with the same tags: -o wide shows it.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        Output output = Output.list(given);
        ImageList found = session.server().images().as(given.text("--as")).list(given.has("--orphaned"));
        Shell shell = session.shell();
        if (given.has("--frameworks")) {
            return frameworks(output, shell, found.frameworks());
        }
        switch (output) {
            case JSON, YAML -> output.tree(shell, found);
            case NAME ->
                found.images().stream()
                        .flatMap(image -> image.names().stream())
                        .filter(name -> !name.startsWith("ds01-"))
                        .forEach(shell.out()::println);
            case TABLE -> table(shell, found, false);
            case WIDE -> table(shell, found, true);
        }
        return ExitCode.DONE;
    }

    private static int frameworks(Output output, Shell shell, List<ImageList.Framework> all) {
        switch (output) {
            case JSON, YAML -> output.tree(shell, new ImageList(List.of(), all));
            case NAME -> all.forEach(one -> shell.out().println(Inert.line(one.word())));
            case TABLE, WIDE -> {
                Table table = new Table("FRAMEWORK", "IMAGE");
                all.forEach(one -> table.row(List.of(one.word(), one.image())));
                table.print(shell.out(), shell.tty().columns(), shell.colours());
            }
        }
        if (all.isEmpty()) {
            shell.say("the site lists no frameworks");
        }
        return ExitCode.DONE;
    }

    private static void table(Shell shell, ImageList found, boolean wide) {
        Table table = new Table("IMAGE", "TAGS", "ID", "SIZE", "MADE", "JOBS", "NOTE");
        for (ImageSummary image : found.images()) {
            tags(image, wide)
                    .forEach((name, tags) -> table.row(List.of(
                            name,
                            String.join(", ", tags),
                            image.id().substring(ID_START, ID_START + ID_CHARS),
                            Amount.bytes(image.sizeBytes()),
                            Ago.ago(image.createdAt(), shell.world().clock().instant()),
                            image.used() == 0 ? "" : Integer.toString(image.used()),
                            note(image))));
        }
        table.print(shell.out(), wide ? 0 : shell.tty().columns(), shell.colours());
    }

    /** By name; DS01's names only where all is asked for, or where there are no others. */
    private static Map<String, List<String>> tags(ImageSummary image, boolean wide) {
        boolean ours = image.names().stream().anyMatch(name -> !name.startsWith("ds01-"));
        Map<String, List<String>> tags = new LinkedHashMap<>();
        for (String name : image.names()) {
            int colon = name.lastIndexOf(':');
            if (wide || !ours || !name.startsWith("ds01-")) {
                tags.computeIfAbsent(name.substring(0, colon), _ -> new ArrayList<>())
                        .add(name.substring(colon + 1));
            }
        }
        return tags;
    }

    private static String note(ImageSummary image) {
        return image.madeFor().map(uid -> "made for uid " + uid).orElse(image.orphaned() ? "orphaned" : "");
    }
}
