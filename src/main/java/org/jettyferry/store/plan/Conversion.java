package org.jettyferry.store.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.SessionTable;

/**
 * Defines the columns of a new row as SQL expressions of the old row.
 *
 * <p>One definition serves three purposes: {@code INSERT ... SELECT} copies rows with it, the reader of the codec
 * selects with it, and the verification computes its expected checksums with it. Two independent definitions would test
 * more, but would have to be equal to the last NULL.
 *
 * <p>What changes between the generations: the unit of {@code maxInterval}, the rule by which a session expires, the
 * meaning of {@code lastSavedTime} 0, the form of context paths and hosts, and the key. The rules are those of
 * JDBCSessionManager 9.3.30 and JDBCSessionDataStore 9.4.58 to 12.1.
 */
public final class Conversion {
    private static final int NOT_SET = -999;
    private static final int ROW_ID_LENGTH = 120;

    private final Dialect dialect;
    private final SessionTable source;
    private final RowConventions from;
    private final RowConventions to;
    private final WebAppMap webApps;
    private final long defaultMaxSeconds;
    private final long shiftMillis;
    private final String alias;

    /**
     * Creates the conversion.
     *
     * @param alias of the old table in the statement
     * @param dialect of its server
     * @param source the old table
     * @param from the conventions of its rows
     * @param to the conventions of the new rows
     * @param webApps the new context paths and hosts
     * @param defaultMaxSeconds for rows that say "not set", and for tables without {@code maxInterval}; seconds
     * @param shiftMillis how much later sessions expire than their rows say
     */
    public Conversion(
            String alias,
            Dialect dialect,
            SessionTable source,
            RowConventions from,
            RowConventions to,
            WebAppMap webApps,
            long defaultMaxSeconds,
            long shiftMillis) {
        this.alias = alias;
        this.dialect = dialect;
        this.source = source;
        this.from = from;
        this.to = to;
        this.webApps = webApps;
        this.defaultMaxSeconds = defaultMaxSeconds;
        this.shiftMillis = shiftMillis;
    }

    /** Returns the expression for a column of the new table; not for {@code MAP}, which the codec may change. */
    public String expression(SessionColumn column) {
        return switch (column) {
            case ROW_ID -> rowId();
            case CONTEXT_PATH -> mapped(column, webApps.contextPaths(), webApps.rootContextPath());
            case VIRTUAL_HOST -> mapped(column, webApps.virtualHosts(), "0.0.0.0");
            case LAST_NODE -> to.lastNodeRequired() ? "coalesce(" + old(column) + ", '')" : old(column);
            case ACCESS_TIME -> accessTime();
            case LAST_SAVED_TIME -> lastSavedTime();
            case EXPIRY_TIME -> expiryTime();
            case MAX_INTERVAL -> maxInterval();
            default -> old(column);
        };
    }

    /** Returns the unchanged blob; NULL or an empty blob becomes the empty session of the target. */
    String copiedBlob(byte[] emptyBlob) {
        String map = dialect.blob(old(SessionColumn.MAP), source.type(SessionColumn.MAP));
        return "case when " + map + " is null or " + dialect.octetLength(map) + " = 0 then " + dialect.bytes(emptyBlob)
                + " else " + map + " end";
    }

    /**
     * Returns the condition for rows that have not expired at the cutoff, or would not have with the extension.
     *
     * <p>It is written so that no index on the column can serve it. Nearly all rows are live, and a server that uses
     * the index anyway, as MySQL 8.0 does, reads the table in random order.
     */
    public String live(long cutoff) {
        return "not (coalesce(" + old(SessionColumn.EXPIRY_TIME) + ", 0) between 1 and " + (cutoff - shiftMillis) + ")";
    }

    private String old(SessionColumn column) {
        String name = alias + "." + source.sql(dialect, column);
        return column.isText() ? dialect.unpadded(name, source.type(column)) : name;
    }

