package io.fairlead.server.http.exchange;

import io.fairlead.core.problem.ProblemCode;

/** What is refused while a request is read. */
final class ExchangeProblems {
    static final ProblemCode BODY_TOO_LARGE = new ProblemCode(
            "E-BODY-TOO-LARGE",
            "the job definition is larger than {limit} bytes (given: {size})",
            "put data into a volume and keep the definition short",
            "A definition says where things are; it does not carry them.");
    static final ProblemCode BODY_SLOW = new ProblemCode(
            "E-BODY-SLOW",
            "the body had not arrived after {seconds} s",
            "send it again",
            "A client that sends a few bytes now and then would hold a connection for ever.");
    static final ProblemCode QUERY_UNKNOWN = new ProblemCode(
            "E-QUERY-UNKNOWN",
            "there is no query parameter {name} here",
            "{hint}",
            "Unknown parameters are refused, since a misspelt filter that is ignored gives a wrong answer.");
    static final ProblemCode QUERY_VALUE = new ProblemCode(
            "E-QUERY-VALUE",
            "{name} cannot be {value}",
            "{hint}",
            "The value of a query parameter is not one that it takes.");
    static final ProblemCode QUERY_MALFORMED = new ProblemCode(
            "E-QUERY-MALFORMED",
            "the query cannot be read: {cause}",
            "percent-encode values as UTF-8 and give each parameter once",
            "A query is name=value pairs, each name once.");
    static final ProblemCode STREAMS = new ProblemCode(
            "E-TOO-MANY-STREAMS",
            "you have {limit} logs, event streams and terminals open, which is the most",
            "end some of them",
            "Streams are bounded for each user, so that nobody can lock the others out.");

    static final ProblemCode NO_WEBSOCKET = new ProblemCode(
            "E-WEBSOCKET-NEEDED",
            "this is spoken over WebSocket, and the request {cause}",
            "send Connection: Upgrade, Upgrade: websocket, Sec-WebSocket-Version: 13 and a Sec-WebSocket-Key of 16 bytes"
                    + " in base64; or use fairlead exec and fairlead attach",
            "A terminal needs bytes both ways at once, which a plain request and its answer cannot give.");

    private ExchangeProblems() {}
}
