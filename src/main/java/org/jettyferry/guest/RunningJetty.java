package org.jettyferry.guest;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jettyferry.jetty.JettyRelease;

/** Finds out which Jetty runs in this process. */
final class RunningJetty {
    /** In jetty-util since Jetty 7. */
    private static final String JETTY = "org.eclipse.jetty.util.Jetty";

    private RunningJetty() {}

    static JettyRelease release() throws SQLException {
        ClassLoader[] loaders = {
            RunningJetty.class.getClassLoader(), Thread.currentThread().getContextClassLoader()
        };
        return Arrays.stream(loaders)
                .filter(Objects::nonNull)
                .flatMap(loader -> version(loader).stream())
                .flatMap(version -> JettyRelease.running(version).stream())
                .findFirst()
                .orElseThrow(() -> Refusal.of(
                        "the release of Jetty is not to be seen from here: name it, for example ferry.release=12.1"));
    }

    private static Optional<String> version(ClassLoader loader) {
        try {
            return Optional.of(String.valueOf(
                    Class.forName(JETTY, true, loader).getField("VERSION").get(null)));
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }
}
