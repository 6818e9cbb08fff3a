package org.jettyferry.store.carry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jettyferry.database.DatabaseServer;
import org.jettyferry.database.Dialect;
import org.jettyferry.database.TableName;
import org.jettyferry.store.detect.LiveNodes;
import org.jettyferry.store.journal.StoreException;
import org.jettyferry.store.plan.CarryPlan;

/** The checks before the first change, in the order in which an operator can do something about them. */
final class Preflight {
    private final Connection connection;
    private final Dialect dialect;
    private final DatabaseServer server;
    private final CarryPlan plan;
    private final CarryControl control;

    Preflight(Connection connection, Dialect dialect, CarryPlan plan, CarryControl control) {
        this.connection = connection;
        this.dialect = dialect;
        this.server = dialect.server(connection);
        this.plan = plan;
        this.control = control;
    }

    /** @throws StoreException.Refused by the first check that says no */
    void check() throws SQLException {
        room();
        checkAgain();
    }

    /**
     * The same for a run that goes on: much may have happened since it was cut off. Part of the room is taken by itself.
     *
     * @throws StoreException.Refused by the first check that says no
     */
    void checkAgain() throws SQLException {
        writable();
        rights();
        nothingHangsOnTheTables();
        names();
        if (control.backupDir().isPresent()) {
            folder(control.backupDir().get());
        }
        if (!control.assumeStopped()) {
            new LiveNodes(connection, dialect, plan.evidence(), control.heartbeats()).check(control.listener());
        }
    }

    private void writable() throws SQLException {
        if (server.readOnly()) {
            throw new StoreException.Refused(
                    "the database is read-only", "Connect to the primary, or make it writable. Nothing was changed.");
        }
    }

    private void rights() throws SQLException {
        List<String> missing = server.missingRights(tables());
        if (!missing.isEmpty()) {
            throw new StoreException.Refused(
                    "this user lacks rights",
                    "Connect as the owner of the session tables, or run as an administrator: "
                            + String.join("; ", missing) + ". Nothing was changed.");
        }
    }

    private void nothingHangsOnTheTables() throws SQLException {
        List<String> extra = plan.evidence().sessions().extraColumns();
        if (!extra.isEmpty()) {
            throw new StoreException.Refused(
                    "the session table has columns that are not Jetty's and would be left behind: " + extra,
                    "Move them to a table of their own. Nothing was changed.");
        }
        List<String> dependents = new ArrayList<>();
        for (TableName table : tables()) {
            dependents.addAll(server.dependents(table));
        }
        if (!dependents.isEmpty()) {
            throw new StoreException.Refused(
                    "these hang on the session tables and would stay with the old ones: "
                            + String.join(", ", dependents),
                    "Drop them now and make them again afterwards. Nothing was changed.");
        }
    }

    private void names() {
        int longest = plan.names().oldSessions().name().length() + "idx__session".length();
        if (longest > dialect.maxIdentifier()) {
            throw new StoreException.Refused(
                    "the name " + plan.names().sessions().name() + " is too long: the backup's index would need "
                            + longest + " characters and the database takes " + dialect.maxIdentifier(),
                    "Give the session table a shorter name, in Jetty's configuration too. Nothing was changed.");
        }
    }

    /** Where it could not be written to, that would come out after hours. */
    private static void folder(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "ferry", ".probe"));
        } catch (IOException e) {
            throw new StoreException.Refused(
                    "the folder of --backup-dir can't be written to: " + e.getMessage(),
                    "Name another one, or give this user the right. Nothing was changed.");
        }
    }

    private void room() throws SQLException {
        OptionalLong free = server.freeBytes();
        long needed = plan.keepsSessions() ? plan.evidence().bytes() * 12 / 10 : 0;
        if (free.isPresent() && free.getAsLong() < needed) {
            throw new StoreException.Refused(
                    "too little room: the new tables need about " + needed / 1_000_000 + " MB beside the old ones, and "
                            + free.getAsLong() / 1_000_000 + " MB are free",
                    "Make room, or purge old backups with: ferry backup purge. Nothing was changed.");
        }
    }

    private List<TableName> tables() {
        return plan.evidence().tables();
    }
}
