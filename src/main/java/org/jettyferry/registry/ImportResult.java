package org.jettyferry.registry;

/**
 * The result of an import.
 *
 * @param lines with content
 * @param added contexts that are new
 * @param renamed existing contexts that got another name
 * @param skipped lines that were skipped; the listener got each of them
 */
public record ImportResult(long lines, long added, long renamed, long skipped) {

    /** Returns the number of lines whose context existed as described. */
    public long unchanged() {
        return lines - added - renamed - skipped;
    }
}
