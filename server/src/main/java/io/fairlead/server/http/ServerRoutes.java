package io.fairlead.server.http;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.server.auth.Caller;
import io.fairlead.server.control.Desk;
import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.server.http.exchange.HttpRefusal;
import io.fairlead.server.http.exchange.Status;
import io.fairlead.server.http.view.HouseViews;
import io.fairlead.server.http.view.LimitViews;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.ServerStatus;
import java.io.IOException;
import java.util.Optional;

/** Says what the server is and how it is. */
final class ServerRoutes {
    private final Desk desk;
    private final HttpListener.About about;
    private final byte[] openApi;

    ServerRoutes(Desk desk, HttpListener.About about, byte[] openApi) {
        this.desk = desk;
        this.about = about;
        this.openApi = openApi;
    }

    void version(Exchange exchange) {
        exchange.query();
        exchange.answer().send(Status.OK, said());
    }

    void status(Exchange exchange) throws InterruptedException {
        exchange.query();
        exchange.answer().send(Status.OK, HouseViews.status(about.version(), desk.status()));
    }

    /** One's own; an administrator may ask for anybody's. */
    void limits(Exchange exchange) throws InterruptedException {
        Optional<String> as = exchange.query("as").word("as");
        if (as.isPresent() && !exchange.caller().administers()) {
            throw new HttpRefusal(
                    Status.FORBIDDEN, HttpProblems.NOT_ADMIN.problem(FieldPath.of("as"), as.get(), "user", as.get()));
        }
        switch (desk.limits(exchange.caller(), as)) {
            case Desk.LimitsNow now -> exchange.answer().send(Status.OK, LimitViews.of(now));
            case Desk.Refused refused -> throw SubmitRoutes.refusal(refused);
        }
    }

    void schema(Exchange exchange) {
        exchange.query();
        exchange.answer().send(Status.OK, "application/schema+json", about.schema());
    }

    void openApi(Exchange exchange) {
        exchange.query();
        exchange.answer().send(Status.OK, Api.JSON, openApi);
    }

    void shutdown(Exchange exchange) throws IOException {
        exchange.query();
        exchange.body(0);
        if (exchange.caller().rank() != Caller.Rank.HOST) {
            throw new HttpRefusal(Status.FORBIDDEN, HttpProblems.NOT_HOST.reason());
        }
        exchange.answer().close();
        exchange.answer().send(Status.ACCEPTED, said());
        desk.shutdown(exchange.caller());
    }

    private ServerStatus.Version said() {
        return new ServerStatus.Version(about.version(), Api.REVISION, about.instance());
    }
}
