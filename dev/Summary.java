import module java.base;
import module java.xml;

/**
 * Ends `make test`: counts what ran in every module, names what failed or was slow; a skipped test is a failure. Ends
 * `make stories` (arguments: stories and the build's exit code) with a line for each story.
 */
void main(String[] args) throws Exception {
    if (args[0].equals("stories")) {
        boolean fine = stories(suites());
        System.exit(fine ? Integer.parseInt(args[1]) : 1);
    }
    long seconds = Long.parseLong(args[0]);
    int build = Integer.parseInt(args[1]);
    var suites = suites();
    var modules = suites.stream().collect(Collectors.groupingBy(Suite::module, TreeMap::new, Collectors.toList()));

    IO.println("\n%-12s %7s %7s %7s %9s".formatted("module", "tests", "failed", "skipped", "seconds"));
    modules.forEach((module, of) -> IO.println(row(module, of)));
    IO.println(row("all", suites));
    suites.stream()
            .sorted(Comparator.comparingDouble(Suite::seconds).reversed())
            .limit(5)
            .filter(suite -> suite.seconds() > SLOW_SECONDS)
            .forEach(suite -> IO.println("slow: %-60s %6.1f s".formatted(suite.name(), suite.seconds())));
    suites.stream().flatMap(suite -> suite.failures().stream()).forEach(name -> IO.println("FAILED: " + name));
    suites.stream().flatMap(suite -> suite.skips().stream()).forEach(name -> IO.println("SKIPPED, which counts as failed: " + name));

    boolean good = build == 0 && !suites.isEmpty() && suites.stream().allMatch(Suite::good);
    stories(suites);
    if (suites.isEmpty()) {
        IO.println("no test ran, which counts as failed");
    }
    IO.println("%s in %d min %d s".formatted(good ? "PASSED" : "FAILED", seconds / 60, seconds % 60));
    System.exit(good ? 0 : Math.max(1, build));
}

/** A line for each story, then how many passed. */
boolean stories(List<Suite> suites) {
    var stories = suites.stream()
            .filter(suite -> suite.name().contains(".stories.Story"))
            .sorted(Comparator.comparing(Suite::name))
            .toList();
    stories.forEach(story -> IO.println("%-6s %5.1f s  %s".formatted(
            story.good() ? "passed" : "FAILED",
            story.seconds(),
            story.name()
                    .replaceAll(".*\\.Story(\\d+)(.*)IT", "$1$2")
                    .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
                    .toLowerCase(Locale.ROOT))));
    long passed = stories.stream().filter(Suite::good).count();
    IO.println("%d passed, %d failed".formatted(passed, stories.size() - passed));
    return passed == stories.size() && passed > 0;
}

static final double SLOW_SECONDS = 5;

record Suite(String module, String name, int tests, double seconds, List<String> failures, List<String> skips) {
    boolean good() {
        return failures.isEmpty() && skips.isEmpty();
    }
}

String row(String name, List<Suite> suites) {
    return "%-12s %7d %7d %7d %9.1f".formatted(
            name,
            suites.stream().mapToInt(Suite::tests).sum(),
            suites.stream().mapToInt(suite -> suite.failures().size()).sum(),
            suites.stream().mapToInt(suite -> suite.skips().size()).sum(),
            suites.stream().mapToDouble(Suite::seconds).sum());
}

List<Suite> suites() throws Exception {
    var found = new ArrayList<Suite>();
    for (String reports : List.of("surefire-reports", "failsafe-reports")) {
        try (var paths = Files.newDirectoryStream(Path.of("."), path -> Files.isDirectory(path.resolve("target").resolve(reports)))) {
            for (Path module : paths) {
                found.addAll(suitesOf(module, module.resolve("target").resolve(reports)));
            }
        }
    }
    return found;
}

List<Suite> suitesOf(Path module, Path reports) throws Exception {
    var found = new ArrayList<Suite>();
    var parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    try (var files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
        for (Path file : files) {
            var suite = parser.parse(file.toFile()).getDocumentElement();
            found.add(new Suite(
                    module.getFileName().toString(),
                    suite.getAttribute("name"),
                    Integer.parseInt(suite.getAttribute("tests")),
                    Double.parseDouble(suite.getAttribute("time").replace(",", "")),
                    casesWith(suite, "failure", "error"),
                    casesWith(suite, "skipped")));
        }
    }
    return found;
}

List<String> casesWith(org.w3c.dom.Element suite, String... marks) {
    var names = new ArrayList<String>();
    var cases = suite.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
        var one = (org.w3c.dom.Element) cases.item(i);
        if (Stream.of(marks).anyMatch(mark -> one.getElementsByTagName(mark).getLength() > 0)) {
            names.add(one.getAttribute("classname") + "." + one.getAttribute("name"));
        }
    }
    return names;
}
