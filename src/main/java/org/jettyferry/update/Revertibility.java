package org.jettyferry.update;

/** Whether an update can be taken back when it has run, and until when. */
public enum Revertibility {
    /** It can. */
    YES(""),
    /** Until a column is contracted: its old form stands beside the new one until then. */
    UNTIL_CONTRACT("revertible until contract"),
    /** It can't: a backup is the only way back. */
    NO("not revertible");

    private final String words;

    Revertibility(String words) {
        this.words = words;
    }

    /** Returns what an operator should know of it, in a few words; empty if nothing. */
    public String words() {
        return words;
    }
}
