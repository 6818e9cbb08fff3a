package org.jettyferry.store.plan;

import java.time.Duration;

/**
 * How much later sessions expire than the old rows say. A stop that is longer than the session time-out would log
 * everybody out without a word.
 *
 * @param auto whether it is the length of the stop: from the last save to the beginning of the run
 * @param millis the span otherwise
 */
public record ExpiryShift(boolean auto, long millis) {
    /** Sessions expire when their rows say so. */
    public static final ExpiryShift NONE = new ExpiryShift(false, 0);

    /** By the length of the stop. */
    public static final ExpiryShift AUTO = new ExpiryShift(true, 0);

    /** By this span. */
    public static ExpiryShift of(Duration duration) {
        return new ExpiryShift(false, duration.toMillis());
    }

    /** Reads what {@link #toString()} wrote. */
    static ExpiryShift parse(String text) {
        return text.equals("auto") ? AUTO : of(Duration.parse(text));
    }

    /** Whether it changes anything. */
    public boolean shifts() {
        return auto || millis != 0;
    }

    /** As the command line takes it. */
    @Override
    public String toString() {
        return auto ? "auto" : Duration.ofMillis(millis).toString();
    }
}
