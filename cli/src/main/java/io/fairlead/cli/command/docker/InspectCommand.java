package io.fairlead.cli.command.docker;

import io.fairlead.cli.ask.ExitCode;
import io.fairlead.cli.ask.Failure;
import io.fairlead.cli.command.Command;
import io.fairlead.cli.command.Session;
import io.fairlead.cli.gotemplate.GoTemplate;
import io.fairlead.cli.gotemplate.GoValue;
import io.fairlead.cli.show.Tree;
import io.fairlead.cli.words.Flags;
import io.fairlead.cli.words.Given;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What {@code docker inspect} shows of one's own jobs, and of images that one may use. */
final class InspectCommand implements Command {
    private static final String CONTAINER = "container";
    private static final String IMAGE = "image";

    /** What no image can be called that has an owner or a tag. */
    private static final Pattern CONTAINER_NAME = Pattern.compile("/?[A-Za-z0-9][A-Za-z0-9_.-]*");

    /** How the server says that there is none, or that nothing can have such a name. */
    private static final List<Integer> ABSENT = List.of(400, 404, 422);

    @Override
    public void declare(Flags flags) {
        flags.several("NAME…", "names or ids, as docker ps and docker images show them")
                .value("-f, --format", "TEMPLATE", "Go's template, for each of them")
                .value("--type", "TYPE", "container or image");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, InterruptedException {
        String type = given.has("--type") ? given.choice("--type", "", List.of(CONTAINER, IMAGE)) : "";
        Optional<GoTemplate> template = template(given);
        List<GoValue> found = new ArrayList<>();
        int code = ExitCode.DONE;
        for (String name : given.arguments()) {
            Optional<GoValue> object = type.equals(IMAGE) ? Optional.empty() : container(session, name);
            if (object.isEmpty() && !type.equals(CONTAINER)) {
                object = image(session, name);
            }
            if (object.isPresent()) {
                found.add(object.get());
            } else {
                Failure.refused(DockerProblems.AMBIGUOUS_TYPE.reason("name", name))
                        .tell(session.shell());
                code = ExitCode.REFUSED;
            }
        }
        print(session, found, template);
        return code;
    }

    private static Optional<GoValue> container(Session session, String name) throws ApiFailure, InterruptedException {
        return CONTAINER_NAME.matcher(name).matches()
                ? Containers.find(session, name)
                        .map(job -> new ContainerShape(
                                        job, session.shell().world().clock().instant())
                                .inspected())
                : Optional.empty();
    }

    private static Optional<GoValue> image(Session session, String name) throws ApiFailure, InterruptedException {
        try {
            return Optional.of(ImageShape.inspected(session.server().images().show(OwnImages.named(session, name))));
        } catch (ApiRefusal e) {
            if (ABSENT.contains(e.problem().status())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Optional<GoTemplate> template(Given given) throws Failure {
        String format = given.text("--format", "");
        try {
            return format.isEmpty() || format.equals("json") ? Optional.empty() : Optional.of(GoTemplate.of(format));
        } catch (ProblemException e) {
            throw Failure.wrong(e.problems().getFirst());
        }
    }

    private static void print(Session session, List<GoValue> found, Optional<GoTemplate> template) throws Failure {
        if (template.isEmpty()) {
            Tree.json(session.shell().out(), new GoValue.Items(found).json().getBytes(StandardCharsets.UTF_8));
            return;
        }
        try {
            for (GoValue one : found) {
                session.shell().out().println(template.get().of(one));
            }
        } catch (ProblemException e) {
            throw Failure.wrong(e.problems().getFirst());
        }
    }
}
