package io.fairlead.wire.client;

import io.fairlead.net.Endpoint;
import io.fairlead.net.Headers;
import io.fairlead.net.HttpClient;
import io.fairlead.net.Limits;
import io.fairlead.net.NetException;
import io.fairlead.net.Request;
import io.fairlead.net.Response;
import io.fairlead.net.StreamedResponse;
import io.fairlead.net.Target;
import io.fairlead.net.UpgradeAnswer;
import io.fairlead.net.UpgradedStream;
import io.fairlead.net.WebSocket;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.ProblemView;
import io.fairlead.wire.json.MalformedJson;
import io.fairlead.wire.json.RecordJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One server, spoken to: requests go out with our version, answers come back as records or as failures. */
final class Line implements AutoCloseable {
    /** Longest wait for a whole answer; a submit may wait for a registry. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

    private static final int BODY_BYTES = 64 << 20;
    private static final int TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** A server that says that it will be back by then is waited for. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private static final int PAUSE_GROWTH = 3;
    private static final int UNAVAILABLE = 503;
    private static final int SUCCESS_END = 300;

    private final Endpoint endpoint;
    private final HttpClient http;
    private final String version;
    private final Pause pause;

    Line(Endpoint endpoint, String version, Pause pause) {
        this.endpoint = endpoint;
        this.http = new HttpClient(endpoint, Limits.DEFAULT.withBodyBytes(BODY_BYTES));
        this.version = version;
        this.pause = pause;
    }

    Request request(String method, String target) {
        return versioned(Request.of(method, target)).header("Accept", Api.JSON);
    }

    Request versioned(Request request) {
        return request.header(Api.VERSION, version);
    }

    /** Sends it once. */
    Response once(Request request) throws ApiFailure, InterruptedException {
        try {
            return checked(http.exchange(request, ANSWER_WITHIN));
        } catch (NetException e) {
            throw failure(e);
        }
    }

    /** Sends it again where an answer was lost or the server cannot now; for requests of which two do what one does. */
    Response repeatedly(Request request) throws ApiFailure, InterruptedException {
        Duration wait = FIRST_PAUSE;
        boolean reached = false;
        for (int tried = 1; ; tried++) {
            try {
                return checked(http.exchange(request, ANSWER_WITHIN));
            } catch (NetException e) {
                reached |= !e.notExecuted();
                if (tried == TRIES || !reached || e.kind() == NetException.Kind.CANCELLED) {
                    throw failure(e);
                }
            } catch (ApiRefusal e) {
                Duration after = e.retryAfter().orElse(LONGEST_PAUSE);
                boolean soon = e.problem().status() == UNAVAILABLE && after.compareTo(SOON) <= 0;
                if (tried == TRIES || !soon) {
                    throw e;
                }
                wait = longer(wait, after);
            }
            pause.of(wait);
            wait = next(wait);
        }
    }

    private static Duration longer(Duration a, Duration b) {
        Duration longer = a.compareTo(b) < 0 ? b : a;
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    static Duration next(Duration wait) {
        return longer(FIRST_PAUSE, wait.multipliedBy(PAUSE_GROWTH));
    }

    static Duration firstPause() {
        return FIRST_PAUSE;
    }

    void pause(Duration time) throws InterruptedException {
        pause.of(time);
    }

    /** @param idle longest silence within the body */
    StreamedResponse open(Request request, Duration idle) throws NetException {
        return http.open(request, ANSWER_WITHIN, idle);
    }

    /**
     * A WebSocket, with its first message sent.
     *
     * @param seed of the masks, and of the key
     */
    Conversation converse(Target target, long seed, byte[] first) throws ApiFailure, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        Request request = versioned(Request.of("GET", target))
                .header("Sec-WebSocket-Key", key)
                .header("Sec-WebSocket-Version", WebSocket.VERSION);
        try {
            UpgradeAnswer answer = http.upgrade(request, "websocket", ANSWER_WITHIN, HttpClient.NO_IDLE_LIMIT);
            if (answer instanceof Response response) {
                throw refusal(response.status(), response.headers(), response.body());
            }
            UpgradedStream stream = (UpgradedStream) answer;
            if (!stream.headers().first("Sec-WebSocket-Accept").equals(Optional.of(WebSocket.accept(key)))) {
                stream.close();
                throw strange("a handshake of its own");
            }
            WebSocket socket = WebSocket.client(stream, random);
            socket.send(first);
            return new Conversation(socket, endpoint.toString());
        } catch (NetException e) {
            throw failure(e);
        } catch (IOException e) {
            throw strange(e.getMessage());
        }
    }

    <T extends Record> T record(Response response, Class<T> type) throws ServerUnreachable {
        try {
            return RecordJson.read(response.body(), type);
        } catch (MalformedJson e) {
            throw strange(e.getMessage());
        }
    }

    private Response checked(Response response) throws ApiFailure {
        if (response.status() < SUCCESS_END) {
            return response;
        }
        throw refusal(response.status(), response.headers(), response.body());
    }

    ApiFailure refusal(int status, Headers headers, byte[] body) {
        try {
            ProblemView problem = RecordJson.read(body, ProblemView.class);
            if (problem.status() == status) {
                return new ApiRefusal(problem, seconds(headers));
            }
        } catch (MalformedJson e) {
            // said below: only our own server answers with problems
        }
        return strange("status " + status);
    }

    private static Optional<Duration> seconds(Headers headers) {
        Optional<String> text = headers.first("Retry-After");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Duration.ofSeconds(Long.parseLong(text.get())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private ServerUnreachable strange(@Nullable String what) {
        return new ServerUnreachable(
                endpoint.toString(), "what answers at " + endpoint + " is no Fairlead server: " + what, false);
    }

    /** @throws InterruptedException where this thread was interrupted; the failure is that then */
    ServerUnreachable failure(NetException cause) throws InterruptedException {
        if (cause.kind() == NetException.Kind.CANCELLED && Thread.interrupted()) {
            throw new InterruptedException("interrupted while talking to " + endpoint);
        }
        return new ServerUnreachable(
                endpoint.toString(), "no answer from " + endpoint + ": " + cause.getMessage(), cause.notExecuted());
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }

    @Override
    public void close() {
        http.close();
    }
}
