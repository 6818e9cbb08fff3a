package org.jettyferry.cli.update;

import java.io.PrintWriter;
import java.util.Optional;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.update.SchemaCommand.Target;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.update.SchemaUpdate;
import org.jettyferry.update.UpdateControl;
import org.jettyferry.update.UpdateFolder;
import org.jettyferry.update.preflight.PreflightChecks;

/**
 * What is done to each schema: its checks, its updates, a tag behind them, and its version in the registry.
 *
 * @param log where the lines of each schema go
 */
record UpdateJob(
        UpdateFolder folder,
        UpdateControl control,
        PreflightChecks preflight,
        VersionRecord versions,
        Optional<String> tag,
        PrintWriter log) {

    /**
     * Updates a schema.
     *
     * @param name of the schema, for the log
     * @return how many updates have run
     * @throws OperatorException if it cannot be connected to, a check fails, or an update
     */
    int run(String name, Target target) {
        Database database = target.connect();
        versions.check(name, database);
        SchemaUpdate update = new SchemaUpdate(database);
        LogLines lines = new LogLines(log, name);
        int ran = update.run(folder, control, () -> preflight.require(database, lines), lines);
        tag.ifPresent(text -> update.tag(text, folder, control, lines));
        lines.tell(ran == 0 ? "up to date" : Formats.count(ran, "update has run", "updates have run"));
        versions.record(name, database, log);
        return ran;
    }
}
