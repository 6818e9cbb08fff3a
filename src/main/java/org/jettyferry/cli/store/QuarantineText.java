package org.jettyferry.cli.store;

import java.util.List;
import java.util.Map;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.store.journal.Quarantine;

/**
 * Describes the quarantine and what to do about it, by counts and reason codes only: session data may hold passwords.
 * It suggests {@code ferry retry} only if at least one reason can be overcome.
 */
final class QuarantineText {
    private QuarantineText() {}

    /**
     * Returns one line per run.
     *
     * @param runs the number of rows by run and reason code
     * @param flags the flags that name this store, each after a blank
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
