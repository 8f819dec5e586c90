package io.fairlead.checks.layout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The arrows of ARCHITECTURE.md. A module may use what its arrows reach, directly or through another. */
final class Modules {
    private static final Map<String, List<String>> ARROWS = arrows();

    private Modules() {}

    private static Map<String, List<String>> arrows() {
        var arrows = new LinkedHashMap<String, List<String>>();
        arrows.put("core", List.of());
        arrows.put("net", List.of());
        arrows.put("wire", List.of("core", "net"));
        arrows.put("store", List.of("core"));
        arrows.put("engines", List.of("core", "net"));
        arrows.put("simulator", List.of("core"));
        arrows.put("cli", List.of("wire"));
        arrows.put("server", List.of("wire", "store", "engines", "simulator"));
        arrows.put("bench", List.of("server", "cli"));
        return arrows;
    }

    static List<String> all() {
        return List.copyOf(ARROWS.keySet());
    }

    /** What {@code module} may not use, in alphabetical order. */
    static List<String> forbiddenTo(String module) {
        var forbidden = new TreeSet<>(ARROWS.keySet());
        forbidden.removeAll(reach(module));
        return List.copyOf(forbidden);
    }

    private static Set<String> reach(String module) {
        var reached = new TreeSet<>(Set.of(module));
        for (String next : ARROWS.getOrDefault(module, List.of())) {
            reached.addAll(reach(next));
        }
        return reached;
    }
}
