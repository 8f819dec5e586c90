package io.fairlead.server.http;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.control.Desk;
import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.server.http.exchange.HttpRefusal;
import io.fairlead.server.http.exchange.Query;
import io.fairlead.server.http.exchange.Status;
import io.fairlead.server.http.view.JobViews;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.CheckResponse;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.SubmitResponse;
import io.fairlead.wire.json.JsonText;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes definitions. */
final class SubmitRoutes {
    private static final SubmitResponse NOTHING = new SubmitResponse("0000000000", "noop", "QUEUED", List.of(), false);

    private final Desk desk;

    SubmitRoutes(Desk desk) {
        this.desk = desk;
    }

    void submit(Exchange exchange) throws IOException, InterruptedException {
        Desk.SubmitOptions options = options(exchange);
        byte[] body = body(exchange);
        switch (desk.submit(exchange.caller(), body, options)) {
            case Desk.Accepted accepted -> {
                exchange.answer().header("Location", "/v1/jobs/" + accepted.id());
                exchange.answer().send(accepted.replayed() ? Status.OK : Status.CREATED, view(accepted));
            }
            case Desk.Refused refused -> throw refusal(refused);
        }
    }

    void check(Exchange exchange) throws IOException, InterruptedException {
        Desk.SubmitOptions options = options(exchange);
        byte[] body = body(exchange);
        switch (desk.check(exchange.caller(), body, options)) {
            case Desk.Sound sound ->
                exchange.answer()
                        .send(
                                Status.OK,
                                new CheckResponse(
                                        sound.name(),
                                        findings(sound.notices()),
                                        new JsonText(sound.definitionJson()),
                                        Optional.of(JobViews.image(sound.image()))));
            case Desk.Refused refused -> throw refusal(refused);
        }
    }

    /** Everything that a submit does at the door, and nothing behind it. */
    void noop(Exchange exchange) throws IOException {
        options(exchange);
        body(exchange);
        exchange.answer().send(Status.OK, NOTHING);
    }

    static HttpRefusal refusal(Desk.Refused refused) {
        return new HttpRefusal(Status.of(refused.kind()), refused.findings(), refused.retryAfter());
    }

    private static byte[] body(Exchange exchange) throws IOException {
        byte[] body = exchange.body(Api.DEFINITION_MAX_BYTES);
        if (body.length == 0) {
            throw new HttpRefusal(Status.MALFORMED, HttpProblems.BODY_EMPTY.reason());
        }
        return body;
    }

    private static Desk.SubmitOptions options(Exchange exchange) {
        Query query = exchange.query("hold", "project", "dialect", "as");
        return new Desk.SubmitOptions(
                key(exchange.headers(Api.IDEMPOTENCY_KEY)),
                query.flag("hold"),
                query.word("project"),
                format(exchange),
                query.word("dialect"),
                as(exchange.caller(), query),
                Optional.empty());
    }

    static Optional<String> as(Caller caller, Query query) {
        Optional<String> account = query.word("as");
        if (account.isPresent() && caller.rank() != Caller.Rank.HOST) {
            throw new HttpRefusal(Status.FORBIDDEN, HttpProblems.NOT_HOST.problem(FieldPath.of("as"), account.get()));
        }
        return account;
    }

    static Optional<String> key(List<String> lines) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String key = lines.getFirst();
        boolean visible = key.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (lines.size() > 1 || key.isEmpty() || key.length() > Api.IDEMPOTENCY_KEY_MAX || !visible) {
            throw new HttpRefusal(Status.MALFORMED, HttpProblems.KEY_MALFORMED.reason("length", key.length()));
        }
        return Optional.of(key);
    }

    private static Desk.Format format(Exchange exchange) {
        List<String> lines = exchange.headers("Content-Type");
        String given = lines.size() == 1 ? lines.getFirst() : "";
        String[] parts = given.toLowerCase(Locale.ROOT).split(";", -1);
        boolean utf8 = true;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            utf8 &= parameter.isEmpty() || parameter.equals("charset=utf-8") || parameter.equals("charset=\"utf-8\"");
        }
        String type = utf8 ? parts[0].strip() : "";
        return switch (type) {
            case "application/json" -> Desk.Format.JSON;
            case "application/yaml", "application/x-yaml", "text/yaml" -> Desk.Format.YAML;
            default ->
                throw new HttpRefusal(
                        Status.WRONG_TYPE,
                        HttpProblems.MEDIA_TYPE.problem(
                                FieldPath.ROOT, given, "type", given.isEmpty() ? "none" : given));
        };
    }

    static SubmitResponse view(Desk.Accepted accepted) {
        return new SubmitResponse(
                accepted.id().text(),
                accepted.name(),
                accepted.state().name(),
                findings(accepted.notices()),
                accepted.replayed());
    }

    private static List<Finding> findings(List<Problem> problems) {
        return problems.stream().map(Finding::of).toList();
    }
}
