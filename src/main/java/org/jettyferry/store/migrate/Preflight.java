package org.jettyferry.store.migrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jdbc.TableReplacement;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.detect.Guests;
import org.jettyferry.store.detect.LiveNodes;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.plan.Replacements;
import org.jettyferry.store.table.SessionTable;

/**
 * The checks before the first change, in the order in which an operator can do something about them.
 *
 * <p>Whatever would stop a run after hours is asked here first: rights, disk space, memory, dependent objects, names
 * and keys that the server cannot make, live nodes. Each check returns a refusal with its remedy, or nothing. {@code
 * ferry plan} lists all refusals; a run throws the first.
 */
public final class Preflight {
    private final Connection connection;
    private final Dialect dialect;
    private final Catalog server;
    private final MigrationPlan plan;
    private final MigrationControl control;

    /**
     * Creates the checks; reads nothing yet.
     *
     * @param connection to read over
     * @param dialect of its server
     * @param plan of the run
     * @param control of the run
     */
    public Preflight(Connection connection, Dialect dialect, MigrationPlan plan, MigrationControl control) {
        this.connection = connection;
        this.dialect = dialect;
        this.server = dialect.server(connection);
        this.plan = plan;
        this.control = control;
    }

    /** Returns all present refusals, without waiting for a node to save. */
    public List<OperatorException> refusals() throws SQLException {
        List<OperatorException> refusals = new ArrayList<>();
        room().ifPresent(refusals::add);
        standing().forEach(refusals::add);
        if (!control.assumeStopped()) {
            (plan.options().live() ? guests().strangers(control.heartbeats()) : nodes().signs())
                    .ifPresent(refusals::add);
        }
        return refusals;
    }

    /**
     * @throws OperatorException with the first refusal
     */
    void check() throws SQLException {
        Optional<OperatorException> room = room();
        if (room.isPresent()) {
            throw room.get();
        }
        checkAgain();
    }

    /**
     * Checks again before a run is resumed: much may have changed since. Disk space is not checked, because the run
     * itself has taken part of it.
     *
     * @throws OperatorException with the first refusal
     */
    void checkAgain() throws SQLException {
        Optional<OperatorException> first = standing().findFirst();
        if (first.isPresent()) {
            throw first.get();
        }
        if (control.backupDir().isPresent()) {
            folder(control.backupDir().get());
        }
        if (control.assumeStopped()) {
            return;
        }
        if (!plan.options().live()) {
            nodes().check(control.listener());
            return;
        }
        guests().requireNoStranger(control.heartbeats(), control.listener());
    }

    private Guests guests() {
        return new Guests(connection, dialect, plan.evidence());
    }

    private Stream<OperatorException> standing() throws SQLException {
        return Stream.of(
                        writable(),
                        rights(),
                        lookedFor(),
                        columns(),
                        dependents(),
                        publications(),
                        fence(),
                        names(),
                        keys(),
                        heap(),
                        quarantine())
                .flatMap(Optional::stream);
    }

    private Optional<OperatorException> heap() {
        Heap heap = Heap.ofThisProcess();
        return refuse(
                !heap.holds(plan, 1),
                heap.tooSmall(plan),
                "Give it that much, or leave the blobs as they are with --blobs copy where the target can read them."
                        + " Nothing was changed.");
    }

    private LiveNodes nodes() {
        return new LiveNodes(connection, dialect, plan.evidence(), control.heartbeats());
    }

    private Optional<OperatorException> writable() throws SQLException {
        return refuse(
                server.readOnly(),
                "the database is read-only",
                "Connect to the primary, or make it writable. Nothing was changed.");
    }

    private Optional<OperatorException> rights() throws SQLException {
        List<String> missing = server.missingRights(tables());
        return refuse(
                !missing.isEmpty(),
                "this user lacks rights",
                "Connect as the owner of the session tables, or run as an administrator: " + String.join("; ", missing)
                        + ". Nothing was changed.");
    }

    private Optional<OperatorException> columns() {
        List<String> extra = new ArrayList<>(plan.evidence().sessions().extraColumns());
        extra.removeIf(name -> plan.options().dropColumns().stream().anyMatch(name::equalsIgnoreCase));
        return refuse(
                !extra.isEmpty(),
                "the session table has columns that are not Jetty's and would be left behind: " + extra,
                "Move them to a table of their own, or leave them in the backup with "
                        + extra.stream().map(name -> "--drop-column " + name).collect(Collectors.joining(" "))
                        + ". Nothing was changed.");
    }

