package org.jettyferry.cli.rolling;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jettyferry.changelog.Doubt;
import org.jettyferry.cli.store.LivingNodes;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.cli.update.FolderUpdates;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.registry.Registry;
import org.jettyferry.rolling.SchemaUpdates;
import org.jettyferry.update.UpdateControl;
import org.jettyferry.update.UpdateFolder;
import picocli.CommandLine.Option;

/** The flags that say which updates run. */
final class RollingUpdateFlags {
    @Option(
            names = "--updates",
            paramLabel = "DIR",
            description = "The folder with updates.yaml. Default: updates, if it exists.")
    Optional<Path> folder = Optional.empty();

    @Option(names = "--no-updates", description = "Run no updates.")
    boolean noUpdates;

    @Option(
            names = "--accept-not-revertible",
            description = "Run updates that can't be taken back, though updates.yaml says notRevertible: refuse.")
    boolean acceptNotRevertible;

    /**
     * Checks the flags.
     *
     * @throws OperatorException if they exclude each other
     */
    void check() {
        if (noUpdates && folder.isPresent()) {
            throw new OperatorException(
                    Kind.USAGE, "--updates and --no-updates exclude each other", "Use one of them.");
        }
    }

    /**
     * Returns the updates of the folder; none if there is no folder, or none are to run.
     *
     * @param registry that is in the database
     * @param databases connects to the database of a JDBC URL
     * @param log where the lines of each schema go
     */
    SchemaUpdates updates(
            Invocation invocation, Database registry, Function<String, Database> databases, PrintWriter log) {
        Path path = invocation.directory().resolve(folder.orElse(Path.of("updates")));
        if (noUpdates || (folder.isEmpty() && !Files.isDirectory(path))) {
            return SchemaUpdates.NONE;
        }
        UpdateControl control = new UpdateControl(
                Duration.ofMinutes(10), Doubt.ASK, acceptNotRevertible, new LivingNodes(Optional.empty(), registry));
        return new FolderUpdates(UpdateFolder.read(path), new Registry(registry), control, databases, log);
    }
}
