package org.jettyferry.node;

import jakarta.servlet.ServletContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.node.registry.NodeIdentity;

/** Finds out which Jetty this is, and so which generation of session tables it needs. */
final class JettyVersion {
    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+)\\.\\S*");

    private JettyVersion() {}

    static NodeIdentity identity(ServletContext webapp) {
        String version = version(webapp);
        Package ferry = Node.class.getPackage();
        String own = ferry == null ? null : ferry.getImplementationVersion();
        return new NodeIdentity(version, own == null ? "" : own, generation(version));
    }

    /**
     * Returns the version from the server info; servers may hide it there, then from Jetty's class if that is
     * visible.
     */
    private static String version(ServletContext webapp) {
        Matcher release = RELEASE.matcher(String.valueOf(webapp.getServerInfo()));
        if (release.find()) {
            return release.group();
        }
        try {
            Class<?> jetty = Class.forName(
                    "org.eclipse.jetty.util.Jetty", true, webapp.getClass().getClassLoader());
            return String.valueOf(jetty.getField("VERSION").get(null));
        } catch (ReflectiveOperationException | LinkageError e) {
            return "";
        }
    }

    private static String generation(String version) {
        return JettyRelease.running(version)
                .map(release -> Generation.of(release).id())
                .orElse("");
    }
}
