package org.jettyferry.registry;

/**
 * How an import ended.
 *
 * @param lines that said something
 * @param added contexts that are new
 * @param renamed contexts that were there and have a name more now
 * @param skipped lines that were left out, each of which was told
 */
public record ImportResult(long lines, long added, long renamed, long skipped) {

    /** Lines whose context was there already, just so. */
    public long unchanged() {
        return lines - added - renamed - skipped;
    }
}
