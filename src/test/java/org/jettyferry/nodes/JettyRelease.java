package org.jettyferry.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jettyferry.servers.Scratch;

/** The Jetty releases that run as nodes. Maven unpacks them; which patch level of a line that is, the pom says. */
public enum JettyRelease {
    /** The last line with {@code rowId}; javax.servlet. */
    JETTY_9_3("jetty-distribution-9.3."),
    /** An early 9.4 whose blob is still one map; javax.servlet. */
    JETTY_9_4_8("jetty-distribution-9.4.8."),
    /** The end of 9.4; javax.servlet. */
    JETTY_9_4("jetty-distribution-9.4.58."),
    /** The current line, with its environment ee10; jakarta.servlet. */
    JETTY_12_1("jetty-home-12.1.");

    private final String folder;

    JettyRelease(String folder) {
        this.folder = folder;
    }

    /**
     * Finds the unpacked release.
     *
     * @return JETTY_HOME
     */
    public Path home() {
        Path all = Scratch.buildDirectory().resolve("jetty");
        try (Stream<Path> homes = Files.list(all)) {
            return homes.filter(home -> home.getFileName().toString().startsWith(folder))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + folder + "* in " + all + HINT));
        } catch (IOException e) {
            throw new UncheckedIOException(all + HINT, e);
        }
    }

    /**
     * Gives the whole version number.
     *
     * @return e.g. {@code 9.3.30.v20211001}
     */
    public String version() {
        return home().getFileName().toString().replaceFirst("^jetty-[a-z]+-", "");
    }

    /**
     * Gives the little shop, built for the servlet API of this release.
     *
     * @return a web application archive
     */
    public Path shop() {
        String api = this == JETTY_12_1 ? "jakarta" : "javax";
        return Scratch.buildDirectory().resolve("webapp-sample-" + api + ".war");
    }

    /** The environment in which its web applications run, where it has environments. */
    Optional<String> environment() {
        return this == JETTY_12_1 ? Optional.of("ee10") : Optional.empty();
    }

    @Override
    public String toString() {
        return "Jetty " + version();
    }

    private static final String HINT = "; it is unpacked by: mvn pre-integration-test -DskipTests";
}