    private String mapped(SessionColumn column, Map<String, String> changes, String forNull) {
        StringBuilder sql = new StringBuilder("case");
        sql.append(" when ").append(old(column)).append(" is null then ").append(dialect.text(forNull));
        changes.forEach((before, after) -> sql.append(" when ")
                .append(old(column))
                .append(" = ")
                .append(dialect.text(before, source.type(column)))
                .append(" then ")
                .append(dialect.text(after)));
        boolean nullable = !source.keyColumns().contains(column);
        return changes.isEmpty() && !nullable ? old(column) : sql + " else " + old(column) + " end";
    }

    /**
     * Returns the key of generation 1. Only its uniqueness counts: 9.3 finds a row by session id, context path and
     * virtual host, and updates it by the rowId that it has read. If the usual form is too long for the column, a
     * digest replaces it.
     */
    private String rowId() {
        if (source.generation() == Generation.ONE) {
            return old(SessionColumn.ROW_ID);
        }
        List<String> parts = new ArrayList<>();
        parts.add(expression(SessionColumn.CONTEXT_PATH));
        parts.add("'_'");
        parts.add(expression(SessionColumn.VIRTUAL_HOST));
        parts.add("'_'");
        parts.add(old(SessionColumn.SESSION_ID));
        String usual = dialect.concat(parts);
        return "case when " + dialect.octetLength(usual) + " <= " + ROW_ID_LENGTH + " then " + usual + " else "
                + dialect.digest(usual) + " end";
    }

    /** Returns the expiry with the extension; 0 and less mean never and stay. */
    private String expiryTime() {
        String expiry = "coalesce(" + old(SessionColumn.EXPIRY_TIME) + ", 0)";
        return shiftMillis == 0
                ? expiry
                : "case when " + expiry + " > 0 then " + expiry + " + " + shiftMillis + " else " + expiry + " end";
    }

    /**
     * Returns the access time. 9.3 invalidates a session by accessTime + maxInterval and ignores expiryTime; 9.4 and
     * later use expiryTime. On the way down the access time must therefore be late enough for the expiry.
     */
    private String accessTime() {
        String access = old(SessionColumn.ACCESS_TIME);
        if (!down()) {
            return to.generation() == Generation.ONE && shiftMillis != 0
                    ? "case when " + old(SessionColumn.EXPIRY_TIME) + " > 0 then " + access + " + " + shiftMillis
                            + " else " + access + " end"
                    : access;
        }
        String byExpiry = old(SessionColumn.EXPIRY_TIME) + (shiftMillis == 0 ? "" : " + " + shiftMillis) + " - "
                + old(SessionColumn.MAX_INTERVAL);
        return "case when " + old(SessionColumn.MAX_INTERVAL) + " > 0 and " + old(SessionColumn.EXPIRY_TIME)
                + " > 0 and " + byExpiry + " > " + access + " then " + byExpiry + " else " + access + " end";
    }

    /**
     * Returns at least 1. For 9.4 and later 0 means "never stored": the next save would be an INSERT and fail on the
     * key.
     */
    private String lastSavedTime() {
        String saved = old(SessionColumn.LAST_SAVED_TIME);
        return "case when " + saved + " >= 1 then " + saved + " else 1 end";
    }

    /**
     * Converts seconds (up to 9.3) and milliseconds (from 9.4). In both, 0 and less mean for ever; -999 means "not set"
     * in 9.3.
     */
    private String maxInterval() {
        if (!source.has(SessionColumn.MAX_INTERVAL)) {
            long value = up() ? defaultMaxSeconds * 1000 : defaultMaxSeconds;
            return "cast(" + value + " as " + dialect.longType() + ")";
        }
        String max = old(SessionColumn.MAX_INTERVAL);
        if (up()) {
            return "case when " + max + " is null or " + max + " = " + NOT_SET + " then " + defaultMaxSeconds * 1000
                    + " when " + max + " > 0 then " + max + " * 1000 when " + max + " = 0 then 0 else -1 end";
        }
        if (down()) {
            return "case when " + max + " > 0 then " + dialect.divide("(" + max + " + 999)", 1000) + " when " + max
                    + " = 0 then 0 else -1 end";
        }
        return max;
    }

    private boolean up() {
        return from.generation() == Generation.ONE && to.generation() == Generation.TWO;
    }

    private boolean down() {
        return from.generation() == Generation.TWO && to.generation() == Generation.ONE;
    }
}
