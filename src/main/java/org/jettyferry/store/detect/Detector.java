package org.jettyferry.store.detect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.Quarantine;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.table.StoreNames;

/**
 * Finds the session tables of a store and decides what the store is. Changes nothing.
 *
 * <p>Jetty names its tables without quotes, so the server folds the name: to lower case on PostgreSQL, not at all on
 * others. The tool has to find the table that Jetty finds, and must not miss one that an operator spelled otherwise.
 * Every look-up therefore tries Jetty's spelling first, then the name as written, then lower case; {@link
 * StoreWarnings} reports a table that only the tool finds.
 */
public final class Detector {
    private final Connection connection;
    private final Dialect dialect;
    private final Catalog server;
    private final StoreNames names;
    private final String schema;

    /**
     * Reads the connection's current schema if the names give none.
     *
     * @param connection used by every look-up; its state does not change
     * @param dialect of its server
     * @param names what the store's tables and columns are called
     */
    public Detector(Connection connection, Dialect dialect, StoreNames names) throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.server = dialect.server(connection);
        this.names = names;
        this.schema = names.schema().isPresent() ? names.schema().get() : server.currentSchema();
    }

    /**
     * Looks at the tables and decides what the store is.
     *
     * @throws OperatorException if the configuration names a column that the session table does not have
     */
    public Detection detect() throws SQLException {
        Optional<Table> sessions = find(names.table());
        if (sessions.isEmpty()) {
            Optional<Table> ids = ids(Optional.empty());
            Detection.Absent absent = absent();
            return ids.isPresent() && absent.alike().isEmpty() ? onlyIds(ids.get()) : absent;
        }
        Table table = sessions.get();
        checkConfigured(table);
        Optional<SessionTable> known = table.view() ? Optional.empty() : SessionTable.of(table, names);
        return known.isPresent() ? found(known.get(), ids(known)) : foreign(table);
    }

    private Detection foreign(Table table) {
        ForeignTable foreign = new ForeignTable(table, dialect, names);
        return new Detection.Foreign(table.name(), foreign.reason(), table.view(), foreign.remedy());
    }

    /**
     * Returns the table of ids of this store. Generation 2 has none: a table of the default name may then belong to
     * another store in the same schema, so it counts only if its name is configured.
     *
     * @param sessions the session table, if there is one
     */
    private Optional<Table> ids(Optional<SessionTable> sessions) throws SQLException {
        boolean one = sessions.isPresent() && sessions.get().generation() == Generation.ONE;
        return one || names.ownsIds() ? find(names.idsTable()) : Optional.empty();
    }

    /**
     * Finds a table in the store's schema: as Jetty's unquoted statements would find it, otherwise as it is written.
     *
     * @return the table's metadata; empty if there is no such table
     */
    public Optional<Table> find(String name) throws SQLException {
        Optional<Table> spelled = server.table(lookedFor(name));
        if (spelled.isPresent() || names.quoted().contains(name)) {
            return spelled;
        }
        Optional<Table> exact = server.table(server.spelled(new TableName(schema, name)));
        return exact.isPresent()
                ? exact
                : server.table(server.spelled(new TableName(schema, name.toLowerCase(Locale.ROOT))));
    }

    /** Returns the session table that identifies the store in the journal, whether it exists or not. */
    public TableName store() throws SQLException {
        return nameOf(names.table());
    }

    /**
     * Returns the names under which backups record the store's tables; the table of ids only if its name is configured.
     */
    public List<TableName> originals() throws SQLException {
        return names.ownsIds() ? List.of(store(), nameOf(names.idsTable())) : List.of(store());
    }

    /** Returns a table's name as the database spells it, or would spell it if the table is missing. */
    public TableName nameOf(String name) throws SQLException {
        return find(name).map(Table::name).orElse(lookedFor(name));
    }

    /** Returns the name under which Jetty looks for a table on this server. */
    TableName lookedFor(String name) throws SQLException {
        return server.spelled(new TableName(schema, names.spelled(dialect, name)));
    }

    /** Returns the schema of the store, as the server or the operator spells it. */
    public String schema() {
        return schema;
    }

    private Detection.Absent absent() throws SQLException {
        TableName missing = store();
        List<String> elsewhere = new ArrayList<>(server.schemataWith(missing.name()));
        elsewhere.remove(schema);
        return new Detection.Absent(
                schema,
                names.table(),
                new SimilarTables(server, names).of(missing),
                elsewhere,
                names.schema().isPresent());
    }

    private Detection onlyIds(Table ids) {
        return new Detection.Mixed(
                schema,
                Optional.empty(),
                ids.name(),
                ids.name().name() + " of generation 1 stands alone: " + names.table() + " was dropped without it");
    }

    private Detection found(SessionTable sessions, Optional<Table> ids) throws SQLException {
        checkNothingHidden(sessions.name());
        if (ids.isPresent()) {
            checkNothingHidden(ids.get().name());
        }
        TableStatistics statistics = new TableScanner(connection, dialect, sessions).survey();
        ReleaseGuess guess = guess(sessions, statistics);
        StoreWarnings storeWarnings = new StoreWarnings(this, connection, dialect, names);
        List<String> hidden = storeWarnings.hidden(sessions, ids);
        Evidence evidence = new Evidence(
                sessions,
                ids,
                statistics,
                guess.release(),
                guess.reason(),
                guess.byRows(),
                server.bytesOf(sessions.name()),
                new Quarantine(connection, new Journal(connection, dialect, schema)).codes(sessions.name()),
                hidden,
                storeWarnings.of(sessions, ids, statistics, hidden));
        if (sessions.generation() == Generation.TWO && ids.isPresent()) {
            return new Detection.Mixed(
                    schema,
                    Optional.of(evidence),
                    ids.get().name(),
                    "a session table of generation 2 stands beside "
                            + ids.get().name().name()
                            + " of generation 1: a node of Jetty 9.3 or older was started on it, or it was left over");
        }
        return new Detection.Found(evidence);
    }

    /** Refuses a table of which this user sees only some rows: the others would be missing in the new table. */
    private void checkNothingHidden(TableName table) throws SQLException {
        List<String> hiding = server.hiding(table);
        if (!hiding.isEmpty()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "row level security hides rows of " + table + " from this user: " + String.join(", ", hiding),
                    "Connect as a user who sees every row (on PostgreSQL a superuser, or one with BYPASSRLS), or switch that"
                            + " off while the nodes are stopped. Nothing was changed.");
        }
    }

    private ReleaseGuess guess(SessionTable sessions, TableStatistics statistics) throws SQLException {
        Optional<JettyRelease> migrated = new Journal(connection, dialect, schema).lastTarget(sessions.name());
        return migrated.filter(sessions::fits)
                .map(release -> ReleaseGuess.migrated(release, statistics))
                .orElseGet(() -> ReleaseGuess.of(sessions.generation(), statistics));
    }

    /** Refuses a configured column that does not exist: a typing error is more likely than a foreign table. */
    private void checkConfigured(Table table) {
        boolean two = table.primaryKey().size() > 1;
        for (SessionColumn column : names.columns().keySet()) {
            String name = names.column(column);
            if (table.column(name).isEmpty() && !(two && column == SessionColumn.ROW_ID)) {
                List<String> existing =
                        table.columns().stream().map(Table.Column::name).toList();
                throw new OperatorException(
                        Kind.FAILED,
                        "table " + table.name().name() + " has no column " + name + ", as " + column.property()
                                + " says; it has: " + String.join(", ", existing),
                        "Give the column's real name with -P " + column.property() + "=NAME, or leave it out."
                                + " Nothing was changed.");
            }
        }
    }
}
