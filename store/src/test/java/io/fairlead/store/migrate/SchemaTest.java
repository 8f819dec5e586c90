package io.fairlead.store.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.store.Child;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.Function;

final class SchemaTest {
    private static final Script FIRST = new Script(1, "CREATE TABLE one (a); INSERT INTO one VALUES (1), (2);");
    private static final Script SECOND =
            new Script(2, "CREATE TABLE two (b); INSERT INTO two SELECT a FROM one; DROP TABLE one;");

    @TempDir
    Path home;

    private static Connection open(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
        }
        return connection;
    }

    private static String number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.getString(1);
        }
    }

    @Test
    void scripts_run_from_the_version_that_is_there() throws Exception {
        try (Connection connection = open(home.resolve("db"))) {
            Schema.of(List.of(FIRST)).migrate(connection, 0);
            assertThat(number(connection, "PRAGMA user_version")).isEqualTo("1");

            Schema.of(List.of(FIRST, SECOND)).migrate(connection, 1);

            assertThat(number(connection, "PRAGMA user_version")).isEqualTo("2");
            assertThat(number(connection, "PRAGMA application_id")).isEqualTo("" + Schema.APPLICATION_ID);
            assertThat(number(connection, "SELECT sum(b) FROM two")).isEqualTo("3");
        }
    }

    @Test
    void a_script_that_fails_leaves_the_old_schema() throws Exception {
        try (Connection connection = open(home.resolve("db"))) {
            Schema.of(List.of(FIRST)).migrate(connection, 0);
            var broken = Schema.of(List.of(FIRST, new Script(2, SECOND.sql() + "INSERT INTO nowhere VALUES (1);")));

            assertThatThrownBy(() -> broken.migrate(connection, 1)).isInstanceOf(SQLException.class);

            assertThat(number(connection, "PRAGMA user_version")).isEqualTo("1");
            assertThat(number(connection, "SELECT sum(a) FROM one")).isEqualTo("3");
        }
    }

    @Test
    void a_crash_at_any_statement_leaves_the_old_schema_or_the_new_one() throws Exception {
        for (int point = 0; point <= 3; point++) {
            Path file = home.resolve("db" + point);
            try (Connection connection = open(file)) {
                Schema.of(List.of(FIRST)).migrate(connection, 0);
            }
            try (var child = Child.start(Crash.class, file.toString(), Integer.toString(point))) {
                assertThat(child.end(new ArrayList<>())).isEqualTo(Crash.HALTED);
            }
            try (Connection connection = open(file)) {
                assertThat(number(connection, "PRAGMA quick_check")).isEqualTo("ok");
                assertThat(number(connection, "PRAGMA user_version")).isEqualTo("1");
                assertThat(number(connection, "SELECT sum(a) FROM one")).isEqualTo("3");
                assertThat(number(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'two'"))
                        .isEqualTo("0");
            }
            assertThat(Files.size(file)).isPositive();
        }
    }

    /** Migrates, and halts the JVM within the script, after so many of its statements. */
    static final class Crash {
        static final int HALTED = 77;

        public static void main(String[] args) throws Exception {
            List<String> statements = new ArrayList<>(List.of(SECOND.sql().split(";")));
            statements.add(Integer.parseInt(args[1]), "SELECT halt()");
            try (Connection connection = open(Path.of(args[0]))) {
                Function.create(connection, "halt", new Function() {
                    @Override
                    protected void xFunc() {
                        Runtime.getRuntime().halt(HALTED);
                    }
                });
                Schema.of(List.of(FIRST, new Script(2, String.join(";", statements) + ";")))
                        .migrate(connection, 1);
            }
        }
    }

    @Test
    void the_current_schema_is_made_from_nothing() throws Exception {
        try (Connection connection = open(home.resolve("db"))) {
            Schema.current().migrate(connection, 0);

            assertThat(number(connection, "PRAGMA user_version"))
                    .isEqualTo("" + Schema.current().version());
            assertThat(number(connection, "PRAGMA integrity_check")).isEqualTo("ok");
        }
    }
}
