package io.fairlead.store.verify;

/**
 * Something stored that is not what it should be.
 *
 * @param table where, or {@code file} for the file as a whole
 * @param row which, as a person would look for it: a job's id, a device, a sequence number
 * @param field the column or part that differs
 * @param expected by the change log, or by the rules of the database
 * @param found what is there
 */
public record Difference(String table, String row, String field, String expected, String found) {}
