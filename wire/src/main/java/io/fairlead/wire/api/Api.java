package io.fairlead.wire.api;

/** Names that both sides of the HTTP API must spell alike. */
public final class Api {
    /** Counts incompatible revisions of the API; within one, fields and routes are only added. */
    public static final int REVISION = 1;

    /** Sent by both sides: {@code VERSION; api=REVISION}. */
    public static final String VERSION = "Fairlead-Version";

    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Longest {@link #IDEMPOTENCY_KEY}, in characters of visible ASCII. */
    public static final int IDEMPOTENCY_KEY_MAX = 128;

    /** In every answer; also the {@code instance} of a problem. */
    public static final String REQUEST_ID = "Fairlead-Request-Id";

    /** With logs: the attempt whose log it is. */
    public static final String LOG_ATTEMPT = "Fairlead-Log-Attempt";

    /** With logs: the offset of the first byte of the body. */
    public static final String LOG_OFFSET = "Fairlead-Log-Offset";

    /** With logs that are not followed: the offset to ask for next. */
    public static final String LOG_NEXT = "Fairlead-Log-Next-Offset";

    /** With logs that are not followed: {@code true} once nothing more will come for this attempt. */
    public static final String LOG_COMPLETE = "Fairlead-Log-Complete";

    /** Largest job definition, in bytes. */
    public static final int DEFINITION_MAX_BYTES = 1 << 20;

    public static final String JSON = "application/json";
    public static final String YAML = "application/yaml";
    public static final String PROBLEM = "application/problem+json";
    public static final String EVENT_STREAM = "text/event-stream";
    public static final String BYTES = "application/octet-stream";

    /** Environment variable that names the server's socket. */
    public static final String SOCKET_VARIABLE = "FAIRLEAD_SOCKET";

    /** Where the server of a machine listens. */
    public static final String SYSTEM_SOCKET = "/run/fairlead/fairlead.sock";

    /** Beneath {@code XDG_RUNTIME_DIR}: where the server of one user listens. */
    public static final String USER_SOCKET = "fairlead/fairlead.sock";

    private Api() {}
}
