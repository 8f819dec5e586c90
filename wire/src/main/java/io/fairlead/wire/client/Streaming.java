package io.fairlead.wire.client;

import io.fairlead.net.HttpClient;
import io.fairlead.net.NetException;
import io.fairlead.net.Request;
import io.fairlead.net.StreamedResponse;
import io.fairlead.net.Target;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.EventView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.ProblemView;
import io.fairlead.wire.api.Route;
import io.fairlead.wire.api.WhatIfNews;
import io.fairlead.wire.api.WhatIfView;
import io.fairlead.wire.json.MalformedJson;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logs and events as they come, put together again where the connection breaks. */
final class Streaming {
    /** The server shows that it is alive at least every 10 s. */
    private static final Duration EVENT_SILENCE = Duration.ofSeconds(40);

    /** Tries in a row without a byte, with pauses up to 5 s: about two minutes. */
    private static final int TRIES_MOST = 30;

    private static final int PART_BYTES = 64 << 10;
    private static final int OK = 200;
    private static final int NOT_YET = 204;
    private static final int NOT_FOUND = 404;

    private final Line line;

    Streaming(Line line) {
        this.line = line;
    }

    LogPart logs(String job, int attempt, long offset, LogSink sink)
            throws ApiFailure, IOException, InterruptedException {
        Request request = line.request("GET", logTarget(job, attempt, offset).toString());
        try (StreamedResponse answer = line.open(request, Line.ANSWER_WITHIN)) {
            accepted(answer);
            int number = (int) number(answer, Api.LOG_ATTEMPT);
            sink.attempt(number);
            long read = copy(answer, sink);
            boolean complete =
                    answer.headers().first(Api.LOG_COMPLETE).orElse("").equals("true");
            return new LogPart(number, offset + read, complete);
        } catch (NetException e) {
            throw line.failure(e);
        }
    }

    private static Target logTarget(String job, int attempt, long offset) throws ApiRefusal {
        Target target = ApiClient.target(Route.LOGS, job).with("offset", Long.toString(offset));
        return attempt == 0 ? target : target.with("attempt", Integer.toString(attempt));
    }

    void follow(String job, int wanted, long offset, LogSink sink)
            throws ApiFailure, IOException, InterruptedException {
        var at = new Place(wanted, offset);
        boolean first = true;
        while (true) {
            Request request = line.request(
                    "GET",
                    logTarget(job, at.attempt, at.offset).with("follow", "true").toString());
            try (StreamedResponse answer = line.open(request, HttpClient.NO_IDLE_LIMIT)) {
                boolean moved = wanted == 0 && at.attempt > 0 && at.offset == 0 && !first;
                if (answer.status() == NOT_FOUND && moved) {
                    return;
                }
                if (answer.status() == NOT_YET) {
                    at.tries = 0;
                    continue;
                }
                accepted(answer);
                int number = (int) number(answer, Api.LOG_ATTEMPT);
                if (number != at.shown && number > 0) {
                    sink.attempt(number);
                    at.shown = number;
                }
                at.attempt = number;
                first = false;
                copy(answer, at, sink);
                if (wanted != 0 || number == 0) {
                    return;
                }
                at.attempt = number + 1;
                at.offset = 0;
            } catch (NetException e) {
                at.tries++;
                giveUpOrWait(e, at.tries);
                sink.interrupted(at.tries);
            }
        }
    }

    /** How far a log was read. */
    private static final class Place {
        int attempt;
        long offset;
        int shown;
        int tries;

        Place(int attempt, long offset) {
            this.attempt = attempt;
            this.offset = offset;
        }
    }

    private void giveUpOrWait(NetException cause, int tries) throws ApiFailure, InterruptedException {
        if (tries > TRIES_MOST || cause.kind() == NetException.Kind.CANCELLED) {
            throw line.failure(cause);
        }
        Duration wait = Line.firstPause();
        for (int i = 1; i < tries && i < TRIES_MOST; i++) {
            wait = Line.next(wait);
        }
        line.pause(wait);
    }

    private static void copy(StreamedResponse answer, Place at, LogSink sink) throws IOException {
        byte[] part = new byte[PART_BYTES];
        InputStream body = answer.body();
        for (int count = body.read(part); count >= 0; count = body.read(part)) {
            sink.bytes(part, 0, count);
            at.offset += count;
            at.tries = 0;
        }
    }

