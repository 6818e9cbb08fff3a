package org.jettyferry.store.detect;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.SessionTable;

/**
 * Reads the {@link TableStatistics} of a session table: one grouped query over all rows, and the first bytes of a
 * sample of the blobs.
 *
 * <p>The server groups by web application and node, so a table of millions of rows comes back as a few. No blob is read
 * whole.
 */
public final class TableScanner {
    private static final int SAMPLE = 500;

    private final Connection connection;
    private final Dialect dialect;
    private final SessionTable table;

    /**
     * Creates the scanner; reads nothing yet.
     *
     * @param connection to read over
     * @param dialect of its server
     * @param table to read; the quarantine can be read as one too
     */
    public TableScanner(Connection connection, Dialect dialect, SessionTable table) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
    }

    /** Reads the statistics; the whole table is read once. */
    public TableStatistics survey() throws SQLException {
        long now = Sql.number(connection, "select " + dialect.nowMillis());
        Totals totals = new Totals();
        Sql.rows(connection, totals::add, groups(now));
        return new TableStatistics(
                now,
                totals.rows,
                totals.expired,
                totals.blobBytes,
                totals.largestBlob,
                totals.newestSave,
                totals.webApps(),
                totals.lastNodes,
                layouts(),
                totals.check());
    }

    /** Returns the query; its groups are web applications times nodes. */
    private String groups(long now) {
        String expiry = column(SessionColumn.EXPIRY_TIME);
        String size = "coalesce(" + dialect.octetLength(column(SessionColumn.MAP)) + ", 0)";
        String group = String.join(
                ", ",
                column(SessionColumn.CONTEXT_PATH),
                column(SessionColumn.VIRTUAL_HOST),
                column(SessionColumn.LAST_NODE));
        return dialect.grouped("select " + group + ", count(*)"
                + ", sum(case when " + expiry + " > 0 and " + expiry + " <= " + now + " then 1 else 0 end)"
                + ", sum(cast(" + size + " as decimal(30)))"
                + ", max(" + size + ")"
                + ", max(" + column(SessionColumn.LAST_SAVED_TIME) + ")"
                + ", sum(case when " + column(SessionColumn.COOKIE_TIME) + " > 0 and "
                + column(SessionColumn.COOKIE_TIME) + " = " + column(SessionColumn.CREATE_TIME)
                + " then 1 else 0 end)"
                + ", sum(cast(coalesce(" + column(SessionColumn.LAST_SAVED_TIME) + ", 0) as decimal(30)))"
                + ", sum(cast(coalesce(" + expiry + ", 0) as decimal(30)))"
                + " from " + table.name().sql(dialect) + " group by " + group);
    }

    private Map<BlobLayout, Long> layouts() throws SQLException {
        Map<BlobLayout, Long> layouts = new EnumMap<>(BlobLayout.class);
        String heads = dialect.limit(
                "select substring(" + column(SessionColumn.MAP) + ", 1, " + BlobLayout.HEAD + ") from "
                        + table.name().sql(dialect),
                SAMPLE);
        for (byte[] head : Sql.rows(connection, TableScanner::head, heads)) {
            layouts.merge(BlobLayout.of(head), 1L, Long::sum);
        }
        return layouts;
    }

    private static byte[] head(ResultSet rows) throws SQLException {
        byte[] head = rows.getBytes(1);
        return head == null ? new byte[0] : head;
    }

    private String column(SessionColumn column) {
        String name = table.sql(dialect, column);
        return column.isText() ? dialect.unpadded(name, table.type(column)) : name;
    }

    /** Adds up the groups. */
    private static final class Totals {
        private long rows;
        private long expired;
        private long blobBytes;
        private long largestBlob;
        private long newestSave;
        private BigDecimal saves = BigDecimal.ZERO;
        private BigDecimal expiries = BigDecimal.ZERO;
        private final Map<List<String>, TableStatistics.WebApp> webApps = new LinkedHashMap<>();
        private final Map<String, Long> lastNodes = new LinkedHashMap<>();

        boolean add(ResultSet group) throws SQLException {
            long count = group.getLong(4);
            rows += count;
            expired += group.getLong(5);
            blobBytes += group.getBigDecimal(6).longValue();
            largestBlob = Math.max(largestBlob, group.getLong(7));
            newestSave = Math.max(newestSave, group.getLong(8));
            saves = saves.add(group.getBigDecimal(10));
            expiries = expiries.add(group.getBigDecimal(11));
            addWebApp(text(group, 1), text(group, 2), count, group.getLong(9));
            return lastNodes.merge(text(group, 3), count, Long::sum) > 0;
        }

        private void addWebApp(String contextPath, String virtualHost, long count, long cookies) {
            webApps.merge(
                    List.of(contextPath, virtualHost),
                    new TableStatistics.WebApp(contextPath, virtualHost, count, cookies),
                    (a, b) -> new TableStatistics.WebApp(
                            contextPath,
                            virtualHost,
                            a.rows() + b.rows(),
                            a.cookieTimeIsCreateTime() + b.cookieTimeIsCreateTime()));
        }

        List<TableStatistics.WebApp> webApps() {
            return new ArrayList<>(webApps.values());
        }

        String check() {
            return rows + ":" + saves.toBigInteger() + ":" + expiries.toBigInteger();
        }

        private static String text(ResultSet group, int column) throws SQLException {
            String text = group.getString(column);
            return text == null ? "" : text;
        }
    }
}
