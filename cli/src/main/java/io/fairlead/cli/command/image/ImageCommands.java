package io.fairlead.cli.command.image;

import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Entry;
import java.util.List;
import java.util.function.Supplier;

/** The commands of this room. */
public final class ImageCommands {
    private static final List<Entry> ALL = List.of(
            image("create", "build an image of your own from a recipe or a Dockerfile", CreateCommand::new),
            image("update", "build the next version of an image; the old ones stay", UpdateCommand::new),
            image("list", "list the images that you may use", ListCommand::new),
            image("show", "show one image: its recipe, versions, layers, and who uses it", ShowCommand::new),
            image("tag", "give an image one more name", TagCommand::new),
            image("delete", "take images of your own away", DeleteCommand::new),
            image("prune", "take away what failed builds and old versions hold", PruneCommand::new),
            image(
                    "bootstrap",
                    "make a base image from the distribution's packages, with no registry",
                    BootstrapCommand::new));

    private ImageCommands() {}

    private static Entry image(String verb, String summary, Supplier<Command> make) {
        return Entry.of("image " + verb, verb.equals("list") ? "images" : "", summary, make);
    }

    /** In the order of the help. */
    public static List<Entry> all() {
        return ALL;
    }
}
