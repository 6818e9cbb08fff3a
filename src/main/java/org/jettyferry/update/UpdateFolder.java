package org.jettyferry.update;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.version.SchemaVersion;

/**
 * The updates of a site, as its folder declares them in {@code updates.yaml}:
 *
 * <pre>
 * version: 7
 * updates:
 *   - changelog: shop/changelog.xml
 *   - column: columns/order-total.yaml
 *   - sessions: 12
 *   - command: [./reindex.sh, --all]
 *     name: reindex-1
 *     timeLimit: 10m
 * checks:
 *   - check: checks/documents.yaml
 * notRevertible: refuse
 * </pre>
 *
 * @param folder the folder
 * @param updates what it declares, in its order
 * @param checks the files of the pre-flight checks in their order, relative to the folder
 * @param version the version that a schema has when they have run; empty if none is declared
 * @param checksum of all files in the folder
 * @param acceptsNotRevertible whether updates that can't be taken back run without a flag
 */
public record UpdateFolder(
        Path folder,
        List<Update> updates,
        List<String> checks,
        Optional<SchemaVersion> version,
        String checksum,
        boolean acceptsNotRevertible) {
    /** The file that declares the updates. */
    public static final String FILE = "updates.yaml";

    public UpdateFolder {
        updates = List.copyOf(updates);
        checks = List.copyOf(checks);
    }

    /**
     * Reads the declaration of a folder.
     *
     * @throws OperatorException if there is none, or it is not valid
     */
    public static UpdateFolder read(Path folder) {
        UpdateDeclaration declaration = UpdateDeclaration.read(folder);
        try {
            return new UpdateFolder(
                    folder,
                    declaration.updates(),
                    declaration.checks(),
                    declaration.version(),
                    FolderChecksum.of(folder),
                    declaration.acceptsNotRevertible());
        } catch (IOException | UncheckedIOException e) {
            throw new OperatorException(
                    Kind.USAGE,
                    "could not read all files of " + folder + ": " + e.getMessage(),
                    "Check their permissions.");
        }
    }
}
