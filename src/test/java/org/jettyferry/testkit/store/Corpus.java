package org.jettyferry.testkit.store;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.testkit.servers.TestDatabase;

/** Rows that a real node of some release wrote, put into a fresh store as that node would have made it. */
public enum Corpus {
    JETTY_9_3("jetty-9.3.30-postgresql", ReleaseFixture.JETTY_9_3),
    JETTY_9_3_MARIADB("jetty-9.3.30-mariadb", ReleaseFixture.JETTY_9_3),
    JETTY_9_4_8("jetty-9.4.8-postgresql", ReleaseFixture.JETTY_9_4_8),
    JETTY_9_4("jetty-9.4.58-postgresql", ReleaseFixture.JETTY_9_4),
    JETTY_9_4_MARIADB("jetty-9.4.58-mariadb", ReleaseFixture.JETTY_9_4),
    JETTY_12_1("jetty-12.1.12-postgresql", ReleaseFixture.JETTY_12),
    JETTY_12_1_MARIADB("jetty-12.1.12-mariadb", ReleaseFixture.JETTY_12);

    /** Far enough in the future that no row of the corpus expires while it is tested. */
    public static final long EXPIRES = 4_000_000_000_000L;

    private final String folder;
    private final ReleaseFixture releaseFixture;

    Corpus(String folder, ReleaseFixture releaseFixture) {
        this.folder = folder;
        this.releaseFixture = releaseFixture;
    }

    public ReleaseFixture line() {
        return releaseFixture;
    }

    /** Makes the tables by the shipped script and fills them. */
    public int load(TestDatabase database) throws SQLException {
        List<StoredRow> rows = rows();
        StoreFixture.fill(database, releaseFixture.generation(), rows);
        return rows.size();
    }

    /** Returns the rows that the node wrote; the expiry of those that expire is moved into the future. */
    public List<StoredRow> rows() {
        return org.jettyferry.blob.Corpus.rows(folder)
                .map(row -> row(row.columns(), row.blob()))
                .toList();
    }

    private static StoredRow row(Map<String, String> columns, byte[] blob) {
        EnumMap<SessionColumn, Object> values = new EnumMap<>(SessionColumn.class);
        values.put(SessionColumn.MAP, blob);
        for (SessionColumn column : SessionColumn.values()) {
            String value = columns.get(column.defaultName().toLowerCase(Locale.ROOT));
            if (value != null) {
                boolean text = column.compareTo(SessionColumn.ACCESS_TIME) < 0;
                values.put(column, text ? value : (Object) number(column, Long.parseLong(value)));
            }
        }
        return new StoredRow(values);
    }

    private static long number(SessionColumn column, long value) {
        return column == SessionColumn.EXPIRY_TIME && value > 0 ? EXPIRES : value;
    }
}
