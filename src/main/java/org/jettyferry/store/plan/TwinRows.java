package org.jettyferry.store.plan;

import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.SessionTable;

/**
 * Finds twins: rows of the old table that would get the same key in the new one. The row that was used last is
 * migrated, the others are quarantined.
 *
 * <p>The condition that selects them compares every row with all others and is slow on a large table. Two cheap queries
 * come first: if no session id occurs twice, which an index answers, or no new key occurs twice, there are no twins.
 */
record TwinRows(MigrationPlan plan, Dialect dialect) {

    /** Returns a query that finds a row if a session id occurs in more than one row. */
    String anyShared() {
        String id = "s." + plan.evidence().sessions().sql(dialect, SessionColumn.SESSION_ID);
        return dialect.limit("select 1 from " + source() + " s group by " + id + " having count(*) > 1", 1);
    }

    /** Returns a query that finds a row if two rows would get the same key. */
    String anyTwins() {
        String key = String.join(", ", newKey(plan.conversion("s", dialect)));
        return dialect.limit("select 1 from " + source() + " s group by " + key + " having count(*) > 1", 1);
    }

    /**
     * Returns a condition that selects all twins but the one that was used last.
     *
     * @param cutoff the moment by which a session counts as expired, milliseconds since 1970; an expired twin does not
     *     count
     */
    String isOlderTwin(long cutoff) {
        Conversion other = plan.conversion("o", dialect);
        String mineUsed = used("s");
        String otherUsed = used("o");
        List<String> mine = newKey(plan.conversion("s", dialect));
        List<String> others = newKey(other);
        List<String> same = new ArrayList<>();
        for (int i = 0; i < mine.size(); i++) {
            same.add(mine.get(i) + " = " + others.get(i));
        }
        return "exists (select 1 from " + source() + " o where " + String.join(" and ", same)
                + (plan.options().keepExpired() ? "" : " and " + other.live(cutoff)) + " and (" + otherUsed + " > "
                + mineUsed + " or (" + otherUsed + " = " + mineUsed + " and " + ownKey("o") + " > " + ownKey("s")
                + ")))";
    }

    /** Returns when a row was used; NULL counts as the earliest, otherwise neither of two rows would be the older. */
    private String used(String alias) {
        return "coalesce(" + alias + "." + plan.evidence().sessions().sql(dialect, SessionColumn.ACCESS_TIME) + ", 0)";
    }

    /** Returns the key of the old table, which decides between twins used at the same time. */
    private String ownKey(String alias) {
        SessionTable sessions = plan.evidence().sessions();
        List<String> key = sessions.keyColumns().stream()
                .map(column -> alias + "." + sessions.sql(dialect, column))
                .toList();
        return key.size() == 1 ? key.get(0) : dialect.concat(key);
    }

    private static List<String> newKey(Conversion conversion) {
        return SessionColumn.KEY_2.stream().map(conversion::expression).toList();
    }

    private String source() {
        return plan.names().sessions().sql(dialect);
    }
}
