package org.jettyferry.guest;

import java.util.regex.Pattern;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.jetty.TableNames;

/**
 * One of Jetty's statements, as it was prepared.
 *
 * @param kind which one it is
 * @param text its text
 * @param table the session table as the text names it, perhaps with its schema
 */
record SessionStatement(StatementKind kind, String text, String table) {

    /**
     * Returns the text for a table of generation 1. It names the column {@code rowId}, so that it fails on a table of
     * generation 2, where its values would be wrong.
     */
    String textForGenerationOne(TableNames names, String rowId) {
        return switch (kind) {
            case LOAD -> "select " + columns(names) + ", " + rowId + text.substring(text.indexOf('*') + 1);
            case INSERT ->
                "insert into " + table + " (" + rowId + ", " + columnsOfInsert(names) + ") values (?"
                        + ", ?".repeat(kind.parameters().size()) + ")";
            default -> text + " and " + rowId + " is not null";
        };
    }

    /** Returns an update without the attributes and the interval. */
    String timesOnly(String update, TableNames names) {
        return update.replaceFirst(
                ",\\s*" + assigned(names, SessionColumn.MAX_INTERVAL) + ",\\s*" + assigned(names, SessionColumn.MAP)
                        + "where",
                " where");
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

    private String columnsOfInsert(TableNames names) {
        return String.join(
                ", ",
                kind.parameters().stream()
                        .map(column -> names.column(column).written())
                        .toList());
    }
}
