package org.jettyferry.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Prints the versions of Ferry and of Java. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "Jetty Ferry " + ferry(),
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"
        };
    }

    private static String ferry() {
        return Objects.requireNonNullElse(
                VersionProvider.class.getPackage().getImplementationVersion(), "(not packaged)");
    }
}
