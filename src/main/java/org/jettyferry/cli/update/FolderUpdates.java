package org.jettyferry.cli.update;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jettyferry.changelog.Doubt;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.Schema;
import org.jettyferry.rolling.SchemaUpdates;
import org.jettyferry.store.detect.NodeHeartbeats;
import org.jettyferry.update.UpdateControl;
import org.jettyferry.update.UpdateFolder;
import org.jettyferry.update.preflight.PreflightChecks;

/** Runs the updates of a folder on schemata of the registry, as {@code ferry run-update} does. Safe for several threads. */
public final class FolderUpdates implements SchemaUpdates {
    private final UpdateFolder folder;
    private final PreflightChecks checks;
    private final VersionRecord versions;
    private final Function<String, Database> databases;
    private final PrintWriter log;

    /**
     * Makes it.
     *
     * @param databases connects to the database of a JDBC URL
     * @param log where the lines of each schema go
     */
    public FolderUpdates(
            UpdateFolder folder, Registry registry, Function<String, Database> databases, PrintWriter log) {
        this.folder = folder;
        this.checks = PreflightChecks.read(folder);
        this.versions = new VersionRecord(Optional.of(registry), folder.version());
        this.databases = databases;
        this.log = log;
    }

    @Override
    public void check(Schema schema) {
        versions.check(schema.name());
        checks.require(database(schema), new LogLines(log, schema.name()));
    }

    @Override
    public int run(Schema schema) {
        // nodes are alive all the time: an update of the session store itself is refused under them
        UpdateControl control = new UpdateControl(Duration.ofMinutes(10), Doubt.ASK, true, NodeHeartbeats.NONE);
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
