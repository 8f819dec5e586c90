package io.fairlead.server.http;

import io.fairlead.server.http.exchange.Exchange;
import io.fairlead.wire.api.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Finds the route of a path and a method. */
final class Router {
    private static final List<Way> WAYS =
            Arrays.stream(Route.values()).map(Way::of).toList();

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

    /** A route with the parts of its path. */
    private record Way(Route route, List<String> parts) {
        static Way of(Route route) {
            return new Way(route, split(route.path()));
        }

        boolean fits(List<String> given) {
            if (parts.size() != given.size()) {
                return false;
            }
            for (int i = 0; i < given.size(); i++) {
                if (!isHole(parts.get(i)) && !parts.get(i).equals(given.get(i))) {
                    return false;
                }
            }
            return true;
        }

        String hole(List<String> given) {
            for (int i = 0; i < parts.size(); i++) {
                if (isHole(parts.get(i))) {
                    return given.get(i);
                }
            }
            return "";
        }

        private static boolean isHole(String part) {
            return part.startsWith("{");
        }
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
        List<String> given = split(path);
        List<String> allowed = new ArrayList<>();
        for (Way way : WAYS) {
            if (way.fits(given)) {
                if (way.route().method().equals(method)) {
                    return new Match.Found(way.route(), way.hole(given));
                }
                allowed.add(way.route().method());
            }
        }
        return allowed.isEmpty() ? new Match.Nowhere() : new Match.WrongMethod(allowed);
    }

    private static List<String> split(String path) {
        return List.of(path.split("/", -1));
    }
}
