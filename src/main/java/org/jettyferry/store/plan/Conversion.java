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
 * The columns of a new row as SQL expressions of the old one. The same expressions copy rows inside the server, feed
 * the codec, and say what the verification expects. The rules are those of JDBCSessionManager 9.3.30 and
 * JDBCSessionDataStore 9.4.58 to 12.1.
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
     * Conversion from one table and its rows to another's conventions.
     *
     * @param alias of the old table in the statement
     * @param dialect of its server
     * @param source the old table
     * @param from how its rows are filled
     * @param to how the new ones will be
     * @param webApps what becomes of context paths and hosts
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

    /** The expression for a column of the new table; not for {@code MAP}, which the codec may change. */
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

    /** The blob as an unchanged copy; one that is NULL or empty becomes the empty session of the target. */
    String copiedBlob(byte[] emptyBlob) {
        String map = dialect.blob(old(SessionColumn.MAP), source.type(SessionColumn.MAP));
        return "case when " + map + " is null or " + dialect.octetLength(map) + " = 0 then " + dialect.bytes(emptyBlob)
                + " else " + map + " end";
    }

    /**
     * Rows that have not expired by the cutoff, or would not have with the stop given back. Written so that no index on
     * the column helps: nearly all rows are live, and a server that fetches them by that index (MySQL 8.0 does, if left
     * the choice) reads the table in random order.
     */
    String live(long cutoff) {
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
     * Only its uniqueness counts: 9.3 finds a row by session id, context path and virtual host, and updates it by the
     * rowId that it read. Where the usual form is too long for the column, a digest of it takes its place.
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

    /** 0 and less mean never, and stay so. */
    private String expiryTime() {
        String expiry = "coalesce(" + old(SessionColumn.EXPIRY_TIME) + ", 0)";
        return shiftMillis == 0
                ? expiry
                : "case when " + expiry + " > 0 then " + expiry + " + " + shiftMillis + " else " + expiry + " end";
    }

    /** 9.3 invalidates a session by accessTime + maxInterval, whatever expiryTime says; 9.4 and later by expiryTime. */
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

    /** In 9.4 and later 0 means "never stored": the next save would be an INSERT and fail on the key. */
    private String lastSavedTime() {
        String saved = old(SessionColumn.LAST_SAVED_TIME);
        return "case when " + saved + " >= 1 then " + saved + " else 1 end";
    }

    /** Seconds up to 9.3, milliseconds from 9.4; 0 and less mean for ever in both, -999 "not set" in the old ones. */
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
