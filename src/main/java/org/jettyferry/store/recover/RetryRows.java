package org.jettyferry.store.recover;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jettyferry.blob.BlobCodec;
import org.jettyferry.blob.BlobException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.detect.Evidence;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.Conversion;
import org.jettyferry.store.plan.Statements;
import org.jettyferry.store.table.SessionTable;

/** Migrates single rows from the quarantine into Jetty's table, as the release that uses it now fills it. */
record RetryRows(
        Connection connection,
        Dialect dialect,
        Journal journal,
        Run run,
        SessionTable quarantine,
        Evidence live,
        Conversion conversion,
        BlobCodec codec,
        RowConventions to) {
    private static final String EXISTS = "Jetty has a session of this id by now";

    /** Tries one row; returns whether it is in Jetty's table now. */
    boolean retry(List<String> key) throws SQLException {
        connection.setAutoCommit(false);
        try {
            boolean migrated = migrate(key);
            connection.commit();
            return migrated;
        } catch (SQLException e) {
            connection.rollback();
            switch (dialect.classify(e)) {
                case TOO_LONG -> refuse(key, "TOO_LONG", "one of its values would not fit into its column");
                case DUPLICATE ->
                    refuse(key, "EXISTS", EXISTS); // stored meanwhile, or the same in the table's collation
                default -> throw e;
            }
            connection.commit();
            return false;
        } finally {
            connection.rollback(); // has nothing left to undo after the commit
            connection.setAutoCommit(true);
        }
    }

    private boolean migrate(List<String> key) throws SQLException {
        List<byte[]> blobs = Sql.rows(
                connection,
                row -> row.getBytes(1) == null ? new byte[0] : row.getBytes(1),
                "select s." + quarantine.sql(dialect, SessionColumn.MAP) + from(key));
        try {
            byte[] blob = codec.transcode(blobs.get(0), blobs.get(0).length, to.writes())
                    .toByteArray();
            if (insert(key, blob) == 0) {
                return refuse(key, "EXISTS", EXISTS);
            }
            insertId(key);
            journal.retried(run, blob.length, check(key, blob));
            Sql.update(connection, "delete from " + journal.table("ferry_quarantine") + where(key));
            return true;
        } catch (BlobException e) {
            return refuse(key, e.code().name(), String.valueOf(e.getMessage()));
        }
    }

    private long check(List<String> key, byte[] blob) throws SQLException {
        String id = "t." + live.sessions().sql(dialect, SessionColumn.SESSION_ID);
        long idCheck = Sql.number(
                connection,
                "select " + Statements.idCheck(dialect, id) + " from "
                        + live.sessions().name().sql(dialect) + " t where exists (select 1" + from(key) + " and "
                        + same() + ")");
        return dialect.blobCheck().of(blob, 0, blob.length) ^ idCheck;
    }

    /** Returns the condition that row {@code t} of the session table and quarantined row {@code s} are one session. */
    private String same() {
        return SessionColumn.KEY_2.stream()
                .map(column -> "t." + live.sessions().sql(dialect, column) + " = "
                        + dialect.comparable(
                                conversion.expression(column), live.sessions().type(column)))
                .collect(Collectors.joining(" and "));
    }

    private long insert(List<String> key, byte[] blob) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (SessionColumn column : SessionColumn.values()) {
            if (live.sessions().has(column) && column != SessionColumn.MAP) {
                columns.add(live.sessions().sql(dialect, column));
                values.add(conversion.expression(column));
            }
        }
        String table = live.sessions().name().sql(dialect);
        return Sql.update(
                connection,
                "insert into " + table + " (" + String.join(", ", columns) + ", "
                        + live.sessions().sql(dialect, SessionColumn.MAP) + ") select " + String.join(", ", values)
                        + ", ?" + from(key) + " and not exists (select 1 from " + table + " t where "
                        + same() + ")",
                blob); // as a literal it would stand in a server's log of statements
    }

    private void insertId(List<String> key) throws SQLException {
        if (live.ids().isEmpty()) {
            return;
        }
        String ids = live.ids().get().name().sql(dialect);
        String idColumn = live.idsColumn().orElseThrow();
        String type = live.ids().get().column(idColumn).map(Table.Column::type).orElse("");
        String there = dialect.quote(idColumn);
        String id = "s." + quarantine.sql(dialect, SessionColumn.SESSION_ID);
        Sql.update(
                connection,
                "insert into " + ids + " (" + there + ") select " + id + from(key) + " and not exists (select 1 from "
                        + ids + " i where i." + there + " = " + dialect.comparable(id, type) + ")");
    }

    private boolean refuse(List<String> key, String code, String reason) throws SQLException {
        Sql.update(
                connection,
                "update " + journal.table("ferry_quarantine") + " set code = " + dialect.text(code) + ", reason = "
                        + dialect.text(reason) + where(key));
        return false;
    }

    private String from(List<String> key) {
        return " from " + journal.table("ferry_quarantine") + " s" + where(key);
    }

    private String where(List<String> key) {
        StringBuilder where = new StringBuilder(" where run_id = " + dialect.text(run.id()));
        List<SessionColumn> columns = quarantine.keyColumns();
        for (int i = 0; i < columns.size(); i++) {
            String column = dialect.comparable(quarantine.sql(dialect, columns.get(i)), liveType(columns.get(i)));
            where.append(" and ").append(column).append(" = ").append(dialect.text(key.get(i)));
        }
        return where.toString();
    }

    /** Returns the type of a column in the session table; a rowId has that of the sessionId. */
    private String liveType(SessionColumn column) {
        return live.sessions().type(live.sessions().has(column) ? column : SessionColumn.SESSION_ID);
    }
}
