package io.fairlead.server.http;

import io.fairlead.core.problem.Findings;
import io.fairlead.server.http.exchange.Answer;
import io.fairlead.server.http.exchange.Status;
import io.fairlead.wire.api.Api;
import io.fairlead.wire.json.RecordJson;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what Jetty refuses by itself, before the door sees it, in the same form as everything else. */
final class BrokenMessages extends ErrorHandler {
    private final Supplier<String> ids;

    BrokenMessages(Supplier<String> ids) {
        this.ids = ids;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        String id = ids.get();
        Status known = Status.ofBrokenMessage(code);
        response.setStatus(known.code());
        response.getHeaders().put(Api.REQUEST_ID, id);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Api.PROBLEM);
        response.write(true, ByteBuffer.wrap(body(id, known, message)), callback);
    }

    private static byte[] body(String id, Status status, @Nullable String reason) {
        String cause = reason == null ? HttpStatus.getMessage(status.code()) : reason.replaceAll("[^ -~]", "?");
        var problem = status == Status.BUG
                ? HttpProblems.BUG.reason()
                : HttpProblems.MESSAGE_MALFORMED.reason("cause", cause);
        return RecordJson.write(Answer.problem(id, status, Findings.of(problem)));
    }
}
