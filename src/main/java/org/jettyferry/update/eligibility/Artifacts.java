package org.jettyferry.update.eligibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.version.VersionRange;

/**
 * What runs on the nodes of one version.
 *
 * @param jetty the release of Jetty; empty if it is not known
 * @param schemaVersions the schema versions that all its applications work with; empty if none declares any
 * @param listed the classes that rules list, by name
 */
public record Artifacts(
        Optional<JettyRelease> jetty, Optional<VersionRange> schemaVersions, Map<String, ListedClass> listed) {

    /**
     * Reads a WAR, a jar, or a folder with such or with their content: a {@code webapps} folder, a JETTY_BASE, a
     * JETTY_HOME.
     *
     * @param jetty the release of Jetty; empty to look for it in the folder
     * @param rules which classes to look at
     * @throws OperatorException if it can't be read
     */
    public static Artifacts read(Path path, Optional<JettyRelease> jetty, List<PackageRule> rules) {
        if (!Files.exists(path)) {
            throw new OperatorException(
                    Kind.USAGE, "there is no file or folder " + path, "Check its name. Nothing was changed.");
        }
        ArtifactReader reader = new ArtifactReader(rules);
        try {
            new ArchiveWalk(reader).visit(path);
            return new Artifacts(
                    jetty.isPresent() ? jetty : JettyHome.release(path), reader.schemaVersions(), reader.listed());
        } catch (IOException | UncheckedIOException e) {
            throw new OperatorException(
                    Kind.USAGE,
                    "could not read " + path + reader.place() + ": " + e.getMessage(),
                    "Check that it is whole, and that you may read it. Nothing was changed.",
                    e);
        }
    }
}
