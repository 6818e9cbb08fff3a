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
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.Quarantine;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.table.StoreNames;

/** Finds the session tables and judges them. Changes nothing. */
public final class Detector {
    private static final long SMALL_BLOB = 65_535;

    private final Connection connection;
    private final Dialect dialect;
    private final Catalog server;
    private final StoreNames names;
    private final String schema;

    /**
     * Asks for the connection's own schema where the names leave it open.
     *
     * @param connection asked by every look; is left as it is
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
     * Judges the store as it stands now.
     *
     * @throws OperatorException if a column is configured that the session table does not have
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
        return known.isPresent()
                ? judge(known.get(), ids(known))
                : new Detection.Foreign(table.name(), whyForeign(table), table.view(), whatHelps(table));
    }

    /**
     * The table of ids of this store. Generation 2 has none, so that one of the default name, which no session table of
     * generation 1 stands beside, may be of another store in the same schema.
     *
     * @param sessions the session table, where there is one
     */
    private Optional<Table> ids(Optional<SessionTable> sessions) throws SQLException {
        boolean one = sessions.isPresent() && sessions.get().generation() == Generation.ONE;
        return one || names.ownsIds() ? find(names.idsTable()) : Optional.empty();
    }

    /**
     * A table of the store's schema: as Jetty's unquoted statements would find it; else as it is written.
     *
     * @return what the metadata say; empty if there is none of that name
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

    /** The session table by which the store is known to the journal, whether it exists or not. */
    public TableName store() throws SQLException {
        return nameOf(names.table());
    }

    /** The store's tables as a backup remembers them: that of ids too where one of its name can only be this store's. */
    public List<TableName> originals() throws SQLException {
        return names.ownsIds() ? List.of(store(), nameOf(names.idsTable())) : List.of(store());
    }

    /** A table of the store, as the database spells it; one that is gone, as it would. */
    public TableName nameOf(String name) throws SQLException {
        return find(name).map(Table::name).orElse(lookedFor(name));
    }

    /** The name under which Jetty on this server looks for a table and names it in its statements. */
    private TableName lookedFor(String name) throws SQLException {
        return server.spelled(new TableName(schema, names.spelled(dialect, name)));
    }

    /** The schema in which it looks, as the server or the operator spells it. */
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

    private Detection judge(SessionTable sessions, Optional<Table> ids) throws SQLException {
        checkNothingHidden(sessions.name());
        if (ids.isPresent()) {
            checkNothingHidden(ids.get().name());
        }
        TableStatistics statistics = new TableScanner(connection, dialect, sessions).survey();
        ReleaseGuess guess = guess(sessions, statistics);
        long bytes = server.bytesOf(sessions.name());
        Evidence evidence = new Evidence(
                sessions,
                ids,
                statistics,
                guess.release(),
                guess.reason(),
                guess.byRows(),
                bytes,
                new Quarantine(connection, new Journal(connection, dialect, schema)).codes(sessions.name()),
                hidden(sessions, ids),
                warnings(sessions, ids, statistics));
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

    /** Rows that are hidden from this user would be taken for rows that are not there, and be lost. */
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

    /** Tables that this program finds and no node does. */
    private List<String> hidden(SessionTable sessions, Optional<Table> ids) throws SQLException {
        List<String> hidden = new ArrayList<>();
        hidden(names.table(), sessions.name()).ifPresent(hidden::add);
        if (ids.isPresent()) {
            hidden(names.idsTable(), ids.get().name()).ifPresent(hidden::add);
        }
        return hidden;
    }

    private Optional<String> hidden(String name, TableName found) throws SQLException {
        String jettys = lookedFor(name).name();
        return found.name().equals(jettys)
                ? Optional.empty()
                : Optional.of("Jetty on this server looks for a table " + jettys + ", and this one is called "
                        + dialect.quote(found.name()) + ": no node will find it");
    }

    /** Two tables in different letters: a slip of a tool that copies databases, or a node that has made its own. */
    private Optional<String> others(TableName sessions) throws SQLException {
        List<String> others = new ArrayList<>();
        for (String name : server.namedLike(sessions)) {
            Optional<Table> table =
                    name.equals(sessions.name()) ? Optional.empty() : server.table(sessions.sibling(name));
            if (table.isPresent() && !table.get().name().equals(sessions)) {
                others.add(dialect.quote(name) + " (" + rows(table.get().name()) + ")");
            }
        }
        String jettys = lookedFor(names.table()).name();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "There is more than one table of this name, in other letters: " + String.join(", ", others)
                                + " beside " + dialect.quote(sessions.name()) + " (" + rows(sessions)
                                + "), which this is about. Jetty uses " + jettys + ".");
    }

