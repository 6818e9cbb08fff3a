package org.jettyferry.guest;

import java.util.regex.Pattern;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.jetty.TableNames;

/**
 * One of Jetty's statements, as it was prepared, and its texts for tables of each generation. Jetty prepares it for each
 * session anew, so they are made once.
 *
 * @param kind which one it is
 * @param table the session table as the text names it, perhaps with its schema
 * @param two its own text, for a table of generation 2
 * @param one the text for a table of generation 1. It names the column {@code rowId}, so that it fails on a table of
 *     generation 2, where its values would be wrong
 */
record SessionStatement(StatementKind kind, String table, Texts two, Texts one) {
    /**
     * The texts for one generation.
     *
     * @param whole with all columns
     * @param timesOnly an update without the attributes and the interval; otherwise the same
     */
    record Texts(String whole, String timesOnly) {}

    /**
     * Makes the texts.
     *
     * @param text as Jetty has prepared it
     * @param names of Jetty's configuration
     */
    static SessionStatement of(StatementKind kind, String text, String table, TableNames names) {
        String one = textForGenerationOne(kind, text, table, names);
        return new SessionStatement(
                kind,
                table,
                new Texts(text, withoutMap(kind, text, names)),
                new Texts(one, withoutMap(kind, one, names)));
    }

    /** Returns the text as Jetty has prepared it. */
    String text() {
        return two.whole();
    }

    private static String textForGenerationOne(StatementKind kind, String text, String table, TableNames names) {
        String rowId = names.column(SessionColumn.ROW_ID).written();
        return switch (kind) {
            case LOAD -> "select " + columns(names) + ", " + rowId + text.substring(text.indexOf('*') + 1);
            case INSERT ->
                "insert into " + table + " (" + rowId + ", " + columnsOfInsert(kind, names) + ") values (?"
                        + ", ?".repeat(kind.parameters().size()) + ")";
            default -> text + " and " + rowId + " is not null";
        };
    }

    private static String withoutMap(StatementKind kind, String text, TableNames names) {
        return kind == StatementKind.UPDATE
                ? text.replaceFirst(
                        ",\\s*" + assigned(names, SessionColumn.MAX_INTERVAL) + ",\\s*"
                                + assigned(names, SessionColumn.MAP) + "where",
                        " where")
                : text;
    }

    private static String assigned(TableNames names, SessionColumn column) {
        return Pattern.quote(names.column(column).written()) + "\\s*=\\s*\\?\\s*";
    }

    private static String columns(TableNames names) {
        StringBuilder columns = new StringBuilder();
        for (SessionColumn column : SessionColumn.values()) {
            if (column != SessionColumn.ROW_ID) {
                columns.append(columns.isEmpty() ? "" : ", ")
                        .append(names.column(column).written());
            }
        }
        return columns.toString();
    }

    private static String columnsOfInsert(StatementKind kind, TableNames names) {
        return String.join(
                ", ",
                kind.parameters().stream()
                        .map(column -> names.column(column).written())
                        .toList());
    }
}
