package org.jettyferry.update.eligibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jettyferry.jetty.JettyRelease;

/** Finds the release of a Jetty in its own folder: in {@code VERSION.txt}, else in the manifest of {@code start.jar}. */
final class JettyHome {
    private static final Pattern FIRST_LINE = Pattern.compile("jetty-(\\d\\S*).*");

    private JettyHome() {}

    /** Returns the release; empty if the folder is no Jetty, or of a release without sessions in a database. */
    static Optional<JettyRelease> release(Path folder) throws IOException {
        Optional<String> text = versionFile(folder.resolve("VERSION.txt"));
        return (text.isPresent() ? text : manifest(folder.resolve("start.jar"))).flatMap(JettyRelease::running);
    }

    private static Optional<String> versionFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst()
                    .map(FIRST_LINE::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1));
        }
    }

    private static Optional<String> manifest(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            return manifest == null
                    ? Optional.empty()
                    : Optional.ofNullable(manifest.getMainAttributes().getValue("Implementation-Version"));
        }
    }
}
