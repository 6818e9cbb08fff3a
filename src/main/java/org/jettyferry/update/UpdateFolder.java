package org.jettyferry.update;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/**
 * The updates of a site, as its folder declares them in {@code updates.yaml}:
 *
 * <pre>
 * updates:
 *   - changelog: shop/changelog.xml
 *   - sessions: 12
 *   - command: [./reindex.sh, --all]
 *     name: reindex-1
 *     timeLimit: 10m
 * notRevertible: refuse
 * </pre>
 *
 * @param folder the folder
 * @param updates what it declares, in its order
 * @param checksum of all files in the folder
 * @param acceptsNotRevertible whether updates that can't be taken back run without a flag
 */
public record UpdateFolder(Path folder, List<Update> updates, String checksum, boolean acceptsNotRevertible) {
    /** The file that declares the updates. */
    public static final String FILE = "updates.yaml";

    public UpdateFolder {
        updates = List.copyOf(updates);
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
                    folder, declaration.updates(), FolderChecksum.of(folder), declaration.acceptsNotRevertible());
        } catch (IOException | UncheckedIOException e) {
            throw new OperatorException(
                    Kind.USAGE,
                    "could not read all files of " + folder + ": " + e.getMessage(),
                    "Check their permissions.");
        }
    }
}
