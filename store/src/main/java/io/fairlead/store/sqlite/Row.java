package io.fairlead.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The current row of a result, read by column name; a value that may be missing comes as an optional. */
public record Row(ResultSet result) {
    /** Makes a value of a row. */
    @FunctionalInterface
    public interface Shape<T> {
        T of(Row row) throws SQLException;
    }

    public String text(String column) throws SQLException {
        String value = result.getString(column);
        if (value == null) {
            throw new IllegalStateException("no " + column + " in a row of the store");
        }
        return value;
    }

    public Optional<String> maybeText(String column) throws SQLException {
        return Optional.ofNullable(result.getString(column));
    }

    public long number(String column) throws SQLException {
        return result.getLong(column);
    }

    public int small(String column) throws SQLException {
        return result.getInt(column);
    }

    public boolean flag(String column) throws SQLException {
        return result.getInt(column) != 0;
    }

    public OptionalLong maybeNumber(String column) throws SQLException {
        long value = result.getLong(column);
        return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    public OptionalInt maybeSmall(String column) throws SQLException {
        int value = result.getInt(column);
        return result.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }

    public Instant time(String column) throws SQLException {
        return Micros.instant(result.getLong(column));
    }

    public Optional<Instant> maybeTime(String column) throws SQLException {
        long value = result.getLong(column);
        return result.wasNull() ? Optional.empty() : Optional.of(Micros.instant(value));
    }

    public byte[] bytes(String column) throws SQLException {
        return result.getBytes(column);
    }
}
