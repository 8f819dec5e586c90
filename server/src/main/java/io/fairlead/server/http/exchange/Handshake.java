package io.fairlead.server.http.exchange;

import io.fairlead.net.WebSocket;
import java.util.Base64;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Turns a request into a WebSocket. */
public final class Handshake {
    private static final String KEY = "Sec-WebSocket-Key";
    private static final String ACCEPT = "Sec-WebSocket-Accept";
    private static final String VERSION = "Sec-WebSocket-Version";
    private static final int KEY_BYTES = 16;

    private Handshake() {}

    /** @throws HttpRefusal for a request that asks for none */
    public static void check(Request request) {
        HttpFields headers = request.getHeaders();
        if (!headers.contains(HttpHeader.UPGRADE, "websocket") || !headers.contains(HttpHeader.CONNECTION, "Upgrade")) {
            throw refused("asks for no upgrade");
        }
        if (!WebSocket.VERSION.equals(headers.get(VERSION))) {
            throw refused("is of another version than " + WebSocket.VERSION);
        }
        if (!isKey(headers.get(KEY))) {
            throw refused("has no key");
        }
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static HttpRefusal refused(String cause) {
        return new HttpRefusal(Status.MALFORMED, ExchangeProblems.NO_WEBSOCKET.reason("cause", cause));
    }

    /** Answers, and gives the connection to this conversation, which runs on a virtual thread of its own. */
    public static void switchTo(Request request, Response response, Callback callback, Conversation conversation) {
        EndPoint peer = request.getConnectionMetaData().getConnection().getEndPoint();
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.UPGRADE, "websocket");
        headers.put(HttpHeader.CONNECTION, "Upgrade");
        headers.put(ACCEPT, WebSocket.accept(request.getHeaders().get(KEY)));
        response.setStatus(HttpStatus.SWITCHING_PROTOCOLS_101);
        request.setAttribute(
                HttpStream.UPGRADE_CONNECTION_ATTRIBUTE,
                new SocketConnection(peer, request.getComponents().getExecutor(), conversation));
        callback.succeeded();
    }

    /** What is spoken. */
    @FunctionalInterface
    public interface Conversation {
        void with(WebSocket socket);
    }
}
