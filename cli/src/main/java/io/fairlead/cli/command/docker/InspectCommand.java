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
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.client.ApiFailure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code docker inspect} shows of one's own jobs. */
final class InspectCommand implements Command {
    @Override
    public void declare(Flags flags) {
        flags.several("NAME…", "names or ids, as docker ps shows them")
                .value("-f, --format", "TEMPLATE", "Go's template, for each of them")
                .value("--type", "TYPE", "container or image");
    }

    @Override
    public int run(Given given, Session session) throws Failure, ApiFailure, InterruptedException {
        given.choice("--type", "container", List.of("container", "image"));
        Optional<GoTemplate> template = template(given);
        Instant now = session.shell().world().clock().instant();
        List<GoValue> found = new ArrayList<>();
        int code = ExitCode.DONE;
        for (String name : given.arguments()) {
            Optional<JobDetail> job = Containers.find(session, name);
            if (job.isPresent()) {
                found.add(new ContainerShape(job.get(), now).inspected());
            } else {
                Failure.refused(DockerProblems.AMBIGUOUS_TYPE.reason("name", name))
                        .tell(session.shell());
                code = ExitCode.REFUSED;
            }
        }
        print(session, found, template);
        return code;
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
