package org.jettyferry.testkit.nodes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.jettyferry.testkit.servers.Scratch;

/** The Jetty releases that run as nodes. Maven unpacks them; which patch level of a line that is, the pom says. */
public enum JettyRelease {
    /** The last line with {@code rowId}; javax.servlet. */
    JETTY_9_3("jetty-distribution", "9.3"),
    /** An early 9.4 whose blob is still one map; javax.servlet. */
    JETTY_9_4_8("jetty-distribution", "9.4.8"),
    /** The end of 9.4; javax.servlet. */
    JETTY_9_4("jetty-distribution", "9.4"),
    /** The first that is built of modules; javax.servlet. */
    JETTY_10("jetty-home", "10"),
    /** The first with jakarta.servlet. */
    JETTY_11("jetty-home", "11"),
    /** The first with environments, here with ee10; jakarta.servlet. */
    JETTY_12_0("jetty-home", "12.0"),
    /** The current line, with its environment ee10; jakarta.servlet. */
    JETTY_12_1("jetty-home", "12.1");

    /** Maven's properties, put into this file by the build. */
    private static final Properties VERSIONS = new Properties();

    static {
        try (InputStream in = JettyRelease.class.getResourceAsStream("releases.properties")) {
            VERSIONS.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final String distribution;
    private final String line;

    JettyRelease(String distribution, String line) {
        this.distribution = distribution;
        this.line = line;
    }

    /**
     * Finds the unpacked release.
     *
     * @return JETTY_HOME
     */
    public Path home() {
        Path home = Scratch.buildDirectory().resolve("jetty").resolve(distribution + "-" + version());
        if (!Files.isDirectory(home)) {
            throw new IllegalStateException("no " + home + "; it is made by: mvn pre-integration-test -DskipTests");
        }
        return home;
    }

    /**
     * Gives the whole version number.
     *
     * @return e.g. {@code 9.3.30.v20211001}
     */
    public String version() {
        return VERSIONS.getProperty(line);
    }

    /**
     * Gives the little shop, built for the servlet API of this release.
     *
     * @return a web application archive
     */
    public Path shop() {
        return Scratch.buildDirectory().resolve("webapp-sample-" + servletApi() + ".war");
    }

    /**
     * Tells the servlet API of its web applications.
     *
     * @return {@code javax} or {@code jakarta}
     */
    public String servletApi() {
        return compareTo(JETTY_11) < 0 ? "javax" : "jakarta";
    }

    /** Returns the folder whose files bring the module {@code ferry} into a JETTY_BASE of this release. */
    Path ferryModule() {
        String folder = this == JETTY_9_4_8 ? "9.4" : line;
        return Scratch.buildDirectory().resolve("jetty-modules").resolve(folder);
    }

    /** The environment in which its web applications run, where it has environments. */
    Optional<String> environment() {
        return compareTo(JETTY_12_0) < 0 ? Optional.empty() : Optional.of("ee10");
    }

    @Override
    public String toString() {
        return "Jetty " + version();
    }
}
