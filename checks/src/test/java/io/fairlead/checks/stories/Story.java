package io.fairlead.checks.stories;

import io.fairlead.checks.e2e.ServerUnderTest;
import io.fairlead.checks.e2e.Until;
import io.fairlead.wire.client.JobQuery;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * One story of the first day: a server with a real engine, people with accounts, and what they type, under the names that
 * they know. What is typed and what is seen becomes the story's part of the guide, in the order in which it happened.
 *
 * <p>No story runs twice at a time on a machine: its people have fixed names, which no other story uses.
 */
final class Story implements AutoCloseable {
    private static final String ONE_AT_A_TIME = "/run/lock/fairlead-story-%d";
    private static final String SEED = "fairlead.story.seed";

    private final FileChannel turn;
    private final FileLock lock;
    private final Installed installed;
    private final ServerUnderTest server;
    private final List<Somebody> people = new ArrayList<>();
    private final Transcript transcript;

    private Story(int number, String title) throws IOException {
        turn = FileChannel.open(
                Path.of(ONE_AT_A_TIME.formatted(number)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = turn.lock();
        installed = Installed.here();
        server = ServerUnderTest.docker();
        transcript = new Transcript(number, title);
    }

    /**
     * @param number of the story, 1 to 12
     * @param title the heading of its part of the guide
     */
    static Story begin(int number, String title) throws IOException {
        return new Story(number, title);
    }

    /** For the variations of a story; the seed is printed, and {@code -Dfairlead.story.seed} repeats it. */
    static Random chance() {
        long seed = Long.getLong(SEED, System.nanoTime());
        System.out.println("again with -D" + SEED + "=" + seed);
        return new Random(seed);
    }

    /** To be configured, then {@linkplain ServerUnderTest#start() started}, by the story. */
    ServerUnderTest server() {
        return server;
    }

    /** The commands of another system, by name. */
    Story programs(String... names) throws IOException {
        for (String name : names) {
            installed.name(name);
        }
        return this;
    }

    /** @param uid 0 for any */
    Somebody person(String name, long uid) throws IOException {
        Path homes = Files.createDirectories(server.folder().resolve("home"));
        Somebody somebody = Somebody.called(name, uid, homes);
        people.add(somebody);
        return somebody;
    }

    /** Prose of the guide, one paragraph, in Markdown. */
    Story tell(String prose) {
        transcript.prose(prose);
        return this;
    }

    /** Text that differs between two runs of the story beyond ids, times and digests. */
    Story varies(String pattern, String shown) {
        transcript.varies(pattern, shown);
        return this;
    }

    /** A file of the person's, with its folders, shown in the guide. */
    Path file(Somebody of, String path, String content) throws IOException, InterruptedException {
        Path file = of.home().resolve(path);
        quietly(of, "mkdir -p '%s' && cat > '%s'".formatted(file.getParent(), file), content)
                .well();
        transcript.file(path, content);
        return file;
    }

    /** A line of shell, typed in the person's home folder; what it prints is shown in the guide. */
    Said type(Somebody by, String line) throws IOException, InterruptedException {
        Said said = quietly(by, line, "");
        transcript.typed(line, said);
        return said;
    }

    /** The same, not shown. */
    Said quietly(Somebody by, String line) throws IOException, InterruptedException {
        return quietly(by, line, "");
    }

    private Said quietly(Somebody by, String line, String input) throws IOException, InterruptedException {
        return run(line, as(by, List.of("bash", "-c", line)), input);
    }

    /** By the administrator, root; shown in the guide after {@code #}. */
    Said root(String line) throws IOException, InterruptedException {
        Said said = run(line, environment(List.of("bash", "-c", line), "root", Path.of("/root")), "");
        transcript.typedByRoot(line, said);
        return said;
    }

    /**
     * On a terminal of 24 rows and 80 columns: the line is started there, and then each of the inputs is typed once
     * what is to be seen before it is there.
     *
     * @param dialogue pairs of what is awaited on the screen and what is then typed, a line each
     */
    Said terminal(Somebody by, String line, String... dialogue) throws IOException, InterruptedException {
        Said said = new Terminal(as(by, List.of("bash", "-c", "stty rows 24 cols 80; " + line))).run(line, dialogue);
        transcript.typed(line, said);
        return said;
    }

    private List<String> as(Somebody by, List<String> words) {
        List<String> all = new ArrayList<>(
                List.of("setpriv", "--reuid=" + by.uid(), "--regid=" + by.gid(), "--init-groups", "--inh-caps=-all"));
        all.addAll(environment(words, by.name(), by.home()));
        return all;
    }

    private List<String> environment(List<String> words, String name, Path home) {
        Map<String, String> variables = Map.of(
                "HOME",
                home.toString(),
                "USER",
                name,
                "LOGNAME",
                name,
                "LANG",
                "C.UTF-8",
                "TERM",
                "dumb",
                "NO_COLOR",
                "1",
                "PATH",
                installed.programs() + ":/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
                "FAIRLEAD_BUILD",
                "never",
                "FAIRLEAD_SOCKET",
                server.socket().toString());
        List<String> all = new ArrayList<>(List.of("env", "-i", "--chdir=" + home));
        variables.forEach((variable, value) -> all.add(variable + "=" + value));
        all.addAll(words);
        return all;
    }

    private static Said run(String line, List<String> words, String input) throws IOException, InterruptedException {
        Path out = Files.createTempFile("fairlead-story", ".out");
        Path err = Files.createTempFile("fairlead-story", ".err");
        try {
            Process process = new ProcessBuilder(words)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(3 * Until.AMPLE.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(
                        "still running: " + line + "\n" + Files.readString(out) + Files.readString(err));
            }
            return new Said(line, process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Compares the story's part of the guide with what happened, or writes it ({@code -Dfairlead.golden=write}). */
    void guide() throws Exception {
        transcript.folder(server.folder());
        for (var job :
                server.ask(client -> client.jobs(JobQuery.MINE.everybodys())).jobs()) {
            transcript.id(job.id());
        }
        transcript.compare();
    }

    @Override
    public void close() throws IOException {
        try {
            server.close();
            for (Somebody somebody : people) {
                somebody.remove();
            }
        } finally {
            lock.release();
            turn.close();
        }
    }
}
