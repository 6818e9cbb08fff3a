package org.jettyferry.node;

import jakarta.servlet.ServletContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.node.guard.Release;
import org.jettyferry.node.view.NodeIdentity;

/** Which Jetty this is, and so which generation of session tables it needs. */
final class JettyVersion {
    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+)\\.\\S*");

    private JettyVersion() {}

    static NodeIdentity identity(ServletContext webapp) {
        String version = version(webapp);
        Package ferry = Node.class.getPackage();
        String own = ferry == null ? null : ferry.getImplementationVersion();
        return new NodeIdentity(version, own == null ? "" : own, generation(version));
    }

    /** Servers may be told not to say their version; then Jetty's own class is asked, where it can be seen. */
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

    /** Two numbers are enough here: a node whose release the guard can't read is still listed with what it needs. */
    private static String generation(String version) {
        Matcher release = RELEASE.matcher(version);
        return release.find()
                ? String.valueOf(
                        Release.generation(Integer.parseInt(release.group(1)), Integer.parseInt(release.group(2))))
                : "";
    }
}
