package org.jettyferry.node;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jettyferry.version.ApplicationFile;
import org.jettyferry.version.VersionRange;
import org.jspecify.annotations.Nullable;

/**
 * The schema versions that the web applications of a node work with, as each declares them in its
 * {@code META-INF/ferry.properties}. All of them use the schemata of the node's contexts, so the node works with the
 * versions that all of them work with. Thread-safe.
 */
final class DeclaredVersions {
    private final IdentityHashMap<ServletContext, VersionRange> ranges = new IdentityHashMap<>();
    private final IdentityHashMap<ServletContext, String> problems = new IdentityHashMap<>();

    /** Reads what a web application declares. A value that is not usable counts as none. */
    synchronized void add(ServletContext webapp) {
        try (InputStream file = open(webapp)) {
            ranges.put(webapp, file == null ? VersionRange.ANY : ApplicationFile.schemaVersions(file));
        } catch (IOException e) {
            ranges.put(webapp, VersionRange.ANY);
            problems.put(
                    webapp,
                    ApplicationFile.NAME + " of the web application " + webapp.getContextPath() + " is not usable: "
                            + e.getMessage() + "; it counts as one that works with any schema version");
        }
    }

    synchronized void remove(ServletContext webapp) {
        ranges.remove(webapp);
        problems.remove(webapp);
    }

    /** Returns the versions that all web applications work with. */
    synchronized VersionRange range() {
        return ranges.values().stream().reduce(VersionRange.ANY, VersionRange::and);
    }

    /** Returns a sentence for each file that is not usable. */
    synchronized List<String> problems() {
        return new ArrayList<>(problems.values());
    }

    /** Opens the file of the WAR itself, or else that of its classes and libraries. */
    private static @Nullable InputStream open(ServletContext webapp) {
        InputStream file = webapp.getResourceAsStream("/" + ApplicationFile.NAME);
        return file != null ? file : classes(webapp).getResourceAsStream(ApplicationFile.NAME);
    }

    /** Returns the loader of its classes; a web application in an embedded Jetty may have none of its own. */
    private static ClassLoader classes(ServletContext webapp) {
        ClassLoader own = webapp.getClassLoader();
        return own == null ? DeclaredVersions.class.getClassLoader() : own;
    }
}
