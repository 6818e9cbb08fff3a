package org.jettyferry.node.guard;

import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.RowConventions;

/** What the Jetty that runs here needs of the session tables, and the commands that bring it about. Immutable. */
final class Needs {
    private final JettyRelease release;
    private final RowConventions rows;

    Needs(JettyRelease release) {
        this.release = release;
        this.rows = RowConventions.of(release);
    }

    /** The generation of the tables: 1 or 2. */
    int generation() {
        return rows.generation() == Generation.ONE ? 1 : 2;
    }

    /** How it writes the context path of the root web application. */
    String root() {
        return rows.rootContextPath();
    }

    /** What becomes of the sessions if it meets the other generation. */
    String harm() {
        return generation() == 1
                ? "everybody would get a new session with every request"
                : "it would log everybody out and delete their rows";
    }

    /** The command that brings the tables here from the other generation. */
    String command() {
        return "ferry " + (generation() == 1 ? "downgrade" : "upgrade") + " --to " + release;
    }

    /** The command that brings the rows of the root web application to this spelling. */
    String commandForRoot() {
        return "ferry " + (root().isEmpty() ? "downgrade" : "upgrade") + " --to " + release;
    }

    /** That this release is newer than what was tested, as a sentence with a space before it; empty if it is not. */
    String note() {
        return release.warning().map(warning -> " " + warning).orElse("");
    }

    @Override
    public String toString() {
        return release.toString();
    }
}
