package io.fairlead.server.http;

import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.wire.api.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Finds the route of a path and a method. */
final class Router {
    private final Map<Route, Action> actions;

    /** What a route does; it answers once, or throws. */
    @FunctionalInterface
    interface Action {
        void run(Exchange exchange) throws IOException, InterruptedException;
    }

    /** Where a request leads. */
    sealed interface Match {
        /** @param job the text in the place of {@code {job}} or what else stands in braces, as it was sent; else empty */
        record Found(Route route, String job) implements Match {}

        /** @param allowed the methods that the path takes, in the order of the table; at least one */
        record WrongMethod(List<String> allowed) implements Match {
            public WrongMethod {
                allowed = List.copyOf(allowed);
            }
        }

        record Nowhere() implements Match {}
    }

    /** @throws IllegalStateException where a route has no action */
    Router(Map<Route, Action> actions) {
        this.actions = Collections.unmodifiableMap(new EnumMap<>(actions));
        for (Route route : Route.values()) {
            if (!actions.containsKey(route)) {
                throw new IllegalStateException("nothing to do for " + route);
            }
        }
    }

    Action action(Route route) {
        return actions.getOrDefault(route, _ -> {
            throw new IllegalStateException("nothing to do for " + route);
        });
    }

    /** @param path as it was sent, without its query */
    static Match match(String method, String path) {
        String[] given = path.split("/", -1);
        List<String> allowed = new ArrayList<>();
        for (Route route : Route.values()) {
            String[] wanted = route.path().split("/", -1);
            if (fits(wanted, given)) {
                if (route.method().equals(method)) {
                    return new Match.Found(route, hole(wanted, given));
                }
                allowed.add(route.method());
            }
        }
        return allowed.isEmpty() ? new Match.Nowhere() : new Match.WrongMethod(allowed);
    }

    private static boolean fits(String[] wanted, String[] given) {
        if (wanted.length != given.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!isHole(wanted[i]) && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHole(String part) {
        return part.startsWith("{");
    }

    private static String hole(String[] wanted, String[] given) {
        for (int i = 0; i < wanted.length; i++) {
            if (isHole(wanted[i])) {
                return given[i];
            }
        }
        return "";
    }
}
