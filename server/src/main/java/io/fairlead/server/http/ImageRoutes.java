package io.fairlead.server.http;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.build.ImageDesk;
import io.fairlead.server.build.NotDone;
import io.fairlead.server.control.Desk;
import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.server.http.exchange.HttpRefusal;
import io.fairlead.server.http.exchange.Query;
import io.fairlead.server.http.exchange.Status;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.image.ContextMade;
import io.fairlead.wire.image.ImageOrder;
import io.fairlead.wire.json.MalformedJson;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Images of one's own: made, listed, named, thrown away. */
final class ImageRoutes {
    private static final int KEEP_MOST = 1000;

    private final ImageDesk images;

    ImageRoutes(ImageDesk images) {
        this.images = images;
    }

    /** What is asked, in whose name. */
    @FunctionalInterface
    private interface Question<T extends Record> {
        T of(Caller who) throws NotDone, InterruptedException, IOException;
    }

    private <T extends Record> void answer(Exchange exchange, Query query, Question<T> question)
            throws IOException, InterruptedException {
        Optional<String> as = SubmitRoutes.as(exchange.caller(), query);
        try {
            exchange.answer().send(Status.OK, question.of(images.as(exchange.caller(), as)));
        } catch (NotDone e) {
            throw SubmitRoutes.refusal(e.refused());
        }
    }

    void list(Exchange exchange) throws IOException, InterruptedException {
        Query query = exchange.query("orphaned", "as");
        boolean orphaned = query.flag("orphaned");
        answer(exchange, query, who -> images.list(who, orphaned));
    }

    void show(Exchange exchange) throws IOException, InterruptedException {
        Query query = exchange.query("name", "as");
        String name = needed(query, "name");
        answer(exchange, query, who -> images.show(who, name));
    }

    void make(Exchange exchange) throws IOException, InterruptedException {
        Query query = exchange.query("as");
        Optional<String> key = SubmitRoutes.key(exchange.headers(Api.IDEMPOTENCY_KEY));
        Optional<String> as = SubmitRoutes.as(exchange.caller(), query);
        ImageOrder order;
        try {
            order = RecordJson.read(exchange.body(Api.DEFINITION_MAX_BYTES), ImageOrder.class);
        } catch (MalformedJson e) {
            throw new HttpRefusal(
                    Status.MALFORMED, HttpProblems.ORDER_MALFORMED.reason("cause", String.valueOf(e.getMessage())));
        }
        try {
            Desk.Accepted accepted = images.order(exchange.caller(), as, key, order);
            exchange.answer().header("Location", "/v1/jobs/" + accepted.id());
            exchange.answer().send(accepted.replayed() ? Status.OK : Status.CREATED, SubmitRoutes.view(accepted));
        } catch (NotDone e) {
            throw SubmitRoutes.refusal(e.refused());
        }
    }

    void context(Exchange exchange) throws IOException, InterruptedException {
        Query query = exchange.query("as");
        answer(exchange, query, who -> taken(exchange, who));
    }

    private ContextMade taken(Exchange exchange, Caller who) throws NotDone, IOException, InterruptedException {
        try (InputStream archive = exchange.stream()) {
            return images.context(who, archive);
        } catch (NotDone e) {
            // What was not read would be taken for the next request.
            exchange.answer().close();
            throw e;
        }
    }

    void tag(Exchange exchange) throws IOException, InterruptedException {
        Query query = exchange.query("name", "to", "as");
        String name = needed(query, "name");
        String to = needed(query, "to");
        exchange.body(0);
        answer(exchange, query, who -> images.tag(who, name, to));
    }

    void delete(Exchange exchange) throws IOException, InterruptedException {
        Query query = exchange.query("name", "as");
        String name = needed(query, "name");
        exchange.body(0);
        answer(exchange, query, who -> images.delete(who, name));
    }

    void prune(Exchange exchange) throws IOException, InterruptedException {
        Query query = exchange.query("keep", "orphaned", "as");
        int keep = (int) query.number("keep", 0, 1, KEEP_MOST);
        boolean orphaned = query.flag("orphaned");
        exchange.body(0);
        answer(exchange, query, who -> images.prune(who, keep == 0 ? Optional.empty() : Optional.of(keep), orphaned));
    }

    private static String needed(Query query, String name) {
        return query.word(name)
                .orElseThrow(() -> new HttpRefusal(
                        Status.MALFORMED, HttpProblems.QUERY_MISSING.problem(FieldPath.of(name), "", "name", name)));
    }
}
