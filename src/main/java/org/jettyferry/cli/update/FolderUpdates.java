package org.jettyferry.cli.update;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Function;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schema;
import org.jettyferry.rolling.SchemaUpdates;
import org.jettyferry.update.PendingUpdate;
import org.jettyferry.update.SchemaUpdate;
import org.jettyferry.update.UpdateControl;
import org.jettyferry.update.UpdateFolder;
import org.jettyferry.update.UpdateStatus;
import org.jettyferry.update.preflight.PreflightChecks;

/** Runs the updates of a folder on schemata of the registry, as {@code ferry run-update} does. Safe for several threads. */
public final class FolderUpdates implements SchemaUpdates {
    private final UpdateFolder folder;
    private final PreflightChecks checks;
    private final VersionRecord versions;
    private final Function<String, Database> databases;
    private final UpdateControl control;
    private final PrintWriter log;

    /**
     * Makes it.
     *
     * @param registry of the schemata
     * @param control of each run
     * @param databases connects to the database of a JDBC URL
     * @param log where the lines of each schema go
     */
    public FolderUpdates(
            UpdateFolder folder,
            Registry registry,
            UpdateControl control,
            Function<String, Database> databases,
            PrintWriter log) {
        this.folder = folder;
        this.checks = PreflightChecks.read(folder);
        this.versions = new VersionRecord(Optional.of(registry), folder.version());
        this.control = control;
        this.databases = databases;
        this.log = log;
    }

    @Override
    public void check(Schema schema) {
        Database database = database(schema);
        versions.check(schema.name(), database);
        UpdateStatus status = new SchemaUpdate(database).check(folder, control);
        if (status.pending().stream().anyMatch(PendingUpdate.Sessions.class::isInstance)) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the updates of the schema " + schema.name() + " upgrade a session store, and its nodes are alive",
                    "A rolling upgrade brings the sessions along by itself: take the line sessions out of updates.yaml for"
                            + " it. Nothing was changed.");
        }
        checks.require(database, new LogLines(log, schema.name()));
    }

    @Override
    public int run(Schema schema) {
        return new UpdateJob(folder, control, checks, versions, Optional.empty(), log)
                .run(schema.name(), () -> database(schema));
    }

    private Database database(Schema schema) {
        return databases.apply(schema.url()
                .filter(url -> url.startsWith("jdbc:"))
                .orElseThrow(() -> new OperatorException(
                        Kind.REFUSED,
                        "the registry has no JDBC URL of the schema " + schema.name(),
                        "Its updates need one. Without updates: --no-updates. Nothing was changed.")));
    }
}