    /** Refuses a table whose name Jetty does not use: no node would find the migrated sessions. */
    private Optional<OperatorException> lookedFor() {
        List<String> hidden = plan.evidence().hidden();
        return refuse(
                !hidden.isEmpty(),
                String.join("; ", hidden),
                "Rename what Jetty is to find, or give the name as Jetty's configuration has it: --table NAME, with double"
                        + " quotes as part of NAME where they stand there. Nothing was changed.");
    }

    /** Refuses keys that are too long for this server. */
    private Optional<OperatorException> keys() throws SQLException {
        List<SessionColumn> key =
                new ArrayList<>(plan.makesIds() ? List.of(SessionColumn.SESSION_ID) : SessionColumn.KEY_2);
        if (plan.makesIds() && plan.to().sessionIndex()) {
            key.add(SessionColumn.CONTEXT_PATH);
        }
        SessionTable sessions = plan.evidence().sessions();
        Optional<String> problem = server.keyTooLong(
                sessions.name(), key.stream().map(sessions::name).toList());
        return refuse(
                problem.isPresent(),
                "the new table's key would be too long: " + problem.orElse(""),
                "Make the columns as narrow as Jetty makes them (120 and 60 characters), if no value is longer. Nothing was"
                        + " changed.");
    }

    private Optional<OperatorException> quarantine() {
        return plan.keepsSessions() ? QuarantineCheck.byForecast(plan, control.maxQuarantined()) : Optional.empty();
    }

    private Optional<OperatorException> dependents() throws SQLException {
        List<String> dependents = new ArrayList<>();
        for (TableName table : tables()) {
            dependents.addAll(server.dependents(table));
        }
        for (TableReplacement replacement : Replacements.of(plan, dialect)) {
            dependents.addAll(server.inventory(replacement).refused());
        }
        return refuse(
                !dependents.isEmpty(),
                "these belong to the session tables and would stay with the old ones: " + String.join(", ", dependents),
                "Remove them now and make them again afterwards. Nothing was changed.");
    }

    /**
     * Refuses logical replication of all tables: a subscriber does not have the tables that a run makes, and stops at
     * their first row.
     */
    private Optional<OperatorException> publications() throws SQLException {
        List<TableName> tables = new ArrayList<>(tables());
        Journal.TABLES.forEach(name -> tables.add(tables.get(0).sibling(name)));
        List<String> publications = control.ignorePublications() ? List.of() : server.publications(tables);
        return refuse(
                !publications.isEmpty(),
                "these publications send the tables of a run to subscribers that do not have them: "
                        + String.join(", ", publications),
                "Stop the subscriptions, then drop the publication, or take the session tables out of it (alter publication"
                        + " ... drop table ...). Make it again afterwards, of tables that it lists by name, and refresh the"
                        + " subscriptions. If there are no subscribers, add --ignore-publications. Nothing was changed.");
    }

    /** Refuses a live run to generation 1 where {@link GuestFence} would keep nobody out. */
    private Optional<OperatorException> fence() throws SQLException {
        return refuse(
                plan.options().live() && plan.makesIds() && !server.enforcesChecks(),
                "this server ignores CHECK constraints, so guests could write to the new tables as to the old ones",
                "Stop all nodes and omit --live. Nothing was changed.");
    }

    private Optional<OperatorException> names() {
        int longest = plan.names().oldSessions().name().length() + "idx__session".length();
        return refuse(
                longest > dialect.maxIdentifier(),
                "the name " + plan.names().sessions().name() + " is too long: the backup's index would need " + longest
                        + " characters and the database takes " + dialect.maxIdentifier(),
                "Give the session table a shorter name, in Jetty's configuration too. Nothing was changed.");
    }

    /** Tries to write to the directory now; otherwise the export would fail after hours. */
    private static void folder(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "ferry", ".probe"));
        } catch (IOException e) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the folder of --backup-dir can't be written to: " + e.getMessage(),
                    "Name another one, or give this user the right. Nothing was changed.");
        }
    }

    private Optional<OperatorException> room() throws SQLException {
        OptionalLong free = server.freeBytes();
        long needed = plan.roomBytes() * 12 / 10;
        return refuse(
                free.isPresent() && free.getAsLong() < needed,
                "too little room: the new tables need about " + needed / 1_000_000 + " MB beside the old ones, and "
                        + free.orElse(0) / 1_000_000 + " MB are free",
                "Make room, or purge old backups with: ferry backup purge. Nothing was changed.");
    }

    private static Optional<OperatorException> refuse(boolean refused, String message, String remedy) {
        return refused ? Optional.of(new OperatorException(Kind.REFUSED, message, remedy)) : Optional.empty();
    }

    private List<TableName> tables() {
        return plan.evidence().tables();
    }
}
