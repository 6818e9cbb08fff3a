package org.jettyferry.update.column;

import java.util.Map;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/**
 * The change of a column as a site declares it; {@link ColumnFile} reads it. Texts that differ from database to database have
 * one entry for each, or a single one for all, under the empty name.
 *
 * @param table the table, as the site writes it in SQL
 * @param oldColumn the column of the old release
 * @param newColumn the column of the new release
 * @param type the type of the new column
 * @param up the new column's value, from the old column
 * @param down the old column's value, from the new column
 * @param release the release of the application in which the column is expanded
 */
public record ColumnChange(
        String table,
        String oldColumn,
        String newColumn,
        Map<String, String> type,
        Map<String, String> up,
        Map<String, String> down,
        String release) {
    /** Stands for every database. */
    static final String ANY = "";

    public ColumnChange {
        type = Map.copyOf(type);
        up = Map.copyOf(up);
        down = Map.copyOf(down);
    }

    String typeOn(Dialect dialect) {
        return on(dialect, "type", type);
    }

    String upOn(Dialect dialect) {
        return on(dialect, "up", up);
    }

    String downOn(Dialect dialect) {
        return on(dialect, "down", down);
    }

    private static String on(Dialect dialect, String key, Map<String, String> texts) {
        String text = texts.getOrDefault(dialect.id(), texts.get(ANY));
        if (text == null) {
            throw new OperatorException(
                    Kind.USAGE,
                    "the change has no " + key + " for " + dialect.id(),
                    "Add an entry " + dialect.id() + " below " + key + " in its file. Nothing was changed.");
        }
        return text;
    }
}
