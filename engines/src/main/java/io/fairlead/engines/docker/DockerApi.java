package io.fairlead.engines.docker;

import io.fairlead.net.HttpClient;
import io.fairlead.net.NetException;
import io.fairlead.net.Request;
import io.fairlead.net.Response;
import io.fairlead.net.StreamedResponse;
import io.fairlead.net.Target;
import io.fairlead.net.UpgradedStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Calls of the engine's API, in the newest version that both sides speak. It is agreed on at the first call and again
 * when the engine says that it no longer holds, as after an upgrade of the engine.
 */
final class DockerApi {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int BAD_REQUEST = 400;
    private static final int ERROR_TEXT_MAX_CHARS = 2_000;
    private static final Answer NOTHING = new Answer(101, MissingNode.getInstance(), "");

    private final HttpClient http;
    private final Duration longest;
    private volatile @Nullable Version agreed;

    /** @param longest bound on every deadline of a call */
    DockerApi(HttpClient http, Duration longest) {
        this.http = http;
        this.longest = longest;
    }

    private Duration bounded(Duration deadline) {
        return deadline.compareTo(longest) < 0 ? deadline : longest;
    }

    /** A version of the engine's API, for example 1.41. */
    record Version(int major, int minor) implements Comparable<Version> {
        /** Docker 20.10, the oldest engine of a supported distribution. */
        static final Version OLDEST = new Version(1, 41);

        /** The newest whose changes were read. */
        static final Version NEWEST = new Version(1, 52);

        private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

        static Optional<Version> parse(String text) {
            Matcher matcher = FORM.matcher(text);
            return matcher.matches()
                    ? Optional.of(new Version(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                    : Optional.empty();
        }

        boolean isBefore(Version other) {
            return compareTo(other) < 0;
        }

        @Override
        public int compareTo(Version other) {
            return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
        }

        @Override
        public String toString() {
            return major + "." + minor;
        }
    }

    /**
     * @param body the answer's JSON; missing where the answer has none
     * @param text what the engine says about an error, shortened; empty for a success
     */
    record Answer(int status, JsonNode body, String text) {
        boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    Answer get(Target target, Duration deadline) throws EngineFault {
        return call("GET", target, null, deadline);
    }

    Answer post(Target target, @Nullable JsonNode body, Duration deadline) throws EngineFault {
        return call("POST", target, body, deadline);
    }

    Answer delete(Target target, Duration deadline) throws EngineFault {
        return call("DELETE", target, null, deadline);
    }

    /** The answer to a GET with its body still to be read, whatever its status; to be closed. */
    StreamedResponse open(Target target, Duration deadline, Duration silence) throws EngineFault {
        return open(request("GET", target, null), deadline, silence);
    }

    /** @param prepared made by {@link #request} */
    StreamedResponse open(Request prepared, Duration deadline, Duration silence) throws EngineFault {
        try {
            return http.open(prepared, bounded(deadline), silence);
        } catch (NetException e) {
            throw fault(e);
        }
    }

    /** @param stream empty where the engine refused, with what it said */
    record Upgraded(Optional<UpgradedStream> stream, Answer refusal) {}

    /** Bytes both ways on a connection of its own; to be closed. */
    Upgraded upgrade(Target target, @Nullable JsonNode body, Duration deadline) throws EngineFault {
        try {
            return switch (http.upgrade(
                    request("POST", target, body), "tcp", bounded(deadline), HttpClient.NO_IDLE_LIMIT)) {
                case UpgradedStream stream -> new Upgraded(Optional.of(stream), NOTHING);
                case Response response -> new Upgraded(Optional.empty(), answer(response.status(), response.body()));
            };
        } catch (NetException e) {
            throw fault(e);
        }
    }

    Request request(String method, Target target, @Nullable JsonNode body) throws EngineFault {
        Request bare = Request.of(method, "/v" + version() + target);
        return body == null ? bare : bare.body(JSON.writeValueAsBytes(body), "application/json");
    }

    /** What a failed answer says, read to its end. */
    static Answer refusal(StreamedResponse response) throws EngineFault {
        try {
            return answer(response.status(), response.readAll());
        } catch (NetException e) {
            throw fault(e);
        }
    }

    private Answer call(String method, Target target, @Nullable JsonNode body, Duration deadline) throws EngineFault {
        Answer first = once(method, target, body, deadline);
        if (first.status() == BAD_REQUEST && first.text().contains("client version")) {
            agreed = null;
            return once(method, target, body, deadline);
        }
        return first;
    }

    private Answer once(String method, Target target, @Nullable JsonNode body, Duration deadline) throws EngineFault {
        Request request = request(method, target, body);
        try {
            Response response = http.exchange(request, bounded(deadline));
            return answer(response.status(), response.body());
        } catch (NetException e) {
            throw fault(e);
        }
    }

    /** The version spoken from now on; asks the engine if that is not known. */
    Version version() throws EngineFault {
        Version known = agreed;
        if (known == null) {
            known = agree(unversioned("/version", Deadlines.VERSION));
            agreed = known;
        }
        return known;
    }

    private Answer unversioned(String path, Duration deadline) throws EngineFault {
        try {
            Response response = http.exchange(Request.of("GET", path), bounded(deadline));
            return answer(response.status(), response.body());
        } catch (NetException e) {
            // Whatever was to be called afterwards was not: only a question was asked.
            throw new EngineFault(fault(e).cause(), true, e);
        }
    }

    private static Version agree(Answer answer) throws EngineFault {
        Version newest = Version.parse(answer.body().path("ApiVersion").asString(""))
                .orElseThrow(() -> new EngineFault("what answers is no Docker Engine", true, null));
        Version oldest =
                Version.parse(answer.body().path("MinAPIVersion").asString("")).orElse(newest);
        if (newest.isBefore(Version.OLDEST) || Version.NEWEST.isBefore(oldest)) {
            throw new EngineFault(
                    "the engine speaks API " + oldest + " to " + newest + ", Fairlead " + Version.OLDEST + " to "
                            + Version.NEWEST,
                    true,
                    null);
        }
        return newest.isBefore(Version.NEWEST) ? newest : Version.NEWEST;
    }

    private static Answer answer(int status, byte[] body) throws EngineFault {
        boolean success = status / 100 == 2;
        JsonNode json = MissingNode.getInstance();
        if (body.length > 0) {
            try {
                json = JSON.readTree(body);
            } catch (JacksonException e) {
                if (success) {
                    throw new EngineFault("the engine's answer is not JSON: " + e.getOriginalMessage(), false, e);
                }
            }
        }
        String text = success ? "" : json.path("message").asString(new String(body, StandardCharsets.UTF_8));
        return new Answer(status, json, shortened(text.strip()));
    }

    static String shortened(String text) {
        return text.length() <= ERROR_TEXT_MAX_CHARS ? text : text.substring(0, ERROR_TEXT_MAX_CHARS) + "…";
    }

    static EngineFault fault(NetException e) {
        return new EngineFault(String.valueOf(e.getMessage()), e.notExecuted(), e);
    }

    @Override
    public String toString() {
        return http.toString();
    }
}
