package org.jettyferry.cli.store;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.cli.output.Labelled;
import org.jettyferry.cli.output.Texts;
import org.jettyferry.store.carry.CarryResult;
import org.jettyferry.store.journal.Run;

/** How a run ended and what to do next, for people. */
final class CarryText {
    static final String HOPELESS =
            "No option can carry the quarantined rows: they have no session id, or are older than"
                    + " another row of the same session.";

    private final Labelled out;
    private final String flags;

    /**
     * Prints nothing yet.
     *
     * @param flags what a command has to have to find this store again; each behind a blank
     */
    CarryText(PrintWriter out, String flags) {
        this.out = new Labelled(out);
        this.flags = flags;
    }

    void print(CarryResult result, long millis) {
        Run run = result.run();
        Run.Tally tally = run.tally();
        if (result.already().isPresent()) {
            nothingToDo(result);
            return;
        }
        out.print(
                "Done", run.kind() + " to Jetty " + run.to() + ", run " + run.id() + ", in " + Texts.duration(millis));
        out.print("Carried", Texts.count(tally.rows(), "session", "sessions"));
        long left = run.sourceRows() - tally.rows() - tally.expired() - tally.quarantined();
        if (left > 0) {
            out.print("Left behind", Texts.count(left, "session", "sessions") + ", as was asked for");
        }
        if (tally.expired() > 0) {
            out.print("Left behind", Texts.count(tally.expired(), "session", "sessions") + " that had expired");
        }
        if (tally.repaired() > 0) {
            out.print("Repaired", Texts.count(tally.repaired(), "empty blob", "empty blobs"));
        }
        if (tally.attributesDropped() > 0) {
            out.print("Dropped", Texts.count(tally.attributesDropped(), "attribute", "attributes"));
        }
        if (!result.complete()) {
            out.print("Quarantined", Texts.counts(result.quarantine()));
        }
        out.print("Backup", result.backups().isEmpty() ? "none" : String.join(", ", CarryJson.names(result.backups())));
        out.print("Swap", "the tables were out of reach for " + result.swapMillis() + " ms");
        out.print("Next", next(result));
    }

    /** No word of what an earlier run did, but for what is left of it. */
    void nothingToDo(CarryResult result) {
        out.print("Nothing to do", result.already().orElse(""));
        out.print(
                "Sessions",
                "nothing was changed: all " + Texts.count(result.sessions(), "session is", "sessions are") + " there");
        if (!result.complete()) {
            out.print("Quarantined", Texts.counts(result.quarantine()));
        }
        if (!result.backups().isEmpty()) {
            out.print("Backup", String.join(", ", CarryJson.names(result.backups())));
        }
        out.print("Next", waysOn(result));
    }

    private List<String> next(CarryResult result) {
        Run run = result.run();
        if (run.tally().rows() == 0 && !result.complete()) {
            List<String> next = new ArrayList<>(
                    List.of(
                            "Not one session could be carried: as it is, everybody would have to log in again. Start no node yet."));
            next.addAll(waysOn(result));
            return next;
        }
        List<String> next =
                new ArrayList<>(List.of("Start ONE node of Jetty " + run.to() + " and look at it; then the rest."));
        next.addAll(waysOn(result));
        return next;
    }

    /** What can be done about quarantined rows and backups. */
    private List<String> waysOn(CarryResult result) {
        Run run = result.run();
        List<String> next = new ArrayList<>();
        if (result.retryable()) {
            next.add("Quarantined sessions wait for: ferry retry --run " + run.id() + flags
                    + " with --drop-attribute or --rename");
        } else if (!result.complete()) {
            next.add(HOPELESS);
        }
        if (!result.backups().isEmpty()) {
            next.add("To go back to the old tables as they were: ferry backup restore " + run.id() + flags);
            next.add("When all is well, in some days: ferry backup purge " + run.id() + flags);
        }
        return next;
    }
}
