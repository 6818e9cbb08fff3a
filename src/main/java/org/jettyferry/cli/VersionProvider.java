package org.jettyferry.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Prints the versions of Ferry and of Java, and the commit that Ferry was built from. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "Jetty Ferry " + ferry() + commit(),
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"
        };
    }

    private static String ferry() {
        return Objects.requireNonNullElse(
                VersionProvider.class.getPackage().getImplementationVersion(), "(not packaged)");
    }

    private static String commit() {
        return SourceCommit.ofThisProgram().map(commit -> ", commit " + commit).orElse("");
    }
}
