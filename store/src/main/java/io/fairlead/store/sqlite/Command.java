package io.fairlead.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement whose parameters are given in their order and which then runs. Meant to be kept and used again:
 * after each run the next parameter is the first one. Not for use by several threads at once.
 */
public final class Command implements AutoCloseable {
    /** What is done with each row, in order. */
    @FunctionalInterface
    public interface Each {
        void row(Row row) throws SQLException;
    }

    private final PreparedStatement statement;
    private int given;

    public Command(Connection connection, String sql) throws SQLException {
        statement = connection.prepareStatement(sql);
    }

    public Command text(String value) throws SQLException {
        statement.setString(++given, value);
        return this;
    }

    public Command text(Optional<String> value) throws SQLException {
        return orNull(value.orElse(null));
    }

    /** An SQL NULL for null. */
    public Command orNull(@Nullable String value) throws SQLException {
        statement.setString(++given, value);
        return this;
    }

    public Command number(long value) throws SQLException {
        statement.setLong(++given, value);
        return this;
    }

    public Command number(OptionalLong value) throws SQLException {
        return value.isPresent() ? number(value.getAsLong()) : missing();
    }

    public Command number(OptionalInt value) throws SQLException {
        return value.isPresent() ? number(value.getAsInt()) : missing();
    }

    public Command flag(boolean value) throws SQLException {
        return number(value ? 1 : 0);
    }

    public Command time(Instant value) throws SQLException {
        return number(Micros.of(value));
    }

    public Command time(Optional<Instant> value) throws SQLException {
        return value.isPresent() ? time(value.get()) : missing();
    }

    public Command bytes(byte[] value) throws SQLException {
        statement.setBytes(++given, value);
        return this;
    }

    public Command missing() throws SQLException {
        statement.setNull(++given, Types.NULL);
        return this;
    }

    /** Runs what changes rows. @return how many rows it met */
    public int run() throws SQLException {
        given = 0;
        return statement.executeUpdate();
    }

    /** Runs what gives rows. */
    public void each(Each each) throws SQLException {
        given = 0;
        try (ResultSet result = statement.executeQuery()) {
            Row row = new Row(result);
            while (result.next()) {
                each.row(row);
            }
        }
    }

    /** All rows, in order. */
    public <T> List<T> list(Row.Shape<T> shape) throws SQLException {
        List<T> all = new ArrayList<>();
        each(row -> all.add(shape.of(row)));
        return all;
    }

    /** The first row, if there is one. */
    public <T> Optional<T> first(Row.Shape<T> shape) throws SQLException {
        given = 0;
        try (ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.of(shape.of(new Row(result))) : Optional.empty();
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
