package org.jettyferry.update.eligibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.update.eligibility.Finding.NotChecked;
import org.jettyferry.update.eligibility.Finding.Obstacle;

/** Checks whether two releases of Jetty find and read each other's sessions in one table. */
final class SessionTableCheck {
    private final List<String> contextPaths;

    /** @param contextPaths of the web applications; empty if they are not known */
    SessionTableCheck(List<String> contextPaths) {
        this.contextPaths = contextPaths;
    }

    List<Finding> findings(Optional<JettyRelease> from, Optional<JettyRelease> to) {
        if (from.isEmpty() || to.isEmpty()) {
            return List.of(new NotChecked(
                    Check.SESSION_TABLES,
                    "the release of Jetty is not known of " + (from.isPresent() ? "" : "--from")
                            + (from.isEmpty() && to.isEmpty() ? " and " : "") + (to.isPresent() ? "" : "--to")
                            + "; name it with --from-jetty and --to-jetty"));
        }
        return findings(RowConventions.of(from.get()), RowConventions.of(to.get()));
    }

    private List<Finding> findings(RowConventions from, RowConventions to) {
        if (from.generation() != to.generation()) {
            return List.of(obstacle(
                    from,
                    to,
                    jetty(from) + " needs session tables of generation "
                            + from.generation().id() + ", " + jetty(to) + " of generation "
                            + to.generation().id()));
        }
        List<Finding> findings = new ArrayList<>();
        paths(from, to).ifPresent(findings::add);
        blobs(from, to)
                .or(() -> blobs(to, from))
                .map(why -> obstacle(from, to, why))
                .ifPresent(findings::add);
        if (from.hostRule() != to.hostRule()) {
            findings.add(new NotChecked(
                    Check.SESSION_TABLES,
                    "the two releases store a virtual host with a star or a connector in different forms; without such"
                            + " virtual hosts nothing differs"));
        }
        return findings;
    }

    /** Compares the stored context paths: of the web applications if they are known, else by the rules. */
    private Optional<Finding> paths(RowConventions from, RowConventions to) {
        if (contextPaths.isEmpty()) {
            return from.pathRule() == to.pathRule() && from.rootContextPath().equals(to.rootContextPath())
                    ? Optional.empty()
                    : Optional.of(new Obstacle(
                            Check.SESSION_TABLES,
                            jetty(from) + " and " + jetty(to) + " store some context paths in different forms, the root"
                                    + " web application's above all, so they would not find each other's sessions",
                            "Name the context paths of all web applications, --context-path /shop: those of letters and"
                                    + " digits have the same form. " + remedy(from, to)));
        }
        return contextPaths.stream()
                .filter(path -> !from.canonicalPath(path).equals(to.canonicalPath(path)))
                .findFirst()
                .map(path -> obstacle(
                        from,
                        to,
                        jetty(from) + " stores the context path " + path + " as \"" + from.canonicalPath(path) + "\", "
                                + jetty(to) + " as \"" + to.canonicalPath(path)
                                + "\", so they would not find each other's sessions"));
    }

    private static Optional<String> blobs(RowConventions reader, RowConventions writer) {
        return reader.reads().contains(writer.writes())
                ? Optional.empty()
                : Optional.of(jetty(reader) + " cannot read the sessions that " + jetty(writer) + " saves");
    }

    private static Finding obstacle(RowConventions from, RowConventions to, String reason) {
        return new Obstacle(Check.SESSION_TABLES, reason, remedy(from, to));
    }

    private static String remedy(RowConventions from, RowConventions to) {
        String command = from.release().compareTo(to.release()) < 0 ? "upgrade" : "downgrade";
        return "Stop all nodes, run `ferry " + command + " --to " + to.release() + "`, and start the new ones; or move"
                + " one schema after the other to a server with tables of its own.";
    }

    private static String jetty(RowConventions rows) {
        return "Jetty " + rows.release();
    }
}
