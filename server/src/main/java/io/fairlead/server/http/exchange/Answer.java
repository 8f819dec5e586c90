package io.fairlead.server.http.exchange;

import io.fairlead.core.problem.Findings;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.ProblemView;
import io.fairlead.wire.json.RecordJson;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What goes back for one request. */
public final class Answer {
    /** When to come back where nobody knows better. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final String id;
    private final Request request;
    private final Response response;
    private final Callback callback;

    /** @param id of the request, by which an administrator finds it in the log */
    public Answer(String id, Request request, Response response, Callback callback) {
        this.id = id;
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    public String id() {
        return id;
    }

    public void header(String name, String value) {
        response.getHeaders().put(name, value);
    }

    /** The connection ends with this answer. */
    public void close() {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }

    public void send(Status status, Record body) {
        send(status, Api.JSON, RecordJson.write(body));
    }

    public void send(Status status, String type, byte[] body) {
        HttpFields.Mutable headers = response.getHeaders();
        response.setStatus(status.code());
        headers.put(HttpHeader.CONTENT_TYPE, type);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    public void sendNothing() {
        response.setStatus(Status.NO_CONTENT.code());
        response.write(true, ByteBuffer.allocate(0), callback);
    }

    public void refuse(HttpRefusal refusal) {
        response.getHeaders().remove(HttpHeader.CONTENT_TYPE);
        refusal.retryAfter()
                .or(() -> refusal.status() == Status.UNAVAILABLE ? Optional.of(RETRY_AFTER) : Optional.empty())
                .ifPresent(after -> header(HttpHeader.RETRY_AFTER.asString(), seconds(after)));
        if (refusal.status() == Status.OTHER_REVISION) {
            header(HttpHeader.UPGRADE.asString(), "fairlead-api/" + Api.REVISION);
        }
        send(refusal.status(), Api.PROBLEM, RecordJson.write(problem(id, refusal.status(), refusal.findings())));
    }

    public static ProblemView problem(String id, Status status, Findings findings) {
        List<Finding> errors = findings.problems().stream().map(Finding::of).toList();
        Finding first = errors.getFirst();
        return new ProblemView("/problems#" + first.code(), status.title(), status.code(), first.message(), id, errors);
    }

    private static String seconds(Duration time) {
        return Long.toString(Math.max(1, time.toSeconds()));
    }

    /** A body that is sent piece by piece begins, the last on its connection. */
    public Stream stream(String type) {
        response.setStatus(Status.OK.code());
        header(HttpHeader.CONTENT_TYPE.asString(), type);
        return new Stream(request, response, callback);
    }

    /** The connection becomes a WebSocket, for this conversation. */
    public void socket(Handshake.Conversation conversation) {
        Handshake.switchTo(request, response, callback, conversation);
    }

    /** Whether something was sent that cannot be taken back. */
    public boolean begun() {
        return response.isCommitted();
    }

    /** Breaks the answer off, in a way that the client notices. */
    public void abort(Throwable cause) {
        callback.failed(cause);
    }
}