    private String rows(TableName table) throws SQLException {
        long rows = Sql.number(connection, "select count(*) from " + table.sql(dialect));
        return rows == 1 ? "1 row" : rows + " rows";
    }

    private List<String> warnings(SessionTable sessions, Optional<Table> ids, TableStatistics statistics)
            throws SQLException {
        List<String> warnings = new ArrayList<>();
        Optional<Run> unfinished = new Journal(connection, dialect, schema).unfinished(sessions.name());
        if (unfinished.isPresent()) {
            Run run = unfinished.get();
            warnings.add("Run " + run.id() + " (" + run.kind() + " to Jetty " + run.to()
                    + ") has begun and not ended: it is at work now, or it was cut off. " + wayOn(run, statistics));
        }
        others(sessions.name()).ifPresent(warnings::add);
        hidden(sessions, ids).forEach(sentence -> warnings.add(sentence + "."));
        boolean one = sessions.generation() == Generation.ONE;
        if (one && ids.isEmpty()) {
            warnings.add(names.idsTable() + " is missing; a node of generation 1 makes it anew when it starts.");
        }
        if (one && statistics.layouts().containsKey(BlobLayout.ENTRIES)) {
            warnings.add(
                    "Some blobs of this generation-1 table are written by Jetty 9.4.13 or later: a node of the wrong"
                            + " release was started on it, and it deletes rows. Stop it.");
        }
        Long unknown = statistics.layouts().get(BlobLayout.UNKNOWN);
        if (unknown != null) {
            warnings.add(
                    unknown + " of " + statistics.sampled() + " sampled blobs are in no form that Jetty itself writes:"
                            + " compressed or encrypted by the site, or broken. ferry plan tells what a run would make of them.");
        }
        String type = sessions.type(SessionColumn.MAP);
        if (dialect.capacity(type).orElse(Long.MAX_VALUE) <= SMALL_BLOB) {
            warnings.add("The map is a " + type + ": at most "
                    + dialect.capacity(type).getAsLong() + " bytes (the largest"
                    + " now has " + statistics.largestBlob() + "), and a larger session is lost in silence. Make it a"
                    + " mediumblob and set jetty.session.jdbc.blobType=mediumblob.");
        }
        if (!sessions.extraColumns().isEmpty()) {
            warnings.add("Columns that are not Jetty's: " + String.join(", ", sessions.extraColumns()) + ".");
        }
        return warnings;
    }

    /** After the swap, which the journal may not know of yet, the rows are others; and a restore is nothing but a swap. */
    private String wayOn(Run run, TableStatistics statistics) throws SQLException {
        return !run.isMigrate() || run.isUpToDate(statistics.check()) || isSwapped(run)
                ? "The same command goes on with it."
                : "Sessions were saved since: it can't be gone on with. Stop every node, then begin anew with --restart.";
    }

    private boolean isSwapped(Run run) throws SQLException {
        return run.step() == Run.Step.SWAP
                && server.exists(Run.setAside(store(), run.id()))
                && !server.exists(Run.inTheMaking(store(), run.id()));
    }

    /** A name that the operator has given is a typing error rather than a sign of a foreign table. */
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

    /** Tables that are Jetty's but for one thing. */
    private Optional<String> whatHelps(Table table) {
        List<String> missing = SessionTable.missing(table, names);
        boolean rowId = table.column(names.column(SessionColumn.ROW_ID)).isPresent();
        if (missing.equals(List.of(names.column(SessionColumn.VIRTUAL_HOST))) && rowId) {
            return Optional.of(
                    "It looks like a table of Jetty 6, which Ferry does not read. Stop the nodes, drop it or rename"
                            + " it, and let the new release make its own; its users log in again.");
        }
        if (table.view() || !missing.isEmpty() || !table.primaryKey().isEmpty()) {
            return Optional.empty();
        }
        List<String> key = (rowId ? List.of(SessionColumn.ROW_ID) : SessionColumn.KEY_2)
                .stream()
                        .map(column -> table.column(names.column(column)).orElseThrow())
                        .map(column -> dialect.quote(column.name()))
                        .toList();
        return Optional.of("Give it the key that Jetty makes, with all nodes stopped: alter table "
                + table.name().sql(dialect) + " add primary key (" + String.join(", ", key)
                + "). If rows stand in the way, two have the same key.");
    }

    private String whyForeign(Table table) {
        if (table.view()) {
            return "it is a view; Jetty takes it for its table";
        }
        List<String> missing = SessionTable.missing(table, names);
        if (!missing.isEmpty()) {
            return "it lacks the columns " + String.join(", ", missing);
        }
        return "its primary key is " + (table.primaryKey().isEmpty() ? "missing" : table.primaryKey())
                + "; generation 1 has rowId, generation 2 has sessionId, contextPath, virtualHost";
    }
}