    private static long copy(StreamedResponse answer, LogSink sink) throws IOException {
        var at = new Place(0, 0);
        copy(answer, at, sink);
        return at.offset;
    }

    /** A body that is there as a whole. */
    void file(Target target, LogSink sink) throws ApiFailure, IOException, InterruptedException {
        Request request = line.versioned(Request.of("GET", target.toString())).header("Accept", Api.BYTES);
        try (StreamedResponse answer = line.open(request, EVENT_SILENCE)) {
            accepted(answer);
            copy(answer, sink);
        } catch (NetException e) {
            throw line.failure(e);
        }
    }

    Optional<EventView> watch(String job, long after, EventSink sink) throws ApiFailure, InterruptedException {
        long last = after;
        int tries = 0;
        Optional<EventView> end = Optional.empty();
        Target target = ApiClient.target(Route.EVENTS, job);
        while (true) {
            Request request =
                    Request.of("GET", target.with("after", Long.toString(last)).toString());
            request = line.versioned(request).header("Accept", Api.EVENT_STREAM);
            try (StreamedResponse answer = line.open(request, EVENT_SILENCE)) {
                accepted(answer);
                var messages = new EventMessages(answer.body());
                for (Optional<String> data = messages.next(); data.isPresent(); data = messages.next()) {
                    EventView event = RecordJson.read(data.get().getBytes(StandardCharsets.UTF_8), EventView.class);
                    last = event.sequence();
                    tries = 0;
                    sink.event(event);
                    end = event.kind().equals("ended") ? Optional.of(event) : end;
                    // Of an array others may go on: the server ends what it tells.
                    if (end.isPresent() && event.job().indexOf('.') < 0) {
                        return end;
                    }
                }
                return end;
            } catch (MalformedJson e) {
                throw new ServerUnreachable(line.toString(), "an event that cannot be read: " + e.getMessage(), false);
            } catch (NetException e) {
                tries++;
                giveUpOrWait(e, tries);
                sink.interrupted(tries);
            } catch (IOException e) {
                throw new ServerUnreachable(line.toString(), "events that cannot be read: " + e.getMessage(), false);
            }
        }
    }

    /** Two replays, with how far they are. */
    WhatIfView whatIf(byte[] wish, WhatIfSink sink) throws ApiFailure, InterruptedException {
        Request request = line.versioned(
                        Request.of(Route.WHAT_IF.method(), Route.WHAT_IF.path()).body(wish, Api.JSON))
                .header("Accept", Api.EVENT_STREAM);
        try (StreamedResponse answer = line.open(request, EVENT_SILENCE)) {
            accepted(answer);
            var messages = new EventMessages(answer.body());
            for (Optional<String> data = messages.next(); data.isPresent(); data = messages.next()) {
                WhatIfNews news = RecordJson.read(data.get().getBytes(StandardCharsets.UTF_8), WhatIfNews.class);
                if (news.result().isPresent()) {
                    return news.result().get();
                }
                sink.at(news.done(), news.of());
            }
            throw new ServerUnreachable(line.toString(), "it ended before the replays did", false);
        } catch (NetException e) {
            throw line.failure(e);
        } catch (MalformedJson e) {
            throw new ServerUnreachable(line.toString(), "news that cannot be read: " + e.getMessage(), false);
        } catch (IOException e) {
            throw new ServerUnreachable(line.toString(), "news that cannot be read: " + e.getMessage(), false);
        }
    }

    private void accepted(StreamedResponse answer) throws ApiFailure, NetException {
        if (answer.status() != OK) {
            throw line.refusal(answer.status(), answer.headers(), answer.readAll());
        }
    }

    private static long number(StreamedResponse answer, String header) {
        try {
            return Long.parseLong(answer.headers().first(header).orElse("0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** What the server says to an id that cannot be one, without asking it: the text could not even stand in a path. */
    static ApiRefusal noSuchJob(String given) {
        var finding = new Finding(
                "E-JOB-NOT-FOUND",
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.of(given),
                "there is no such job among those that you may see",
                "fairlead jobs lists yours; give an id, or four or more characters that only one id begins with",
                Map.of());
        var problem = new ProblemView(
                "/problems#E-JOB-NOT-FOUND", "Not Found", NOT_FOUND, finding.message(), "", List.of(finding));
        return new ApiRefusal(problem, Optional.empty());
    }
}
