package org.jettyferry.cli.store;

import java.util.List;
import java.util.Map;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.store.journal.Quarantine;

/** What is in quarantine and what to do about it, for people; no word of what the sessions hold. */
final class QuarantineText {
    private QuarantineText() {}

    /**
     * A line for each run.
     *
     * @param runs how many rows, by run and by the code of their reason
     * @param flags what a command has to have to find the store again; each behind a blank
     */
    static List<String> lines(Map<String, Map<String, Long>> runs, String flags) {
        return runs.entrySet().stream()
                .map(run -> line(run.getKey(), run.getValue(), flags))
                .toList();
    }

    private static String line(String run, Map<String, Long> codes, String flags) {
        long rows = codes.values().stream().mapToLong(Long::longValue).sum();
        String what = Formats.count(rows, "session", "sessions") + " of run " + run + " ("
                + String.join(", ", Formats.counts(codes)) + ")";
        return Quarantine.HOPELESS.containsAll(codes.keySet()) ? what : what + ": ferry retry --run " + run + flags;
    }
}
