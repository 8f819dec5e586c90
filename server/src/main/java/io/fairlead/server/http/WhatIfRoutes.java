package io.fairlead.server.http;

import io.fairlead.core.problem.ProblemException;
import io.fairlead.server.control.Desk;
import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.server.http.exchange.HttpRefusal;
import io.fairlead.server.http.exchange.Status;
import io.fairlead.server.http.exchange.Stream;
import io.fairlead.server.http.exchange.Streams;
import io.fairlead.server.whatif.Trial;
import io.fairlead.server.whatif.WhatIf;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.WhatIfNews;
import io.fairlead.wire.api.WhatIfView;
import io.fairlead.wire.api.WhatIfWish;
import io.fairlead.wire.json.MalformedJson;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Tries changes on the jobs of the past; for administrators, since it tells of everybody's jobs. */
final class WhatIfRoutes {
    private static final int BODY_MAX_BYTES = 64 << 10;
    private static final Duration BETWEEN_NEWS = Duration.ofMillis(500);

    private final WhatIf trials;
    private final Desk desk;
    private final Streams streams;

    WhatIfRoutes(WhatIf trials, Desk desk, Streams streams) {
        this.trials = trials;
        this.desk = desk;
        this.streams = streams;
    }

    void whatIf(Exchange exchange) throws IOException, InterruptedException {
        exchange.query();
        byte[] body = exchange.body(BODY_MAX_BYTES);
        if (!exchange.caller().administers()) {
            throw new HttpRefusal(Status.FORBIDDEN, HttpProblems.ADMINS_ONLY.reason());
        }
        WhatIfWish wish = wish(body);
        Trial trial = trials.prepare(
                wish, desk.nodes().stream().map(Desk.NodeNow::node).toList());
        streams.run(exchange.caller(), () -> run(exchange, trial));
    }

    private static WhatIfWish wish(byte[] body) {
        try {
            return RecordJson.read(body, WhatIfWish.class);
        } catch (MalformedJson e) {
            throw new HttpRefusal(
                    Status.MALFORMED, HttpProblems.BODY_MALFORMED.reason("cause", String.valueOf(e.getMessage())));
        }
    }

    /** A replay keeps a processor busy, so it has a thread of its own and blocks none that carries requests. */
    private static void run(Exchange exchange, Trial trial) throws IOException, InterruptedException {
        AtomicReference<WhatIfNews> news = new AtomicReference<>(new WhatIfNews(0, 0, Optional.empty()));
        FutureTask<WhatIfView> work =
                new FutureTask<>(() -> trial.run((done, of) -> news.set(new WhatIfNews(done, of, Optional.empty()))));
        Thread worker = Thread.ofPlatform().daemon().name("what-if").start(work);
        try {
            if (exchange.accepts(Api.EVENT_STREAM)) {
                follow(exchange, work, news);
            } else {
                exchange.answer().send(Status.OK, await(work));
            }
        } finally {
            worker.interrupt();
        }
    }

    private static void follow(Exchange exchange, FutureTask<WhatIfView> work, AtomicReference<WhatIfNews> news)
            throws IOException, InterruptedException {
        Optional<WhatIfView> result = within(work);
        Stream stream = exchange.answer().stream(Api.EVENT_STREAM);
        while (result.isEmpty()) {
            stream.write(message(news.get()));
            if (stream.deserted()) {
                return;
            }
            result = within(work);
        }
        int of = news.get().of();
        stream.write(message(new WhatIfNews(of, of, result)));
        stream.end();
    }

    private static ByteBuffer message(WhatIfNews news) {
        String data = new String(RecordJson.write(news), StandardCharsets.UTF_8);
        return ByteBuffer.wrap(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<WhatIfView> within(FutureTask<WhatIfView> work) throws InterruptedException {
        try {
            return Optional.of(work.get(BETWEEN_NEWS.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException stillAtIt) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw refused(e);
        }
    }

    private static WhatIfView await(FutureTask<WhatIfView> work) throws InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            throw refused(e);
        }
    }

    private static RuntimeException refused(ExecutionException e) {
        return e.getCause() instanceof ProblemException busy
                ? new HttpRefusal(Status.CONFLICT, busy.problems().getFirst())
                : new IllegalStateException(e.getCause());
    }
}
