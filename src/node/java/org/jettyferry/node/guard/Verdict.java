package org.jettyferry.node.guard;

/** What the guard has found. Immutable. */
public final class Verdict {
    /** Whether this Jetty may use the tables. */
    public enum Kind {
        /** The tables are such as it needs, or there are none yet. */
        FINE,
        /** It would misread them. */
        WRONG,
        /** {@code ferry} is at work on them. */
        BUSY,
        /** The tables could not be looked at, or are of a kind that is not known here. */
        UNKNOWN
    }

    private final Kind kind;
    private final String sentence;
    private final String remedy;

    private Verdict(Kind kind, String sentence, String remedy) {
        this.kind = kind;
        this.sentence = sentence;
        this.remedy = remedy;
    }

    static Verdict fine(String sentence) {
        return new Verdict(Kind.FINE, sentence, "");
    }

    static Verdict unknown(String sentence) {
        return new Verdict(Kind.UNKNOWN, sentence, "");
    }

    static Verdict wrong(String sentence, String command) {
        return new Verdict(Kind.WRONG, sentence, "Stop the nodes, run \"" + command + "\", and start this node again.");
    }

    static Verdict busy(String run) {
        return new Verdict(
                Kind.BUSY,
                "ferry is at work on the session tables: " + run + ".",
                "Wait until it is done; do not start nodes meanwhile.");
    }

    public Kind kind() {
        return kind;
    }

    /** What was found, in one sentence for the log. */
    public String sentence() {
        return sentence;
    }

    /** The sentence, and the remedy if there is one. */
    public String text() {
        return (sentence + " " + remedy).trim();
    }

    /** What to do about it; empty if nothing is wrong. */
    public String remedy() {
        return remedy;
    }
}
