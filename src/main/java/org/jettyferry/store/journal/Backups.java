package org.jettyferry.store.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.JettyRelease;

/** The old tables that runs set aside. Belongs to the thread of its connection. */
public final class Backups {
    private final Connection connection;
    private final Dialect dialect;
    private final Journal journal;

    /**
     * Runs no statement yet.
     *
     * @param connection the one that changes things
     * @param dialect the dialect of its server
     * @param journal the journal of the store
     */
    public Backups(Connection connection, Dialect dialect, Journal journal) {
        this.connection = connection;
        this.dialect = dialect;
        this.journal = journal;
    }

    /** Records a backup, once. The time is that of the server; the one in {@code backup} is ignored. */
    public void record(Backup backup) throws SQLException {
        String table = journal.table("ferry_backup");
        Sql.update(
                connection,
                "delete from " + table + " where run_id = ? and backup_table = ?",
                backup.run(),
                backup.table().name());
        Sql.update(
                connection,
                "insert into " + table + " (run_id, generation, jetty_release, original_table, backup_table, row_count,"
                        + " created_ms) values (?, ?, ?, ?, ?, ?, " + dialect.nowMillis() + ")",
                backup.run(),
                backup.generation(),
                backup.release().toString(),
                backup.original().name(),
                backup.table().name(),
                backup.rows());
    }

    /**
     * Returns all backups that still exist, oldest first; none without a journal.
     *
     * @param schema the schema of the store
     */
    public List<Backup> list(String schema) throws SQLException {
        return existing(schema).stream().map(Owned::backup).toList();
    }

    /**
     * Returns the backups of one store that still exist, oldest first: those of its runs. A table that was set aside
     * outside of a run belongs to the store that had it.
     *
     * @param originals the store's tables under their own names, the session table first
     */
    public List<Backup> of(List<TableName> originals) throws SQLException {
        TableName store = originals.get(0);
        return existing(store.schema()).stream()
                .filter(owned -> owned.store().isEmpty()
                        ? originals.contains(owned.backup().original())
                        : owned.store().equals(store.toString()))
                .map(Owned::backup)
                .toList();
    }

    /** Returns what a run set aside, whether it still exists or was put back since; none without a journal. */
    public List<Backup> recorded(String schema, String run) throws SQLException {
        return recorded(schema).stream()
                .map(Owned::backup)
                .filter(backup -> backup.run().equals(run))
                .toList();
    }

    /** A backup and the store of its run; empty text if there is no such run. */
    private record Owned(Backup backup, String store) {}

    private List<Owned> existing(String schema) throws SQLException {
        List<Owned> existing = new ArrayList<>();
        for (Owned owned : recorded(schema)) {
            if (dialect.server(connection).exists(owned.backup().table())) {
                existing.add(owned);
            }
        }
        return existing;
    }

    private List<Owned> recorded(String schema) throws SQLException {
        return journal.exists()
                ? Sql.rows(
                        connection,
                        row -> new Owned(read(row, schema), row.getString("store")),
                        "select b.run_id, b.generation, b.jetty_release, b.original_table, b.backup_table, b.row_count,"
                                + " b.created_ms, coalesce(r.store_table, '') as store from "
                                + journal.table("ferry_backup") + " b left join " + journal.table("ferry_run")
                                + " r on r.run_id = b.run_id order by b.run_id, b.backup_table")
                : List.of();
    }

    /** Drops the tables of these backups, and deletes their records. */
    public void purge(List<Backup> backups) throws SQLException {
        for (Backup backup : backups) {
            Sql.execute(connection, "drop table " + backup.table().sql(dialect));
            forget(backup);
        }
    }

    /**
     * Deletes the records that an interrupted purge left behind after it had dropped their tables. The record of a
     * table that was put back stays: a second restore recognizes by it that there is nothing to do.
     *
     * @param schema the schema of the store
     * @return what the deleted records named
     */
    public List<Backup> forgetDropped(String schema) throws SQLException {
        List<Backup> gone = new ArrayList<>();
        for (Owned owned : recorded(schema)) {
            if (!dialect.server(connection).exists(owned.backup().table())) {
                gone.add(owned.backup());
            }
        }
        Set<String> restored = gone.isEmpty() ? Set.of() : journal.restoredRuns();
        gone.removeIf(backup -> restored.contains(backup.run()));
        for (Backup backup : gone) {
            forget(backup);
        }
        return gone;
    }

    private void forget(Backup backup) throws SQLException {
        Sql.update(
                connection,
                "delete from " + journal.table("ferry_backup") + " where run_id = ? and backup_table = ?",
                backup.run(),
                backup.table().name());
    }

    /** Drops all that a run set aside. An interrupted call can be repeated. */
    public void purge(Run run, List<Backup> backups) throws SQLException {
        purge(backups);
        Sql.update(connection, "delete from " + journal.table("ferry_backup") + " where run_id = ?", run.id());
    }

    private static Backup read(ResultSet row, String schema) throws SQLException {
        return new Backup(
                row.getString("run_id"),
                row.getString("generation"),
                JettyRelease.parse(row.getString("jetty_release")),
                new TableName(schema, row.getString("original_table")),
                new TableName(schema, row.getString("backup_table")),
                row.getLong("row_count"),
                row.getLong("created_ms"));
    }
}
