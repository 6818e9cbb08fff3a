package org.jettyferry.store.detect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.table.StoreNames;

/** Finds what an operator should know of a store that is Jetty's, but is not as it should be. */
final class StoreWarnings {
    private static final long SMALL_BLOB = 65_535;

    private final Detector detector;
    private final Connection connection;
    private final Dialect dialect;
    private final Catalog server;
    private final StoreNames names;

    StoreWarnings(Detector detector, Connection connection, Dialect dialect, StoreNames names) {
        this.detector = detector;
        this.connection = connection;
        this.dialect = dialect;
        this.server = dialect.server(connection);
        this.names = names;
    }

    /** Returns a sentence, without a full stop, for each table that this program finds but Jetty does not. */
    List<String> hidden(SessionTable sessions, Optional<Table> ids) throws SQLException {
        List<String> hidden = new ArrayList<>();
        hidden(names.table(), sessions.name()).ifPresent(hidden::add);
        if (ids.isPresent()) {
            hidden(names.idsTable(), ids.get().name()).ifPresent(hidden::add);
        }
        return hidden;
    }

    private Optional<String> hidden(String name, TableName found) throws SQLException {
        String jettys = detector.lookedFor(name).name();
        return found.name().equals(jettys)
                ? Optional.empty()
                : Optional.of("Jetty on this server looks for a table " + jettys + ", and this one is called "
                        + dialect.quote(found.name()) + ": no node will find it");
    }

    /**
     * Warns of names that differ only in case: a tool that copied the database changed it, or a node made its own
     * table.
     */
    private Optional<String> others(TableName sessions) throws SQLException {
        List<String> others = new ArrayList<>();
        for (String name : server.namedLike(sessions)) {
            Optional<Table> table =
                    name.equals(sessions.name()) ? Optional.empty() : server.table(sessions.sibling(name));
            if (table.isPresent() && !table.get().name().equals(sessions)) {
                others.add(dialect.quote(name) + " (" + rows(table.get().name()) + ")");
            }
        }
        String jettys = detector.lookedFor(names.table()).name();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "There is more than one table of this name, in different case: " + String.join(", ", others)
                                + " beside " + dialect.quote(sessions.name()) + " (" + rows(sessions)
                                + "), which Ferry looks at. Jetty uses " + jettys + ".");
    }

    private String rows(TableName table) throws SQLException {
        long rows = Sql.number(connection, "select count(*) from " + table.sql(dialect));
        return rows == 1 ? "1 row" : rows + " rows";
    }

    /** Returns all warnings, the most urgent first; {@code hidden} is what {@link #hidden} returned. */
    List<String> of(SessionTable sessions, Optional<Table> ids, TableStatistics statistics, List<String> hidden)
            throws SQLException {
        List<String> warnings = new ArrayList<>();
        unfinishedRun(sessions, statistics).ifPresent(warnings::add);
        others(sessions.name()).ifPresent(warnings::add);
        hidden.forEach(sentence -> warnings.add(sentence + "."));
        addGeneration1(warnings, sessions, ids, statistics);
        addBlobs(warnings, sessions, statistics);
        if (!sessions.extraColumns().isEmpty()) {
            warnings.add("Columns that are not Jetty's: " + String.join(", ", sessions.extraColumns()) + ".");
        }
        return warnings;
    }

    private Optional<String> unfinishedRun(SessionTable sessions, TableStatistics statistics) throws SQLException {
        Optional<Run> unfinished = new Journal(connection, dialect, detector.schema()).unfinished(sessions.name());
        if (unfinished.isEmpty()) {
            return Optional.empty();
        }
        Run run = unfinished.get();
        return Optional.of("Run " + run.id() + " (" + run.kind() + " to Jetty " + run.to()
                + ") has begun and not ended: it is at work now, or it was cut off. " + remedy(run, statistics));
    }

    private void addGeneration1(
            List<String> warnings, SessionTable sessions, Optional<Table> ids, TableStatistics statistics) {
        boolean one = sessions.generation() == Generation.ONE;
        if (one && ids.isEmpty()) {
            warnings.add(names.idsTable() + " is missing; a node of generation 1 makes it anew when it starts.");
        }
        if (one && statistics.layouts().containsKey(BlobLayout.ENTRIES)) {
            warnings.add(
                    "Some blobs of this generation-1 table are written by Jetty 9.4.13 or later: a node of the wrong"
                            + " release was started on it, and it deletes rows. Stop it.");
        }
    }

    private void addBlobs(List<String> warnings, SessionTable sessions, TableStatistics statistics) {
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
    }

    /**
     * Returns what to do about an unfinished run. The rows differ from those of its beginning if a node has saved
     * sessions, but also if the tables are swapped and the journal does not know it yet. A restore only swaps, so it
     * can always resume.
     */
    private String remedy(Run run, TableStatistics statistics) throws SQLException {
        return !run.isMigrate() || run.isUpToDate(statistics.check()) || isSwapped(run)
                ? "The same command resumes it."
                : "Sessions were saved since: it cannot be resumed. Stop every node, then begin anew with --restart.";
    }

    private boolean isSwapped(Run run) throws SQLException {
        return run.step() == Run.Step.SWAP
                && server.exists(Run.setAside(detector.store(), run.id()))
                && !server.exists(Run.inTheMaking(detector.store(), run.id()));
    }
}
