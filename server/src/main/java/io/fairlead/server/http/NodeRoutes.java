package io.fairlead.server.http;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.server.control.Desk;
import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.server.http.exchange.HttpRefusal;
import io.fairlead.server.http.exchange.Status;
import io.fairlead.server.http.view.HouseViews;
import io.fairlead.wire.api.NodeList.NodeWish;
import io.fairlead.wire.document.Visible;
import io.fairlead.wire.json.MalformedJson;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;

/** Says which machines there are; administrators set them aside and let them be used again. */
final class NodeRoutes {
    private static final int BODY_MAX_BYTES = 64 << 10;
    private static final int REASON_MAX_CHARS = 500;

    private final Desk desk;

    NodeRoutes(Desk desk) {
        this.desk = desk;
    }

    void list(Exchange exchange) throws InterruptedException {
        exchange.query();
        exchange.answer().send(Status.OK, HouseViews.nodes(desk.nodes()));
    }

    void drain(Exchange exchange) throws IOException, InterruptedException {
        NodeWish wish = wish(exchange);
        String reason = wish.reason().orElse("").strip();
        if (reason.length() > REASON_MAX_CHARS || !Visible.text(reason).equals(reason)) {
            throw new HttpRefusal(
                    Status.INVALID,
                    HttpProblems.REASON.problem(FieldPath.of("reason"), reason, "most", REASON_MAX_CHARS));
        }
        answer(exchange, desk.drain(exchange.caller(), wish.node(), wish.devices(), reason));
    }

    void resume(Exchange exchange) throws IOException, InterruptedException {
        NodeWish wish = wish(exchange);
        answer(exchange, desk.resume(exchange.caller(), wish.node(), wish.devices()));
    }

    private static NodeWish wish(Exchange exchange) throws IOException {
        exchange.query();
        byte[] body = exchange.body(BODY_MAX_BYTES);
        if (!exchange.caller().administers()) {
            throw new HttpRefusal(Status.FORBIDDEN, HttpProblems.ADMINS_ONLY.reason());
        }
        try {
            return RecordJson.read(body, NodeWish.class);
        } catch (MalformedJson e) {
            throw new HttpRefusal(
                    Status.MALFORMED, HttpProblems.BODY_MALFORMED.reason("cause", String.valueOf(e.getMessage())));
        }
    }

    private static void answer(Exchange exchange, Desk.OfNode result) {
        switch (result) {
            case Desk.NodeNow now -> exchange.answer().send(Status.OK, HouseViews.node(now));
            case Desk.Refused refused -> throw SubmitRoutes.refusal(refused);
        }
    }
}
