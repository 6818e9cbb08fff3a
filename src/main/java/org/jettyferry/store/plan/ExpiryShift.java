package org.jettyferry.store.plan;

import java.time.Duration;

/**
 * How much later sessions expire than the old rows say. A stop longer than the session timeout would log every user
 * out.
 *
 * @param auto whether to use the length of the stop: from the last save to the beginning of the run
 * @param millis the extension otherwise
 */
public record ExpiryShift(boolean auto, long millis) {
    /** No extension. */
    public static final ExpiryShift NONE = new ExpiryShift(false, 0);

    /** Extends by the length of the stop. */
    public static final ExpiryShift AUTO = new ExpiryShift(true, 0);

    /** Returns an extension by this duration. */
    public static ExpiryShift of(Duration duration) {
        return new ExpiryShift(false, duration.toMillis());
    }

    /** Reads what {@link #toString()} wrote. */
    static ExpiryShift parse(String text) {
        return text.equals("auto") ? AUTO : of(Duration.parse(text));
    }

    /** Returns whether sessions are extended at all. */
    public boolean shifts() {
        return auto || millis != 0;
    }

    /** Returns the value as the command line takes it. */
    @Override
    public String toString() {
        return auto ? "auto" : Duration.ofMillis(millis).toString();
    }
}
