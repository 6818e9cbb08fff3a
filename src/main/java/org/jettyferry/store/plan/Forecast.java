package org.jettyferry.store.plan;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How many sessions a run will not be able to migrate, estimated before it begins.
 *
 * @param sampled blobs that went through the codec
 * @param all whether these are all blobs that a run would read
 * @param refused those that the codec refuses, by the code of the reason
 * @param form of refused blobs, if their first bytes show it
 * @param tooLong rows of the whole table whose context path or host does not fit into its column
 * @param loaderFlags sampled blobs in which a loader flag would be corrected
 */
public record Forecast(
        long sampled, boolean all, Map<String, Long> refused, Optional<String> form, long tooLong, long loaderFlags) {
    /** The forecast without a sample. */
    public static final Forecast NONE = new Forecast(0, false, Map.of(), Optional.empty(), 0, 0);

    /** Refusals in a sample below which no estimate for the whole table is made. */
    private static final long TELLING = 20;

    public Forecast {
        refused = Map.copyOf(refused);
    }

    /** Returns the sampled blobs that the codec refuses. */
    public long refusals() {
        return refused.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the rows that will certainly be quarantined. */
    public long certain() {
        return refusals() + tooLong;
    }

    /**
     * Returns the rows that will be quarantined if the table is like its sample; only those seen if they are too few.
     *
     * @param rows that a run would read
     */
    public long estimated(long rows) {
        return all || refusals() < TELLING ? certain() : tooLong + refusals() * rows / sampled;
    }

    /** Returns all reasons with their counts. */
    public String reasons() {
        Map<String, Long> reasons = new TreeMap<>(refused);
        if (tooLong > 0) {
            reasons.merge("TOO_LONG", tooLong, Long::sum);
        }
        return String.join(
                ", ",
                reasons.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .toList());
    }

    /** Returns the warning of the plan; empty if nothing will be quarantined. */
    Optional<String> warning() {
        if (certain() == 0) {
            return Optional.empty();
        }
        String of = refusals() == 0
                ? count(certain(), "session")
                : refusals() + " of " + (all ? "all " : "a sample of ") + count(sampled, "blob")
                        + (tooLong == 0 ? "" : " and " + count(tooLong, "row") + " with a path that is too long");
        return Optional.of("A run would quarantine " + of + " (" + reasons() + ")."
                + form.map(name -> " The blobs look like " + name + ", which the codec does not read.")
                        .orElse("") + " " + advice());
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Returns what may help, depending on the reasons. */
    public String advice() {
        if (refusals() == 0) {
            return "Make the column wider, or give the real path with --context-path.";
        }
        return form.isPresent() || refused.containsKey("BAD_STREAM") || refused.containsKey("NOT_A_SESSION")
                ? "If your nodes write their sessions in a form of their own and the new nodes read it too, --blobs copy"
                        + " leaves all blobs as they are; else look at docs/quarantine-and-retry.md."
                : "docs/quarantine-and-retry.md says what each reason means and which option helps.";
    }
}
