package io.fairlead.server.http.exchange;

import io.fairlead.core.problem.FieldPath;
import io.fairlead.server.auth.Caller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** A request whose sender is known and whose route was found, with its answer. */
public final class Exchange {
    /** Longest time from the headers to the last byte of the body. */
    private static final int BODY_SECONDS = 30;

    private static final int READ_BYTES = 16 << 10;
    private static final int KEPT_BYTES = 512;

    private final Caller caller;
    private final String job;
    private final Request request;
    private final Answer answer;

    /** @param job what stands where the path has {@code {job}} or another name in braces; the empty text elsewhere */
    public Exchange(Caller caller, String job, Request request, Answer answer) {
        this.caller = caller;
        this.job = job;
        this.request = request;
        this.answer = answer;
    }

    public Caller caller() {
        return caller;
    }

    public String job() {
        return job;
    }

    public Answer answer() {
        return answer;
    }

    /** @param known the parameters that the route takes; any other is refused */
    public Query query(String... known) {
        return Query.of(request, known);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /** The values of every line with this name. */
    public List<String> headers(String name) {
        return request.getHeaders().getValuesList(name);
    }

    /** @throws HttpRefusal for a request that asks for no WebSocket */
    public void checkSocket() {
        Handshake.check(request);
    }

    public boolean accepts(String type) {
        return request.getHeaders().getQualityCSV(HttpHeader.ACCEPT).contains(type);
    }

    /**
     * The whole body.
     *
     * @param most bytes; a body that says that it is larger is refused before it is read
     */
    public byte[] body(int most) throws IOException {
        long announced = request.getLength();
        if (announced > most) {
            throw tooLarge(most, Long.toString(announced));
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BODY_SECONDS);
        var kept = new ByteArrayOutputStream((int) Math.max(KEPT_BYTES, announced));
        byte[] part = new byte[Math.clamp(announced + 1, KEPT_BYTES, READ_BYTES)];
        try (InputStream in = Content.Source.asInputStream(request)) {
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                kept.write(part, 0, count);
                if (kept.size() > most) {
                    throw tooLarge(most, "more than that");
                }
                if (System.nanoTime() - end > 0) {
                    answer.close();
                    throw new HttpRefusal(Status.TOO_SLOW, ExchangeProblems.BODY_SLOW.reason("seconds", BODY_SECONDS));
                }
            }
        }
        return kept.toByteArray();
    }

    /** The body while it arrives; a sender that stalls is given up with its connection. */
    public InputStream stream() {
        return Content.Source.asInputStream(request);
    }

    private HttpRefusal tooLarge(int most, String size) {
        answer.close();
        return new HttpRefusal(
                Status.TOO_LARGE,
                ExchangeProblems.BODY_TOO_LARGE.problem(FieldPath.ROOT, size, "limit", most, "size", size));
    }
}
