package org.jettyferry.update.eligibility;

/** What a check has found. A check without a finding has passed. */
public sealed interface Finding {
    /** Returns the check. */
    Check check();

    /**
     * Two versions cannot run side by side.
     *
     * @param reason why, as the end of a sentence
     * @param remedy what to do, as sentences
     */
    record Obstacle(Check check, String reason, String remedy) implements Finding {}

    /**
     * Nothing is known.
     *
     * @param why what is missing, as the end of a sentence
     */
    record NotChecked(Check check, String why) implements Finding {}
}
