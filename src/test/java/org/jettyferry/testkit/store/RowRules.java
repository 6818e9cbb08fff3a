package org.jettyferry.testkit.store;

import static org.jettyferry.jetty.SessionColumn.ACCESS_TIME;
import static org.jettyferry.jetty.SessionColumn.CONTEXT_PATH;
import static org.jettyferry.jetty.SessionColumn.EXPIRY_TIME;
import static org.jettyferry.jetty.SessionColumn.LAST_NODE;
import static org.jettyferry.jetty.SessionColumn.LAST_SAVED_TIME;
import static org.jettyferry.jetty.SessionColumn.MAX_INTERVAL;
import static org.jettyferry.jetty.SessionColumn.ROW_ID;
import static org.jettyferry.jetty.SessionColumn.VIRTUAL_HOST;

/**
 * What each column of a migrated row must be, in plain Java: the same rules as the program's SQL, written a second time from
 * what was seen on real nodes.
 *
 * @param from the line that wrote the old row
 * @param to the line that shall read the new one
 * @param defaultSeconds what stands for "not set"
 */
public record RowRules(ReleaseFixture from, ReleaseFixture to, long defaultSeconds) {
    private static final int WIDTH = 120;

    /** The row that must come of an old one; without a rowId if that may be any. */
    public StoredRow migrated(StoredRow old) {
        StoredRow row = old.with(CONTEXT_PATH, to.contextPath(from, old.text(CONTEXT_PATH)))
                .with(VIRTUAL_HOST, to.virtualHost(from, old.text(VIRTUAL_HOST)))
                .with(LAST_SAVED_TIME, Math.max(1, old.number(LAST_SAVED_TIME)))
                .with(EXPIRY_TIME, old.number(EXPIRY_TIME))
                .with(MAX_INTERVAL, maxInterval(old))
                .with(ACCESS_TIME, accessTime(old));
        if (to.generation() == 2) {
            return row.without(ROW_ID);
        }
        StoredRow one = old.text(LAST_NODE) == null ? row.with(LAST_NODE, "") : row;
        StoredRow usual = one.withRowId();
        return usual.text(ROW_ID).length() <= WIDTH ? usual : one;
    }

    /** Seconds up to 9.3, milliseconds from 9.4; up to 9.3 -999 means "not set". */
    private Object maxInterval(StoredRow old) {
        long value = old.number(MAX_INTERVAL);
        if (from.generation() == to.generation()) {
            return old.values().get(MAX_INTERVAL);
        }
        if (to.generation() == 2) {
            boolean unset = old.values().get(MAX_INTERVAL) == null || value == -999;
            return unset ? defaultSeconds * 1000 : value > 0 ? value * 1000 : Math.max(value, -1);
        }
        boolean unset = old.values().get(MAX_INTERVAL) == null; // which Jetty reads as 0: for ever, as -1 is
        return value > 0 ? (long) Math.ceil(value / 1000.0) : unset ? -1 : Math.max(value, -1);
    }

    /** 9.3 ends a session by accessTime + maxInterval, so that must not be before its end. */
    private long accessTime(StoredRow old) {
        long access = old.number(ACCESS_TIME);
        boolean ends = old.number(MAX_INTERVAL) > 0 && old.number(EXPIRY_TIME) > 0;
        boolean down = from.generation() == 2 && to.generation() == 1;
        return down && ends ? Math.max(access, old.number(EXPIRY_TIME) - old.number(MAX_INTERVAL)) : access;
    }
}
