package io.fairlead.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found where a store must be. */
final class OpeningTest {
    private static final int PAGE = 4096;

    @TempDir
    Path directory;

    private Path database() {
        return directory.resolve("fairlead.db");
    }

    private static Problem refusal(Path directory) {
        try (Store store = Store.open(Samples.settings(directory))) {
            throw new AssertionError("opened " + store.instance());
        } catch (ProblemException e) {
            assertThat(e.problems())
                    .hasSize(1)
                    .allSatisfy(problem -> assertThat(problem.fix()).isNotBlank());
            return e.problems().getFirst();
        }
    }

    private void made() {
        try (Store store = Store.open(Samples.settings(directory))) {
            assertThat(store.notices()).isEmpty();
        }
    }

    private void execute(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void a_second_server_is_told_who_has_the_store() throws IOException {
        try (Store first = Store.open(Samples.settings(directory))) {
            Problem problem = refusal(directory);

            assertThat(problem.code()).isEqualTo("E-STORE-LOCKED");
            assertThat(problem.message())
                    .contains("process " + ProcessHandle.current().pid())
                    .contains(Files.readString(Path.of("/proc/sys/kernel/hostname"))
                            .strip())
                    .contains("since 2026-01-05T12:00:00Z");
            assertThat(first.journal().keep("still", "works")).isNotNull();
        }
        made();
    }

    @Test
    void a_second_process_is_told_who_has_the_store() throws Exception {
        try (var child = Child.start(Holder.class, directory.toString())) {
            child.awaitLine("open");

            Problem problem = refusal(directory);

            assertThat(problem.code()).isEqualTo("E-STORE-LOCKED");
            assertThat(problem.message()).contains("process " + child.pid());
        }
        made();
    }

    /** Opens a store and holds it until it is killed. */
    static final class Holder {
        public static void main(String[] args) throws Exception {
            try (Store store = Store.open(Samples.settings(Path.of(args[0])))) {
                System.out.println("open");
                System.in.read();
                store.notices();
            }
        }
    }

    @Test
    void an_empty_file_is_refused_and_left_alone() throws IOException {
        Files.createFile(database());

        assertThat(refusal(directory).code()).isEqualTo("E-STORE-NOT-DATABASE");
        assertThat(database()).isEmptyFile();
    }

    @Test
    void a_text_file_is_refused_and_left_alone() throws IOException {
        Files.writeString(database(), "not a database, but long enough for a header ".repeat(9));

        assertThat(refusal(directory).message()).contains(database().toString()).contains("does not begin as");
        assertThat(database()).content(StandardCharsets.UTF_8).startsWith("not a database");
    }

    @Test
    void a_database_of_another_program_is_refused() throws Exception {
        execute("CREATE TABLE t (a)");

        assertThat(refusal(directory).message()).contains("not one that Fairlead made");
    }

    @ParameterizedTest
    @CsvSource({"99, E-STORE-NEWER", "0, E-STORE-SCHEMA", "-3, E-STORE-SCHEMA"})
    void a_schema_that_this_release_does_not_know_is_refused_by_its_number(int version, String code) throws Exception {
        made();
        execute("PRAGMA user_version = " + version);

        Problem problem = refusal(directory);

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message())
                .contains(database().toString())
                .contains("schema " + version)
                .contains("1");
    }

    @Test
    void a_damaged_page_refuses_the_start() throws Exception {
        made();
        long pages = Files.size(database()) / PAGE;
        try (var file = new RandomAccessFile(database().toFile(), "rw")) {
            for (long page = 2; page < pages; page++) {
                file.seek(page * PAGE);
                file.write("damage!!".repeat(PAGE / 8).getBytes(StandardCharsets.US_ASCII));
            }
        }
        Path copy = directory.resolveSibling("copy");
        Files.copy(database(), copy, StandardCopyOption.REPLACE_EXISTING);

        assertThat(refusal(directory).code()).startsWith("E-STORE-DAMAGED");
        assertThat(database()).hasSameBinaryContentAs(copy);
    }

