package org.jettyferry.store.plan;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.TableNames;
import org.jettyferry.store.detect.Evidence;

/** Refuses options that do not fit the store that was found. */
final class PlanChecks {
    private PlanChecks() {}

    /** Refuses an upgrade to an older release and a downgrade to a newer one. */
    static void checkDirection(MigrationOptions options, RowConventions from, RowConventions to) {
        boolean up = options.direction() == MigrationOptions.Direction.UPGRADE;
        int order = from.release().compareTo(to.release());
        if (up ? order > 0 : order < 0) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the store is at " + from.release() + ", and " + to.release() + " is " + (up ? "older" : "newer"),
                    "Use ferry " + (up ? "downgrade" : "upgrade") + " --to " + to.release()
                            + ", or say with --from which release has filled the rows. Nothing was changed.");
        }
    }

    /** Refuses if another store in the schema has a table of the name that this store's table of ids needs. */
    static void checkIds(MigrationPlan plan, Catalog server) throws SQLException {
        TableName ids = plan.names().ids();
        if (plan.makesIds() && plan.evidence().ids().isEmpty() && server.exists(ids)) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the table of ids that Jetty " + plan.to().release() + " needs would be called " + ids
                            + ", and one of that name is there, of another store",
                    "Give this store's a name of its own, with -P " + TableNames.IDS_TABLE
                            + "=NAME and in Jetty's XML. Nothing was changed.");
        }
    }

    /** Refuses web applications that the target cannot tell apart; without sessions nothing can be mixed up. */
    static void checkWebApps(MigrationOptions options, WebAppMap webApps) {
        if (!webApps.conflicts().isEmpty() && options.sessions() == MigrationOptions.Sessions.KEEP) {
            throw new OperatorException(
                    Kind.REFUSED,
                    String.join(" ", webApps.conflicts()),
                    "Give the real context paths with --context-path, or rename a web application. Nothing was changed.");
        }
    }

    /**
     * Refuses a live run between two releases of one generation: a guest sees by the columns that the tables have changed, and
     * would go on with the paths of the old ones.
     */
    static void checkLive(MigrationOptions options, RowConventions from, RowConventions to) {
        if (options.live() && from.generation() == to.generation()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "guests would not notice: the tables of Jetty " + from.release() + " and " + to.release()
                            + " are both of generation " + to.generation().id(),
                    "Stop all nodes and omit --live. Nothing was changed.");
        }
    }

    /**
     * Refuses {@code --blobs copy} where the target cannot read the blobs as they are. Statistics hold a sample of the
     * layouts only, so the layout that the source release writes counts even if the sample does not show it.
     */
    static void checkBlobs(MigrationOptions options, RowConventions from, RowConventions to, Evidence evidence) {
        if (options.blobs() == MigrationOptions.Blobs.REWRITE || options.sessions() == MigrationOptions.Sessions.DROP) {
            return;
        }
        List<BlobLayout> unreadable =
                new ArrayList<>(evidence.survey().layouts().keySet());
        unreadable.removeIf(layout -> to.reads().contains(layout) || layout == BlobLayout.EMPTY);
        unreadable.remove(BlobLayout.UNKNOWN);
        boolean mayHaveEntries =
                from.writes() == BlobLayout.ENTRIES && !to.reads().contains(BlobLayout.ENTRIES);
        if (mayHaveEntries || !unreadable.isEmpty()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "Jetty " + to.release() + " can't read the blobs as they are",
                    "Leave --blobs copy out: the blobs have to be rewritten. Nothing was changed.");
        }
        if (!options.dropAttributes().isEmpty() || !options.renames().isEmpty()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "--drop-attribute and --rename change blobs, and --blobs copy leaves them alone",
                    "Leave one or the other out. Nothing was changed.");
        }
    }
}
