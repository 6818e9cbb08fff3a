package org.jettyferry.node.guard;

/** What the guard has found. Immutable. */
public final class CheckResult {
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

    private CheckResult(Kind kind, String sentence, String remedy) {
        this.kind = kind;
        this.sentence = sentence;
        this.remedy = remedy;
    }

    static CheckResult fine(String sentence) {
        return new CheckResult(Kind.FINE, sentence, "");
    }

    static CheckResult unknown(String sentence) {
        return new CheckResult(Kind.UNKNOWN, sentence, "");
    }

    static CheckResult wrong(String sentence, String command) {
        return new CheckResult(Kind.WRONG, sentence, "Stop the nodes, run \"" + command + "\", and start this node again.");
    }

    static CheckResult busy(String run) {
        return new CheckResult(
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
