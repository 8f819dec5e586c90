package io.fairlead.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointsTest {
    private static final int ROWS = 300;

    @TempDir
    Path folder;

    private Path file;
    private DatabaseFile database;
    private final List<Failure> lasting = new ArrayList<>();

    @BeforeEach
    void anEmptyDatabase() throws IOException {
        file = Files.createFile(folder.resolve("x.db"));
        database = new DatabaseFile(file, Duration.ofSeconds(1));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void fill(Connection connection) throws SQLException {
        run(connection, "CREATE TABLE t (n INTEGER)");
        for (int i = 0; i < ROWS; i++) {
            run(connection, "INSERT INTO t VALUES (" + i + ")");
        }
    }

    private void checkpoint() {
        Checkpoints checkpoints = new Checkpoints(database, lasting::add);
        checkpoints.begin();
        checkpoints.close();
    }

    /** What a copy of the database without its log has. */
    private long rowsWithoutTheLog() throws IOException, SQLException {
        Path copy = Files.copy(file, folder.resolve("copy" + new Random().nextLong() + ".db"));
        try (Connection connection = new DatabaseFile(copy, Duration.ofSeconds(1)).writer();
                Command there = new Command(connection, "SELECT count(*) AS n FROM sqlite_schema");
                Command rows = new Command(connection, "SELECT count(*) AS n FROM t")) {
            return there.first(row -> row.number("n")).orElseThrow() == 0
                    ? 0
                    : rows.first(row -> row.number("n")).orElseThrow();
        } catch (SQLException noTable) {
            return 0;
        }
    }

    @Test
    void what_stands_in_the_log_is_moved_into_the_database_while_somebody_goes_on_writing() throws Exception {
        try (Connection writer = database.writer()) {
            fill(writer);
            assertThat(rowsWithoutTheLog()).isZero();
            checkpoint();
            assertThat(rowsWithoutTheLog()).isEqualTo(ROWS);
            run(writer, "INSERT INTO t VALUES (-1)");
        }
        assertThat(lasting).isEmpty();
    }

    @Test
    void a_database_that_was_taken_away_is_not_there_again_afterwards() throws Exception {
        try (Connection writer = database.writer()) {
            fill(writer);
            Files.delete(file);
            checkpoint();
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void one_that_is_damaged_is_told_so_that_nobody_writes_on() throws Exception {
        try (Connection writer = database.writer()) {
            fill(writer);
        }
        Files.write(
                file,
                "this is no database, and it is longer than a header of a hundred bytes would be: "
                        .repeat(99)
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        checkpoint();

        assertThat(lasting).hasSize(1);
        assertThat(lasting.getFirst().lasting()).isTrue();
        assertThat(lasting.getFirst().problem().fix()).isNotEmpty();
    }
}
