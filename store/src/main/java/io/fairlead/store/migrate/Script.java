package io.fairlead.store.migrate;

/**
 * One step of the schema.
 *
 * @param version what the schema is afterwards; the first is 1, with no gaps
 * @param sql statements that the database runs in their order
 * @param functions that the statements call
 */
record Script(int version, String sql, Functions functions) {
    /** Of the database's own alone. */
    Script(int version, String sql) {
        this(version, sql, connection -> {});
    }
}
