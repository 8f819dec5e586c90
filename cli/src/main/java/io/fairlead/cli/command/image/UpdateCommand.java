package io.fairlead.cli.command.image;

import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.recipe.Recipe;
import io.fairlead.core.recipe.RecipeText;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.image.ImageDetail;
import io.fairlead.wire.image.ImageOrder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Builds the next version of an image: its recipe with more in it, or its Dockerfile as it was edited. */
final class UpdateCommand implements Command {
    private static final String IMAGE_UNKNOWN = "E-IMAGE-UNKNOWN";

    @Override
    public void declare(Flags flags) {
        flags.argument("NAME", "of an image of your own")
                .values("-p, --add-pip", "PACKAGE", "one more Python package, with its version where that matters")
                .values("--add-apt", "PACKAGE", "one more package of the distribution")
                .values("-s, --add-set", "SET", "one more package set")
                .value("-r, --requirements", "FILE", "a requirements file in the place of the one before")
                .value("-f, --dockerfile", "FILE", "a Dockerfile of your own from now on")
                .flag("--rebuild", "build ~/dockerfiles/NAME.Dockerfile as it is now; only what changed is built")
                .flag("--refresh-base", "take the base as its name means today, not as the last version had it");
        Ordering.declare(flags);
        flags.footer("The old versions stay: NAME:1, NAME:2, …");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, IOException, InterruptedException {
        Ordering ordering = new Ordering(given, session);
        String name = given.argument();
        Optional<UserFiles> files = given.has("--as") ? Optional.empty() : UserFiles.of(session.shell());
        Optional<String> written = files.isPresent() ? files.get().text(name) : Optional.empty();
        boolean first = given.has("--rebuild") && written.isPresent() && !given.has("--dockerfile");
        Optional<ImageDetail> found = before(ordering, name, first);
        if (found.isEmpty()) {
            session.shell().say("there is no image " + name + " yet; its first version is built");
            ImageOrder order = ImageOrder.ofDockerfile(name, with(given, written.orElseThrow()));
            return ordering.place(order, written);
        }
        ImageDetail before = found.get();
        Optional<String> known = before.made().map(ImageDetail.Made::dockerfile);
        boolean byHand = written.isPresent() && !written.equals(known);
        ImageOrder order = order(given, name, before, byHand ? written : Optional.empty())
                .as(true, false)
                .afresh(false, given.has("--refresh-base"));
        return ordering.place(order, written.filter(_ -> byHand && used(given)).or(() -> known));
    }

    /** @param first whether there need not be one, as a Dockerfile for it lies in the home */
    private static Optional<ImageDetail> before(Ordering ordering, String name, boolean first)
            throws ApiFailure, InterruptedException {
        try {
            return Optional.of(ordering.server().show(name));
        } catch (ApiRefusal e) {
            if (first && e.code().equals(IMAGE_UNKNOWN)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String with(Given given, String dockerfile) {
        return dockerfile
                + (dockerfile.endsWith("\n") ? "" : "\n")
                + RecipeText.added(
                        Ordering.words(given, "--add-set"),
                        Ordering.words(given, "--add-apt"),
                        given.texts("--add-pip"));
    }

    /** Whether the Dockerfile in the home is what is built, so that nothing of it is lost. */
    private static boolean used(Given given) {
        return !given.has("--dockerfile");
    }

    /** @param edited the Dockerfile in the home where it is not as it was written */
    private static ImageOrder order(Given given, String name, ImageDetail before, Optional<String> edited)
            throws Failure {
        List<String> sets = Ordering.words(given, "--add-set");
        List<String> apt = Ordering.words(given, "--add-apt");
        List<String> pip = given.texts("--add-pip");
        boolean more = !(sets.isEmpty() && apt.isEmpty() && pip.isEmpty());
        if (given.has("--dockerfile")) {
            String text = ImageTexts.read(ImageTexts.path(given.text("--dockerfile", "")));
            return ImageOrder.ofDockerfile(name, text + RecipeText.added(sets, apt, pip));
        }
        if (!more && !given.has("--rebuild") && !given.has("--requirements") && !given.has("--refresh-base")) {
            throw Failure.wrong(ImageCommandProblems.NOTHING_NEW.problem(FieldPath.ROOT, "", "name", name));
        }
        CreateCommand.judged(Recipe.of("any").plus(sets, apt, pip));
        Optional<Recipe> recipe = before.made().flatMap(ImageDetail.Made::recipe);
        if (edited.isPresent() || recipe.isEmpty()) {
            String text = edited.or(() -> before.made().map(ImageDetail.Made::dockerfile))
                    .orElseThrow(() ->
                            Failure.wrong(ImageCommandProblems.NO_RECIPE.problem(FieldPath.ROOT, "", "name", name)));
            return ImageOrder.ofDockerfile(name, with(given, text));
        }
        Recipe next = recipe.get().plus(sets, apt, pip).withContext(given.has("--context"));
        if (given.has("--requirements")) {
            next = next.withRequirements(RequirementFiles.read(given.text("--requirements", "")));
        }
        return ImageOrder.of(name, CreateCommand.judged(next));
    }
}
