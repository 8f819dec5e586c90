package io.fairlead.store.migrate;

import java.sql.Connection;
import java.sql.SQLException;

/** Functions of our own that the statements of a script call, for what SQL alone cannot say. */
@FunctionalInterface
public interface Functions {
    /** Makes them known to the connection on which the script is about to run. */
    void define(Connection connection) throws SQLException;
}
