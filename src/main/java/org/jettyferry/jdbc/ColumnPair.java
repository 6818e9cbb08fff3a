package org.jettyferry.jdbc;

import java.util.List;
import java.util.Optional;

/**
 * Two columns of a table that hold the same fact in two forms: an old release of an application uses the one, a new release
 * the other. {@link ColumnSync} keeps them in step.
 *
 * @param table their table
 * @param key the columns of its primary key
 * @param oldColumn the column of the old release
 * @param newColumn the column of the new release; NULL until the row is copied
 * @param oldDefault the default of the old column, as SQL
 * @param trigger the name of the triggers, unique in the schema
 * @param conflicts the table that records what a writer of both columns has lost
 */
public record ColumnPair(
        TableName table,
        List<String> key,
        Side oldColumn,
        Side newColumn,
        Optional<String> oldDefault,
        String trigger,
        TableName conflicts) {

    public ColumnPair {
        key = List.copyOf(key);
    }

    /**
     * One of the two columns.
     *
     * @param name as the database spells it
     * @param type in the form of a CREATE TABLE
     * @param made the SQL expression that makes its value from the other column
     */
    public record Side(String name, String type, String made) {}
}
