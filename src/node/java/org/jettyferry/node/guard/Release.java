package org.jettyferry.node.guard;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The release of Jetty that runs here, and what it needs of the session tables. Immutable. */
public final class Release {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)(?:[.-].*)?");

    private final int major;
    private final int minor;
    private final int micro;

    private Release(int major, int minor, int micro) {
        this.major = major;
        this.minor = minor;
        this.micro = micro;
    }

    /** Reads {@code 9.4.58.v20250814} or {@code 12.1.12}. */
    static Optional<Release> parse(String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Release(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3))));
    }

    /** The generation of the tables that a release needs: 9.4 brought generation 2. */
    public static int generation(int major, int minor) {
        return major < 9 || (major == 9 && minor < 4) ? 1 : 2;
    }

    /** The generation of the tables that it needs. */
    int generation() {
        return generation(major, minor);
    }

    /** How it writes the context path of the root web application. */
    String root() {
        return major >= 12 ? "_" : "";
    }

    /** What becomes of the sessions if it meets the other generation. */
    String harm() {
        return generation() == 1
                ? "everybody would get a new session with every request"
                : "it would log everybody out and delete their rows";
    }

    /** The command that brings the tables here from the other generation. */
    String command() {
        return "ferry " + (generation() == 1 ? "downgrade" : "upgrade") + " --to " + this;
    }

    /** The command that brings the rows of the root web application to this spelling. */
    String commandForRoot() {
        return "ferry " + (major >= 12 ? "upgrade" : "downgrade") + " --to " + this;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + micro;
    }
}
