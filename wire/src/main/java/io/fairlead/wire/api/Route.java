package io.fairlead.wire.api;

/** Every route of the API; the router, the client and the OpenAPI document are held to this table. */
public enum Route {
    SUBMIT("POST", "/v1/jobs"),
    CHECK("POST", "/v1/check"),
    JOBS("GET", "/v1/jobs"),
    JOB("GET", "/v1/jobs/{job}"),
    REMOVE("DELETE", "/v1/jobs/{job}"),
    CANCEL("POST", "/v1/jobs/{job}/cancel"),
    /** Ends a session, which has then finished. */
    RETIRE("POST", "/v1/jobs/{job}/retire"),
    HALT("POST", "/v1/jobs/{job}/halt"),
    HOLD("POST", "/v1/jobs/{job}/hold"),
    RELEASE("POST", "/v1/jobs/{job}/release"),
    WHY("GET", "/v1/jobs/{job}/why"),
    EVENTS("GET", "/v1/jobs/{job}/events"),
    LOGS("GET", "/v1/jobs/{job}/logs"),
    /** A further command in the job's container, over WebSocket. */
    EXEC("GET", "/v1/jobs/{job}/exec"),
    /** The terminal of the job's own command, over WebSocket. */
    ATTACH("GET", "/v1/jobs/{job}/attach"),
    DEFINITION("GET", "/v1/jobs/{job}/definition"),
    SOURCE("GET", "/v1/jobs/{job}/source"),
    SECRETS("GET", "/v1/secrets"),
    SECRET_SET("PUT", "/v1/secrets/{secret}"),
    SECRET_DELETE("DELETE", "/v1/secrets/{secret}"),
    IMAGES("GET", "/v1/images"),
    IMAGE_MAKE("POST", "/v1/images"),
    IMAGE_CONTEXT("POST", "/v1/images/context"),
    IMAGE_PRUNE("POST", "/v1/images/prune"),
    IMAGE("GET", "/v1/image"),
    IMAGE_DELETE("DELETE", "/v1/image"),
    IMAGE_TAG("POST", "/v1/image/tag"),
    RECORD("GET", "/v1/jobs/{job}/record"),
    /** The same definition with the recorded image once more, as a new job. */
    RERUN("POST", "/v1/jobs/{job}/rerun"),
    LEFT("GET", "/v1/jobs/{job}/left"),
    LEFT_FILE("GET", "/v1/jobs/{job}/left/file"),
    VOLUMES("GET", "/v1/volumes"),
    VOLUME_CREATE("POST", "/v1/volumes"),
    /** Who runs, who waits, and until when. */
    QUEUE("GET", "/v1/queue"),
    /** How long the stages of jobs take. */
    STATS_STAGES("GET", "/v1/stats/stages"),
    /** What a change would have done to the jobs of the past. */
    WHAT_IF("POST", "/v1/what-if"),
    VOLUME_DELETE("DELETE", "/v1/volumes"),
    NODES("GET", "/v1/nodes"),
    /** Nothing new is placed on a node, or on some of its devices. */
    NODE_DRAIN("POST", "/v1/nodes/drain"),
    NODE_RESUME("POST", "/v1/nodes/resume"),
    RESERVATIONS("GET", "/v1/reservations"),
    /** A part of a node is kept for some people for a time. */
    RESERVATION_CREATE("POST", "/v1/reservations"),
    RESERVATION_DELETE("DELETE", "/v1/reservations/{reservation}"),
    LIMITS("GET", "/v1/limits"),
    STATUS("GET", "/v1/status"),
    VERSION("GET", "/v1/version"),
    SCHEMA("GET", "/v1/schema"),
    OPENAPI("GET", "/v1/openapi.json"),
    SHUTDOWN("POST", "/v1/shutdown"),
    /** Reads a submit's body and does nothing: the floor that benchmarks compare with. */
    NOOP("POST", "/v1/noop");

    private final String method;
    private final String path;

    Route(String method, String path) {
        this.method = method;
        this.path = path;
    }

    public String method() {
        return method;
    }

    /** With {@code {job}} where an id or a unique prefix of four or more characters stands; in braces any other name. */
    public String path() {
        return path;
    }
}
