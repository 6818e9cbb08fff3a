package org.jettyferry.cli.store;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.output.KeyValueWriter;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.GuestLock;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.plan.MigrationOptions;

/** Prints the result of a run and the next steps for people. */
final class MigrationText {
    static final String NO_RETRY =
            "No option can migrate the quarantined rows: they have no session id, or are older than"
                    + " another row of the same session.";

    private final KeyValueWriter out;
    private final String flags;

    /**
     * Makes a printer.
     *
     * @param flags the flags that name this store, each after a blank
     */
    MigrationText(PrintWriter out, String flags) {
        this.out = new KeyValueWriter(out);
        this.flags = flags;
    }

    void print(MigrationResult result, long millis) {
        Run run = result.run();
        Run.Tally tally = run.tally();
        if (result.already().isPresent()) {
            nothingToDo(result);
            return;
        }
        out.print(
                "Done",
                run.kind() + " to Jetty " + run.to() + ", run " + run.id() + ", in " + Formats.duration(millis));
        out.print("Migrated", Formats.count(tally.rows(), "session", "sessions"));
        long left = run.sourceRows() - tally.rows() - tally.expired() - tally.quarantined();
        if (left > 0) {
            out.print(
                    "Left behind",
                    Formats.count(left, "session", "sessions")
                            + (isLive(run) ? " that had expired or ended" : " (--sessions drop)"));
        }
        if (tally.expired() > 0) {
            out.print("Left behind", Formats.count(tally.expired(), "session", "sessions") + " that had expired");
        }
        if (tally.repaired() > 0) {
            out.print("Repaired", Formats.count(tally.repaired(), "empty blob", "empty blobs"));
        }
        if (tally.attributesDropped() > 0) {
            out.print("Dropped", Formats.count(tally.attributesDropped(), "attribute", "attributes"));
        }
        if (!result.complete()) {
            out.print("Quarantined", Formats.counts(result.quarantine()));
        }
        out.print(
                "Backup",
                result.backups().isEmpty() ? "none" : String.join(", ", MigrationJson.names(result.backups())));
        out.print(
                "Swap",
                (isLive(run) ? "the guests' statements waited for " : "the tables were unavailable for ")
                        + result.swapMillis() + " ms");
        out.print("Next", next(result));
    }

    /** Prints that nothing had to be done, and what an earlier run left: quarantined rows and backups. */
    void nothingToDo(MigrationResult result) {
        out.print("Nothing to do", result.already().orElse(""));
        out.print(
                "Sessions",
                "nothing was changed: all " + Formats.count(result.sessions(), "session is", "sessions are")
                        + " there");
        if (!result.complete()) {
            out.print("Quarantined", Formats.counts(result.quarantine()));
        }
        if (!result.backups().isEmpty()) {
            out.print("Backup", String.join(", ", MigrationJson.names(result.backups())));
        }
        out.print("Next", followUps(result));
    }

    private List<String> next(MigrationResult result) {
        Run run = result.run();
        if (run.tally().rows() == 0 && !result.complete()) {
            List<String> next = new ArrayList<>(List.of(
                    "Not one session could be migrated: every user would have to log in again. Start no node yet."));
            next.addAll(followUps(result));
            return next;
        }
        List<String> next = new ArrayList<>();
        if (!isLive(run)) {
            next.add("Start ONE node of Jetty " + run.to() + " and look at it; then the rest.");
        } else if (Generation.of(run.to()) == Generation.TWO) {
            next.add("The guests work on the new tables. When you like, take ferry: out of their URLs again.");
        } else {
            next.add("The guests work on the new tables. Now nodes of Jetty " + run.to() + " may take their places.");
            next.add("The CHECK constraint " + GuestLock.FENCE + run.id()
                    + " stays on the session table, for guests that have"
                    + " not noticed the change yet. When no guest is left it may go, and need not: alter table "
                    + run.storeTable() + " drop constraint " + GuestLock.FENCE + run.id());
        }
        next.addAll(followUps(result));
        return next;
    }

    private static String back(Run run) {
        boolean up = Generation.of(run.to()) == Generation.TWO;
        return (up ? "downgrade" : "upgrade") + " --to " + run.from();
    }

    private static boolean isLive(Run run) {
        return MigrationOptions.parse(run.options()).live();
    }

    /** Returns what can be done about quarantined rows and backups. */
    private List<String> followUps(MigrationResult result) {
        Run run = result.run();
        List<String> next = new ArrayList<>();
        if (result.retryable()) {
            next.add("To migrate quarantined sessions: ferry retry --run " + run.id() + flags
                    + " with --drop-attribute or --rename");
        } else if (!result.complete()) {
            next.add(NO_RETRY);
        }
        if (!result.backups().isEmpty()) {
            next.add(
                    isLive(run)
                            ? "To go back with all changes: ferry " + back(run) + " --live" + flags
                            : "To go back to the old tables as they were: ferry backup restore " + run.id() + flags);
            next.add("When all is well, after some days: ferry backup purge " + run.id() + flags);
        }
        return next;
    }
}
