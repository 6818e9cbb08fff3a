package org.jettyferry.jdbc.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.Sha256;
import org.jettyferry.jdbc.Sql;

/**
 * Computes a checksum of everything in a schema but its rows. Columns that change with rows or time, such as
 * {@code TABLE_ROWS} and {@code CREATE_TIME}, are left out, and so is {@code AUTO_INCREMENT}.
 */
final class MySqlStructure {
    private static final List<String> QUERIES = List.of(
            "select TABLE_NAME, TABLE_TYPE, ENGINE, ROW_FORMAT, TABLE_COLLATION, CREATE_OPTIONS, TABLE_COMMENT"
                    + " from information_schema.TABLES where TABLE_SCHEMA = ? order by 1",
            "select TABLE_NAME, ORDINAL_POSITION, COLUMN_NAME, COLUMN_DEFAULT, IS_NULLABLE, COLUMN_TYPE,"
                    + " COLLATION_NAME, EXTRA, COLUMN_COMMENT, GENERATION_EXPRESSION"
                    + " from information_schema.COLUMNS where TABLE_SCHEMA = ? order by 1, 2",
            "select TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME, NON_UNIQUE, SUB_PART, INDEX_TYPE, INDEX_COMMENT"
                    + " from information_schema.STATISTICS where TABLE_SCHEMA = ? order by 1, 2, 3",
            "select TABLE_NAME, CONSTRAINT_NAME, CONSTRAINT_TYPE"
                    + " from information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = ? order by 1, 2",
            "select TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION, COLUMN_NAME, REFERENCED_TABLE_NAME,"
                    + " REFERENCED_COLUMN_NAME from information_schema.KEY_COLUMN_USAGE where TABLE_SCHEMA = ?"
                    + " order by 1, 2, 3",
            "select TABLE_NAME, PARTITION_NAME, PARTITION_ORDINAL_POSITION, PARTITION_METHOD, PARTITION_DESCRIPTION"
                    + " from information_schema.PARTITIONS where TABLE_SCHEMA = ? order by 1, 3",
            "select TABLE_NAME, VIEW_DEFINITION, SECURITY_TYPE from information_schema.VIEWS where TABLE_SCHEMA = ?"
                    + " order by 1",
            "select EVENT_OBJECT_TABLE, TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT, ACTION_ORDER"
                    + " from information_schema.TRIGGERS where TRIGGER_SCHEMA = ? order by 1, 2",
            "select ROUTINE_TYPE, ROUTINE_NAME, ROUTINE_DEFINITION, DTD_IDENTIFIER"
                    + " from information_schema.ROUTINES where ROUTINE_SCHEMA = ? order by 1, 2",
            "select EVENT_NAME, EVENT_DEFINITION, STATUS from information_schema.EVENTS where EVENT_SCHEMA = ?"
                    + " order by 1");

    private MySqlStructure() {}

    static String checksum(Connection connection, String schema, List<String> except) throws SQLException {
        Sha256 checksum = new Sha256();
        for (String query : QUERIES) {
            for (String row : Sql.rows(connection, MySqlStructure::row, query, schema)) {
                if (except.stream().noneMatch(table -> row.startsWith(table + "\u0000"))) {
                    checksum.add(row);
                }
            }
            checksum.add("\u0001");
        }
        return checksum.hex();
    }

    private static String row(ResultSet row) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            text.append(row.getString(i)).append('\u0000');
        }
        return text.toString();
    }
}
