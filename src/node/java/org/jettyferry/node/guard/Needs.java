package org.jettyferry.node.guard;

import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.RowConventions;

/** What the running Jetty needs of the session tables, and the commands that convert them. Immutable. */
final class Needs {
    private final JettyRelease release;
    private final RowConventions rows;

    Needs(JettyRelease release) {
        this.release = release;
        this.rows = RowConventions.of(release);
    }

    /** Returns the generation of tables that it needs: 1 or 2. */
    int generation() {
        return rows.generation() == Generation.ONE ? 1 : 2;
    }

    /** Returns how it writes the context path of the root web application. */
    String root() {
        return rows.rootContextPath();
    }

    /** Returns what it would do to sessions of the other generation. */
    String harm() {
        return generation() == 1
                ? "everybody would get a new session with every request"
                : "it would log everybody out and delete their rows";
    }

    /** Returns the command that migrates the tables from the other generation. */
    String command() {
        return "ferry " + (generation() == 1 ? "downgrade" : "upgrade") + " --to " + release;
    }

    /** Returns the command that rewrites the rows of the root web application in this spelling. */
    String commandForRoot() {
        return "ferry " + (root().isEmpty() ? "downgrade" : "upgrade") + " --to " + release;
    }

    /** Returns a warning, after a space, if this release is newer than those that were tested; empty if it is not. */
    String note() {
        return release.warning().map(warning -> " " + warning).orElse("");
    }

    @Override
    public String toString() {
        return release.toString();
    }
}
