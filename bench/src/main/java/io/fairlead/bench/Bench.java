package io.fairlead.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Where a run happens.
 *
 * @param home the checkout
 * @param user as whom jobs are submitted where root measures; empty: as whoever measures
 */
record Bench(Path home, String user) {
    static final String IMAGE = "fairlead/test-busybox:1";

    String launcher() {
        return home.resolve("fairlead").toString();
    }

    Path folder() {
        return home.resolve("bench/target/run");
    }

    /** An empty folder of that name. */
    Path fresh(String name) throws IOException {
        Path folder = folder().resolve(name);
        if (Files.exists(folder)) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path left, java.io.IOException failure) throws IOException {
                    Files.delete(left);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return Files.createDirectories(folder);
    }

    /** The query of a submit. */
    String query(boolean hold) {
        return "?hold=" + hold + (user.isEmpty() ? "" : "&as=" + user);
    }

    /** A definition whose command is one word. */
    static String definition(String command) {
        return "{\"name\":\"bench\",\"request\":{\"resources\":{\"cpus\":1,\"gpus\":0,\"cpuMemoryGb\":0.5},"
                + "\"docker\":{\"image\":\"" + IMAGE + "\",\"command\":[\"" + command + "\"]}}}";
    }

    /** The same, of a job that the fake engine never ends. */
    static String endless(String command) {
        return definition(command)
                .replace("\"docker\":{", "\"docker\":{\"environment\":{\"FAKE_RUN_FOR\":\"forever\"},");
    }

    /** The first account with a login where root measures, since jobs never run as root. */
    static String submitter() throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            return "";
        }
        List<String> accounts = Files.readAllLines(Path.of("/etc/passwd"));
        return accounts.stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > 6 && Long.parseLong(fields[2]) >= 1000)
                .filter(fields -> !fields[6].endsWith("nologin"))
                .map(fields -> fields[0])
                .findFirst()
                .orElseThrow(() -> new IOException("no account with a login to submit as: useradd -m bench"));
    }
}
