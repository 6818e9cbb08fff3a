package org.jettyferry.node.guard;

/** The result of a check of the session tables. Immutable. */
public final class CheckResult {
    /** The kinds of results; by them the policy decides whether this Jetty may use the tables. */
    public enum Kind {
        /** The tables are as this Jetty needs them, or there are none yet. */
        FINE,
        /** Whatever the tables are, this Jetty reaches them by Ferry's driver, which understands them. */
        GUEST,
        /** This Jetty would misread the tables. */
        WRONG,
        /** {@code ferry} works on the tables right now. */
        BUSY,
        /** The tables could not be read, or their layout is unknown. */
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

    static CheckResult guest(String sentence) {
        return new CheckResult(Kind.GUEST, sentence, "");
    }

    static CheckResult unknown(String sentence) {
        return new CheckResult(Kind.UNKNOWN, sentence, "");
    }

    static CheckResult wrong(String sentence, String command) {
        String remedy = "Stop the nodes, run \"" + command + "\", and start this node again.";
        return new CheckResult(Kind.WRONG, sentence, remedy);
    }

    static CheckResult busy(String run) {
        return new CheckResult(
                Kind.BUSY,
                "ferry is at work on the session tables: " + run + ".",
                "Wait until it is done; do not start nodes meanwhile.");
    }

    /** Returns whether this Jetty may use the tables as they are. */
    public boolean fits() {
        return kind == Kind.FINE || kind == Kind.GUEST;
    }

    public Kind kind() {
        return kind;
    }

    /** Returns the finding as one sentence for the log. */
    public String sentence() {
        return sentence;
    }

    /** Returns the sentence, and the remedy if there is one. */
    public String text() {
        return (sentence + " " + remedy).trim();
    }

    /** Returns what to do about it; empty if nothing is wrong. */
    public String remedy() {
        return remedy;
    }
}
