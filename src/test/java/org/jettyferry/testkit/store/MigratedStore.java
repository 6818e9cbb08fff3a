package org.jettyferry.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jettyferry.blob.BlobCodec;
import org.jettyferry.blob.BlobException;
import org.jettyferry.blob.BlobOptions;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.SessionStore;
import org.jettyferry.testkit.servers.TestDatabase;

/**
 * The tables of a store, read from the database and compared with what they should be.
 *
 * @param line whose conventions they should follow
 * @param rows by session id, context path and host
 * @param ids of JettySessionIds; empty in generation 2
 */
public record MigratedStore(ReleaseFixture line, Map<List<String>, StoredRow> rows, List<String> ids) {

    public static MigratedStore of(TestDatabase database, ReleaseFixture line) throws SQLException {
        try (Connection connection = database.connect()) {
            List<String> ids =
                    line.generation() == 1 ? Sql.texts(connection, "select id from JettySessionIds") : List.of();
            return new MigratedStore(line, byKey(database, "JettySessions", line), ids);
        }
    }

    /** Reads a session table that was kept as a backup. */
    public static MigratedStore backup(TestDatabase database, ReleaseFixture line, SessionStore store)
            throws SQLException {
        TableName table = store.backups().stream()
                .filter(backup -> backup.original().name().equalsIgnoreCase("JettySessions"))
                .reduce((first, second) -> second) // the newest
                .orElseThrow()
                .table();
        return new MigratedStore(
                line, byKey(database, table.sql(StoreFixture.open(database).dialect()), line), List.of());
    }

    private static Map<List<String>, StoredRow> byKey(TestDatabase database, String table, ReleaseFixture line)
            throws SQLException {
        Map<List<String>, StoredRow> rows = new LinkedHashMap<>();
        StoredRow.all(database, table, line.columns()).forEach(row -> rows.put(row.key(), row));
        return rows;
    }

    public StoredRow row(String sessionId) {
        return rows.values().stream()
                .filter(row -> row.id().equals(sessionId))
                .findFirst()
                .orElseThrow();
    }

    /** Asserts that the rows are those that the rules make of the old ones, and no others; blobs are not compared. */
    public void follows(RowRules rules, Collection<StoredRow> old) {
        assertThat(rows).hasSize(old.size());
        for (StoredRow before : old) {
            StoredRow expected = rules.migrated(before);
            StoredRow row = rows.get(expected.key());
            assertThat(row).as("%s", expected.key()).isNotNull();
            boolean anyRowId = line.generation() == 1 && !expected.values().containsKey(SessionColumn.ROW_ID);
            assertThat((anyRowId ? row.without(SessionColumn.ROW_ID) : row).scalars())
                    .as("%s", expected.key())
                    .isEqualTo(expected.scalars());
        }
        assertThat(ids)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        line.generation() == 1
                                ? new HashSet<>(old.stream().map(StoredRow::id).toList())
                                : List.of());
        if (line.generation() == 1) {
            rows.values().forEach(MigratedStore::assertKeptBy93);
        }
    }

    /** Jetty 9.3 fails on a NULL, and ends a session by accessTime + maxInterval whatever expiryTime says. */
    private static void assertKeptBy93(StoredRow row) {
        assertThat(row.text(SessionColumn.LAST_NODE)).isNotNull();
        assertThat(row.text(SessionColumn.ROW_ID)).hasSizeBetween(1, 120);
        long seconds = row.number(SessionColumn.MAX_INTERVAL);
        if (seconds > 0) {
            assertThat(row.number(SessionColumn.ACCESS_TIME) + seconds * 1000)
                    .isGreaterThanOrEqualTo(row.number(SessionColumn.EXPIRY_TIME));
        }
    }

    /** Every blob holds what the old one does: byte by byte the same, or the same in the layout of this line. */
    public void hasBlobsOf(Collection<StoredRow> old, boolean rewritten) {
        Map<String, List<StoredRow>> byId =
                old.stream().collect(Collectors.groupingBy(StoredRow::id)); // one id may be of two web applications
        for (StoredRow row : rows.values()) {
            List<byte[]> before =
                    byId.get(row.id()).stream().map(StoredRow::blob).toList();
            boolean same = rewritten
                    ? BlobLayout.of(row.blob()) == line.layout()
                            && before.stream().anyMatch(blob -> sameContent(blob, row.blob()))
                    : before.stream().anyMatch(blob -> Arrays.equals(blob, row.blob()));
            assertThat(same).as("the blob of %s", row.key()).isTrue();
        }
    }

    /**
     * In one layout, blobs of the same content are the same: but entries can't say that a value is the string of its own
     * name, nor a map that it is the number that counts the entries. So each is compared in the other layout.
     */
    private static boolean sameContent(byte[] before, byte[] after) {
        BlobLayout common = BlobLayout.of(before) == BlobLayout.ENTRIES ? BlobLayout.HASH_MAP : BlobLayout.ENTRIES;
        return Arrays.equals(as(common, before), as(common, after));
    }

    private static byte[] as(BlobLayout layout, byte[] blob) {
        try {
            return new BlobCodec(BlobOptions.DEFAULT)
                    .transcode(blob, blob.length, layout)
                    .toByteArray();
        } catch (BlobException e) {
            throw new AssertionError(e);
        }
    }

    /** Asserts equal rows and values; blobs may differ in their layout. */
    public void isExactly(Collection<StoredRow> expected) {
        assertThat(rows.values().stream().map(StoredRow::scalars))
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(StoredRow::scalars).toList());
        for (StoredRow row : expected) {
            assertThat(sameContent(row.blob(), rows.get(row.key()).blob()))
                    .as("the blob of %s", row.key())
                    .isTrue();
        }
    }
}
