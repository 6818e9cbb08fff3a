package org.jettyferry.update.preflight;

/** What came of a check. */
public record CheckResult(Check check, Outcome outcome) {
    /** Returns whether it has failed, or could not run: then nobody knows whether the data are right. */
    public boolean failed() {
        return outcome instanceof Failed || outcome instanceof NotRun;
    }

    /** Returns whether it stops an update. */
    public boolean stops() {
        return failed() && check.severity() == Severity.ERROR;
    }

    /** Whether a check has passed. */
    public sealed interface Outcome {}

    /** The answer is as expected. */
    public record Passed() implements Outcome {}

    /**
     * The answer is another one.
     *
     * @param deviation what is different and what was expected, in a few words
     */
    public record Failed(String deviation, FoundRows rows) implements Outcome {}

    /**
     * The server refused the query.
     *
     * @param error why, in one line
     */
    public record NotRun(String error) implements Outcome {}

    /**
     * The schema does not have what the check is about.
     *
     * @param reason what is missing
     */
    public record NotNeeded(String reason) implements Outcome {}
}
