package io.fairlead.store.sqlite;

import io.fairlead.core.problem.Problem;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What an error of SQLite means for us.
 *
 * @param certain whether it is certain that the transaction was not saved
 * @param lasting whether nothing may be written any more until the server was started again
 */
public record Failure(Problem problem, boolean certain, boolean lasting) {
    private static final int PRIMARY = 0xff;

    /** Whether the database refused a row because it contradicts a rule of the schema: a bug of ours. */
    public static boolean isRefusal(SQLException error) {
        return primary(error) == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
    }

    /** The file as a whole was deleted or replaced. */
    public static Failure replaced(Path file) {
        return new Failure(SqliteProblems.REPLACED.reason("file", file), true, true);
    }

    public static Failure of(SQLException error, Path file) {
        SQLiteErrorCode code = code(error);
        String cause = code.name() + ", " + code.message;
        return switch (code) {
            case SQLITE_IOERR_FSYNC, SQLITE_IOERR_DIR_FSYNC ->
                new Failure(SqliteProblems.UNCERTAIN.reason("file", file, "cause", cause), false, true);
            default -> byPrimary(error, file, cause);
        };
    }

    private static Failure byPrimary(SQLException error, Path file, String cause) {
        int primary = primary(error);
        if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return passing(SqliteProblems.FULL.reason("file", file));
        }
        if (primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return passing(SqliteProblems.BUSY.reason("file", file));
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code || primary == SQLiteErrorCode.SQLITE_PERM.code) {
            return passing(SqliteProblems.READ_ONLY.reason("file", file, "cause", cause));
        }
        if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return new Failure(SqliteProblems.DAMAGED.reason("file", file, "cause", cause), true, true);
        }
        return new Failure(SqliteProblems.IO.reason("file", file, "cause", cause), false, false);
    }

    private static Failure passing(Problem problem) {
        return new Failure(problem, true, false);
    }

    private static int primary(SQLException error) {
        return code(error).code & PRIMARY;
    }

    private static SQLiteErrorCode code(SQLException error) {
        return error instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
    }

    /** The same, where it turned out that nobody can say whether the transaction was saved. */
    public Failure uncertain(Path file) {
        return new Failure(SqliteProblems.UNCERTAIN.reason("file", file, "cause", problem.code()), false, true);
    }
}
