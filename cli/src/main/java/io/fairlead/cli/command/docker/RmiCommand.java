package io.fairlead.cli.command.docker;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.show.Inert;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.core.image.ImageReference;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.image.ImageActed;
import io.fairlead.wire.image.ImageSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code docker rmi}: takes names away, one tag each; all of them are tried. */
final class RmiCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.several("IMAGE…", "names, with a tag unless it is latest, or ids, as docker images shows them")
                .flag("-f, --force", "all names of an id; what a job uses stays all the same")
                .flag("--no-prune", "nothing to do")
                .footer(
                        "An image of your own loses the tag under both of its names. fairlead image delete NAME takes all",
                        "versions of it away.");
    }

    @Override
    public int run(Given given, Session session) throws ApiFailure, InterruptedException {
        int code = ExitCode.DONE;
        for (String word : given.arguments()) {
            try {
                Optional<ImageSummary> byId = OwnImages.byId(session, word);
                List<String> names =
                        byId.isPresent() ? names(byId.get(), word, given.has("--force")) : List.of(tagged(word));
                for (String name : names) {
                    code = removed(session, name) ? code : ExitCode.REFUSED;
                }
            } catch (ApiRefusal e) {
                Failure.of(e).tell(session.shell());
                code = ExitCode.REFUSED;
            } catch (Failure e) {
                e.tell(session.shell());
                code = ExitCode.REFUSED;
            }
        }
        return code;
    }

    private static boolean removed(Session session, String name) throws ApiFailure, InterruptedException {
        ImageActed acted = session.server().images().delete(name);
        acted.names().forEach(one -> session.shell().out().println("Untagged: " + Inert.line(one)));
        acted.kept().forEach(session.shell()::say);
        return acted.kept().isEmpty();
    }

    /** Those of an id, each tag once: it goes under both families of names together. */
    private static List<String> names(ImageSummary image, String word, boolean force) throws Failure {
        Map<String, String> names = new LinkedHashMap<>();
        image.names().forEach(name -> names.putIfAbsent(name.replaceFirst("^(ds01|fairlead)-", ""), name));
        if (names.size() > 1 && !force) {
            throw Failure.refused(
                    DockerProblems.SEVERAL_NAMES.reason("id", word, "names", String.join(", ", names.values())));
        }
        return List.copyOf(names.values());
    }

    private static String tagged(String name) throws Failure {
        try {
            ImageReference reference = ImageReference.parse(name);
            boolean exact = reference.tag().isPresent() || reference.digest().isPresent();
            return exact ? name : name + ":" + ImageReference.DEFAULT_TAG;
        } catch (ProblemException e) {
            throw Failure.wrong(e.problems().getFirst());
        }
    }
}
