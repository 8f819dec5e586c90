package io.fairlead.net;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of this package share. */
final class Calls {
    /** Never reached where all is well. */
    static final Duration LONG = Duration.ofSeconds(20);

    /** Always reached. */
    static final Duration SHORT = Duration.ofMillis(60);

    static final Request GET = Request.of("GET", "/thing");

    private Calls() {}

    static HttpClient client(Peer peer) {
        return new HttpClient(peer.endpoint(), Limits.DEFAULT);
    }

    static Request post(String body) {
        return Request.of("POST", "/thing").body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8), "text/plain");
    }

    static String answer(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    static NetException failure(ThrowingCallable call) {
        return catchThrowableOfType(NetException.class, call);
    }
}
