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
import io.fairlead.core.recipe.Recipe;
import io.fairlead.core.recipe.RequirementsFile;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.image.ImageDetail;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows one image. */
final class ShowCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.argument("IMAGE", "a name of your own, NAME or NAME:VERSION, or any other that you may use")
                .flag("--dockerfile", "print the Dockerfile that it was made from, and nothing else")
                .value("--as", "USER", "as this user sees it (root alone)");
        Output.ofOne(flags);
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        Output output = Output.one(given);
        ImageDetail image = session.server().images().as(given.text("--as")).show(given.argument());
        Shell shell = session.shell();
        if (given.has("--dockerfile")) {
            image.made().ifPresent(made -> shell.out().print(Inert.lines(made.dockerfile())));
            return image.made().isPresent() ? ExitCode.DONE : ExitCode.REFUSED;
        }
        switch (output) {
            case JSON, YAML -> output.tree(shell, image);
            case NAME -> shell.out().println(image.image().names().getFirst());
            case TABLE, WIDE -> text(shell, image);
        }
        return ExitCode.DONE;
    }

    private static void text(Shell shell, ImageDetail image) {
        line(shell, "name", image.image().names().getFirst());
        image.image().names().stream().skip(1).forEach(name -> line(shell, "", name));
        line(shell, "id", image.image().id());
        image.image().digests().forEach(digest -> line(shell, "digest", digest));
        line(shell, "platform", image.platform());
        line(shell, "size", Amount.bytes(image.image().sizeBytes()));
        line(shell, "made", Ago.local(image.image().createdAt(), shell.world().zone()));
        image.made().ifPresent(made -> made(shell, made));
        image.image().madeFor().ifPresent(uid -> line(shell, "user", "made for uid " + uid));
        for (Map.Entry<String, String> label : image.labels().entrySet()) {
            line(shell, "label", label.getKey() + "=" + label.getValue());
        }
        String others = image.usedByOthers() == 0 ? "" : image.usedByOthers() + " of others";
        String own = image.usedBy().stream().map(id -> "job " + id).collect(Collectors.joining(", "));
        line(
                shell,
                "used by",
                own.isEmpty() && others.isEmpty()
                        ? "nobody"
                        : own + (own.isEmpty() || others.isEmpty() ? "" : ", ") + others);
        if (!image.versions().isEmpty()) {
            line(
                    shell,
                    "versions",
                    image.versions().stream()
                            .map(it -> it.version() + (it.latest() ? " (latest)" : ""))
                            .collect(Collectors.joining(", ")));
        }
        shell.out().println();
        Table table = new Table("LAYER", "SIZE", "MADE BY");
        for (int i = 0; i < image.layers().size(); i++) {
            ImageDetail.Layer layer = image.layers().get(i);
            table.row(List.of(Integer.toString(i + 1), Amount.bytes(layer.sizeBytes()), layer.by()));
        }
        table.print(shell.out(), shell.tty().columns(), shell.colours());
    }

    private static void made(Shell shell, ImageDetail.Made made) {
        line(shell, "base", made.base() + " (" + made.baseDigest() + ")");
        line(shell, "built by", "job " + made.job());
        if (made.recipe().isEmpty()) {
            line(shell, "recipe", "a Dockerfile by hand: --dockerfile prints it");
            return;
        }
        Recipe recipe = made.recipe().get();
        several(shell, "sets", recipe.sets());
        several(shell, "apt", recipe.apt());
        recipe.pip().forEach(list -> several(shell, "pip", list));
        several(
                shell,
                "requirements",
                recipe.requirements().stream().map(RequirementsFile::path).toList());
        recipe.indexUrl().ifPresent(url -> line(shell, "index", url));
    }

    private static void several(Shell shell, String name, List<String> words) {
        if (!words.isEmpty()) {
            line(shell, name, String.join(" ", words));
        }
    }

    private static void line(Shell shell, String name, String value) {
        shell.out().println((name + " ".repeat(14)).substring(0, 14) + Inert.line(value));
    }
}
