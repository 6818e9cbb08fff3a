package org.jettyferry.cli.update;

import java.nio.file.Path;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.update.UpdateFolder;
import picocli.CommandLine.Option;

/** The flag that names the folder of updates. */
final class UpdateFlags {
    @Option(names = "--updates", paramLabel = "DIR", description = "The folder with updates.yaml. Default: updates.")
    Path folder = Path.of("updates");

    /** Reads the folder. */
    UpdateFolder read(Invocation invocation) {
        return UpdateFolder.read(invocation.directory().resolve(folder));
    }
}
