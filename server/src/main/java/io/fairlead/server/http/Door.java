package io.fairlead.server.http;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Findings;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.http.exchange.Answer;
import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.server.http.exchange.HttpRefusal;
import io.fairlead.server.http.exchange.Status;
import io.fairlead.wire.api.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one way in: every request gets an id, its sender, its route, and an answer that never shows what is inside. */
final class Door extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final Duration STOPPING_RETRY = Duration.ofSeconds(2);

    private final Router router;
    private final Connections connections;
    private final Versions versions;
    private final Supplier<String> ids;

    Door(Router router, Connections connections, Versions versions, Supplier<String> ids) {
        super(InvocationType.BLOCKING);
        this.router = router;
        this.connections = connections;
        this.versions = versions;
        this.ids = ids;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Answer answer = new Answer(ids.get(), request, response, callback);
        answer.header(Api.REQUEST_ID, answer.id());
        answer.header(Api.VERSION, versions.own());
        answer.header("X-Content-Type-Options", "nosniff");
        answer.header(HttpHeader.CACHE_CONTROL.asString(), "no-store");
        Request.addCompletionListener(request, _ -> connections.end(request));
        try {
            serve(request, answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop(answer, e);
        } catch (Exception e) {
            fail(request, answer, e);
        }
        return true;
    }

    private void serve(Request request, Answer answer) throws IOException, InterruptedException {
        Caller caller = identified(request, answer);
        versions.check(request.getHeaders().getValuesList(Api.VERSION));
        String path = request.getHttpURI().getPath();
        switch (Router.match(request.getMethod(), path)) {
            case Router.Match.Found(var route, var job) ->
                router.action(route).run(new Exchange(caller, job, request, answer));
            case Router.Match.WrongMethod(var allowed) -> {
                String list = String.join(", ", allowed);
                answer.header(HttpHeader.ALLOW.asString(), list);
                throw new HttpRefusal(
                        Status.WRONG_METHOD,
                        HttpProblems.WRONG_METHOD.reason(
                                "path", shown(path), "method", shown(request.getMethod()), "allowed", list));
            }
            case Router.Match.Nowhere() ->
                throw new HttpRefusal(
                        Status.NOT_FOUND,
                        HttpProblems.NO_ROUTE.problem(FieldPath.ROOT, shown(path), "path", shown(path)));
        }
    }

    private Caller identified(Request request, Answer answer) throws IOException {
        try {
            return connections.begin(request);
        } catch (ProblemException e) {
            answer.close();
            throw new HttpRefusal(Status.FORBIDDEN, new Findings(e.problems(), List.of()), Optional.empty());
        } catch (HttpRefusal e) {
            answer.close();
            throw e;
        }
    }

    private void fail(Request request, Answer answer, Exception cause) {
        HttpRefusal refusal = switch (cause) {
            case HttpRefusal known -> known;
            case ProblemException problems ->
                new HttpRefusal(Status.INVALID, new Findings(problems.problems(), List.of()), Optional.empty());
            case HttpException broken ->
                new HttpRefusal(
                        Status.ofBrokenMessage(broken.getCode()),
                        HttpProblems.MESSAGE_MALFORMED.reason("cause", "the body cannot be read"));
            case IOException io -> unreadable(request, answer, io);
            case UncheckedIOException io -> unreadable(request, answer, io);
            default -> bug(request, answer, cause);
        };
        if (answer.begun()) {
            answer.abort(cause);
        } else {
            answer.refuse(refusal);
        }
    }

    private static HttpRefusal unreadable(Request request, Answer answer, Exception cause) {
        LOG.debug(
                "{} {} {}",
                answer.id(),
                request.getMethod(),
                request.getHttpURI().getPath(),
                cause);
        Problem problem = HttpProblems.UNREADABLE.reason();
        return new HttpRefusal(Status.UNAVAILABLE, Findings.of(problem), Optional.of(STOPPING_RETRY));
    }

    private static HttpRefusal bug(Request request, Answer answer, Exception cause) {
        LOG.error(
                "{} {} {}",
                answer.id(),
                request.getMethod(),
                request.getHttpURI().getPath(),
                cause);
        return new HttpRefusal(Status.BUG, HttpProblems.BUG.reason());
    }

    private static void stop(Answer answer, InterruptedException cause) {
        if (answer.begun()) {
            answer.abort(cause);
        } else {
            answer.refuse(new HttpRefusal(
                    Status.UNAVAILABLE, Findings.of(HttpProblems.STOPPING.reason()), Optional.of(STOPPING_RETRY)));
        }
    }

    private static String shown(String text) {
        String visible = text.replaceAll("[^ -~]", "?");
        return visible.length() <= 100 ? visible : visible.substring(0, 100) + "…";
    }
}