    @Test
    void a_file_cut_short_refuses_the_start() throws Exception {
        made();
        try (var file = new RandomAccessFile(database().toFile(), "rw")) {
            file.setLength(file.length() - PAGE);
        }

        assertThat(refusal(directory).message()).contains("bytes and must have");
    }

    @Test
    void an_instance_without_its_database_is_not_given_an_empty_one() throws IOException {
        made();
        Files.delete(database());

        assertThat(refusal(directory).code()).isEqualTo("E-STORE-MISSING");
        assertThat(database()).doesNotExist();
    }

    @Test
    void an_instance_with_the_database_of_another_one_is_refused() throws IOException {
        made();
        Files.writeString(directory.resolve("instance"), "zzzzzzzz 7\n");

        assertThat(refusal(directory).message()).contains("zzzzzzzz");
    }

    @Test
    void an_unreadable_instance_file_is_refused() throws IOException {
        made();
        Files.writeString(directory.resolve("instance"), "");

        assertThat(refusal(directory).code()).isEqualTo("E-STORE-INSTANCE");
    }

    @Test
    void a_lost_instance_file_is_made_again_from_the_database() throws IOException {
        made();
        String before = Files.readString(directory.resolve("instance"));
        Files.delete(directory.resolve("instance"));
        made();

        assertThat(Files.readString(directory.resolve("instance")).split(" ")[0])
                .isEqualTo(before.split(" ")[0]);
    }

    @Test
    void a_database_from_a_backup_is_noticed_and_its_runs_are_counted_on() throws IOException {
        made();
        Path backup = directory.resolveSibling("backup.db");
        Files.copy(database(), backup, StandardCopyOption.REPLACE_EXISTING);
        made();
        made();
        Files.move(backup, database(), StandardCopyOption.REPLACE_EXISTING);

        try (Store store = Store.open(Samples.settings(directory))) {
            assertThat(store.notices()).extracting(Problem::code).containsExactly("N-STORE-RESTORED");
            assertThat(store.instance().epoch()).isEqualTo(4);
        }
    }

    @Test
    void a_directory_that_cannot_be_written_is_refused_with_user_and_path() throws Exception {
        run("mount", "-t", "tmpfs", "-o", "ro,size=1m", "none", directory.toString());
        try {
            Problem problem = refusal(directory);

            assertThat(problem.code()).isEqualTo("E-STORE-DIRECTORY");
            assertThat(problem.message())
                    .contains("user 0")
                    .contains(directory.toString())
                    .contains("Read-only");
        } finally {
            run("umount", directory.toString());
        }
    }

    @Test
    void a_start_that_failed_leaves_the_store_free() throws IOException {
        Files.createFile(database());
        refusal(directory);
        Files.delete(database());

        made();
    }

    @Test
    void a_first_start_that_was_cut_short_is_started_over() throws IOException {
        Files.writeString(directory.resolve("fairlead.db.new"), "half");

        made();
    }

    @Test
    void another_process_may_inspect_a_store_in_use() throws Exception {
        try (var child = Child.start(Holder.class, directory.toString())) {
            child.awaitLine("open");

            assertThat(Store.inspect(Samples.settings(directory)).isClean()).isTrue();
        }
        assertThat(Store.inspect(Samples.settings(directory)).isClean()).isTrue();
    }

    @Test
    void there_is_nothing_to_inspect_where_there_is_no_store() {
        assertThatThrownBy(() -> Store.inspect(Samples.settings(directory)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("E-STORE-UNREADABLE")
                .hasMessageContaining(directory.toString());
        assertThat(directory).isEmptyDirectory();
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }

    @Test
    void settings_without_a_parent_folder_are_no_obstacle() {
        Path deep = directory.resolve("a/b/c");

        try (Store store = Store.open(Samples.settings(deep))) {
            assertThat(store.instance().epoch()).isEqualTo(1);
        }
        assertThatThrownBy(() -> Store.open(Samples.settings(Path.of("/proc/nowhere/store"))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("/proc/nowhere/store");
    }
}
