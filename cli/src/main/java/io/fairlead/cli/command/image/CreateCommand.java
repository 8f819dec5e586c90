package io.fairlead.cli.command.image;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Complaint;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.cli.words.WrongUsage;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.recipe.PackageSets;
import io.fairlead.core.recipe.Recipe;
import io.fairlead.core.recipe.RecipeCheck;
import io.fairlead.core.recipe.RecipeText;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.image.ImageOrder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Builds an image of one's own. Without anything said, on a terminal, it asks. */
final class CreateCommand implements Command {
    private static final List<String> OF_A_RECIPE =
            List.of("--base", "--framework", "--set", "--pip", "--apt", "--requirements", "--index-url");

    @Override
    public void declare(Flags flags) {
        flags.optional("NAME", "its name, without owner and version; asked for on a terminal")
                .value("-b, --base", "IMAGE", "the image that it begins with")
                .value(
                        "--framework",
                        "NAME",
                        "the same, by a name of the site's: pytorch, or pytorch:2.8.0 for a version")
                .values("-s, --set", "SET", "a package set: " + String.join(", ", PackageSets.names()))
                .values("-p, --pip", "PACKAGE", "a Python package, with its version where that matters: 'torch>=2.0.1'")
                .values("--apt", "PACKAGE", "a package of the distribution")
                .value("-r, --requirements", "FILE", "a requirements file; every line of it is honoured")
                .value("--index-url", "URL", "where pip looks for packages")
                .value("-f, --dockerfile", "FILE", "a Dockerfile of your own in the place of a recipe")
                .flag("--force", "make it anew although it is there; the old versions stay")
                .flag("--dry-run", "print the Dockerfile and build nothing");
        Ordering.declare(flags);
        flags.footer(
                "The image is called fairlead-UID/NAME:VERSION, and latest moves; ds01-UID/NAME is the same image. Your",
                "user is written into it. The Dockerfile is kept as ~/dockerfiles/NAME.Dockerfile: edit it, then",
                "fairlead image update NAME --rebuild.");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        Optional<ImageOrder> order = order(given, session);
        if (order.isEmpty()) {
            session.shell().say("nothing was built");
            return 0;
        }
        ImageOrder made = order.get().as(false, given.has("--force"));
        if (given.has("--dry-run")) {
            session.shell()
                    .out()
                    .print(made.dockerfile()
                            .orElseGet(() ->
                                    RecipeText.of(made.name(), made.recipe().orElseThrow())));
            return 0;
        }
        return new Ordering(given, session).place(made, Optional.empty());
    }

    private static Optional<ImageOrder> order(Given given, Session session)
            throws Failure, ApiFailure, IOException, InterruptedException {
        Optional<String> name = given.arguments().stream().findFirst();
        boolean recipe = OF_A_RECIPE.stream().anyMatch(given::has);
        if (given.has("--dockerfile")) {
            if (recipe) {
                throw new WrongUsage("--dockerfile and a recipe exclude each other", "write it into the Dockerfile");
            }
            String text = ImageTexts.read(ImageTexts.path(given.text("--dockerfile", "")));
            return Optional.of(ImageOrder.ofDockerfile(named(name), text));
        }
        boolean asks = session.shell().tty().in() && session.shell().tty().err();
        if (!recipe && asks) {
            return new Wizard(session.shell(), offered(session)).order(name);
        }
        return Optional.of(ImageOrder.of(named(name), recipe(given, base(given, session))));
    }

    private static Offered offered(Session session) throws ApiFailure, InterruptedException {
        return new Offered(session.server().images().list(false).frameworks());
    }

    private static String base(Given given, Session session) throws Failure, ApiFailure, InterruptedException {
        if (given.has("--base") && given.has("--framework")) {
            throw new WrongUsage("--base and --framework exclude each other", "give one of them");
        }
        if (given.has("--framework")) {
            return offered(session).image(given.text("--framework", ""));
        }
        return given.text("--base")
                .orElseThrow(() -> new WrongUsage(
                        "--base is missing",
                        "name the image that it begins with, for example --base fairlead/python:3"));
    }

    private static String named(Optional<String> name) {
        return name.orElseThrow(() -> new WrongUsage("NAME is missing", "fairlead image create NAME --base IMAGE"));
    }

    private static Recipe recipe(Given given, String base) throws Failure {
        Recipe recipe = Recipe.of(base)
                .plus(Ordering.words(given, "--set"), Ordering.words(given, "--apt"), given.texts("--pip"))
                .withIndex(given.text("--index-url"))
                .withContext(given.has("--context"));
        if (given.has("--requirements")) {
            recipe = recipe.withRequirements(RequirementFiles.read(given.text("--requirements", "")));
        }
        return judged(recipe);
    }

    /** Before anything is sent, so that a mistake is told with the file and the line. */
    static Recipe judged(Recipe recipe) throws Failure {
        List<Problem> problems = RecipeCheck.of(recipe);
        if (!problems.isEmpty()) {
            throw Failure.wrong(problems.stream().map(Finding::of).toList(), Complaint.Place.none());
        }
        return recipe;
    }
}
