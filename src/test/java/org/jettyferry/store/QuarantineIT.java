package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.jetty.SessionColumn.CONTEXT_PATH;
import static org.jettyferry.jetty.SessionColumn.MAP;
import static org.jettyferry.jetty.SessionColumn.ROW_ID;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.recover.RetryOptions;
import org.jettyferry.store.recover.RetryResult;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigratedStore;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.RowRules;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;
import org.jettyferry.testkit.store.SwapControls;

/** What can't be migrated is set aside as it is, and the run goes on; what is known better later migrates it after all. */
class QuarantineIT {
    private static final List<SessionColumn> COLUMNS = List.of(SessionColumn.values());

    @ServerTest
    void unsoundBlobsAreSetAsideAndTheOthersMigrated(TestDatabase database) throws Exception {
        Map<String, StoredRow> good = rows("good", 40);
        Map<String, StoredRow> bad = unsound();
        List<StoredRow> all = new ArrayList<>(good.values());
        all.addAll(7, bad.values());
        StoreFixture.fill(database, 1, all);

        MigrationResult result = MigrationRequest.upgrade("12").migrate(StoreFixture.store(database));

        assertThat(result.complete()).isFalse();
        assertThat(result.run().tally().quarantined()).isEqualTo(bad.size());
        assertThat(result.quarantine().values().stream().mapToLong(n -> n).sum())
                .isEqualTo(bad.size());
        MigratedStore.of(database, ReleaseFixture.JETTY_12)
                .follows(new RowRules(ReleaseFixture.JETTY_9_3, ReleaseFixture.JETTY_12, 1800), good.values());
        for (StoredRow row : StoredRow.all(database, "ferry_quarantine", COLUMNS)) {
            assertThat(row.scalars()).isEqualTo(bad.get(row.id()).scalars());
            assertThat(row.blob()).isEqualTo(bad.get(row.id()).blob());
        }
    }

    /** Downwards too, where rows have no rowId of their own. */
    @ServerTest
    void unsoundBlobsAreSetAsideOnTheWayDown(TestDatabase database) throws Exception {
        StoredRow good = StoredRow.of("good", SampleSession.written(ReleaseFixture.JETTY_12, Map.of("user", "alice")))
                .with(CONTEXT_PATH, "_");
        StoredRow bad = good.with(SessionColumn.SESSION_ID, "bad")
                .with(MAP, Arrays.copyOf(good.blob(), good.blob().length - 1));
        StoreFixture.fill(database, 2, List.of(good, bad));

        MigrationResult result = MigrationRequest.downgrade("9.3").migrate(StoreFixture.store(database));

        assertThat(result.quarantine()).containsExactly(Map.entry("TRUNCATED", 1L));
        MigratedStore.of(database, ReleaseFixture.JETTY_9_3)
                .follows(new RowRules(ReleaseFixture.JETTY_12, ReleaseFixture.JETTY_9_3, 1800), List.of(good));
        List<StoredRow> quarantined = StoredRow.all(database, "ferry_quarantine", COLUMNS);
        assertThat(quarantined.get(0).without(ROW_ID).scalars()).isEqualTo(bad.scalars());
        assertThat(quarantined.get(0).blob()).isEqualTo(bad.blob());
    }

    @ServerTest
    void whatWasInTheWayIsDroppedByARetry(TestDatabase database) throws Exception {
        StoredRow good = SampleSession.row("good", Map.of("user", "alice"));
        StoredRow wide = SampleSession.row(
                "wide", new LinkedHashMap<>(Map.of("n".repeat(70_000), "much too long", "user", "bob")));
        StoredRow broken = good.with(SessionColumn.SESSION_ID, "broken")
                .with(MAP, new byte[] {1, 2, 3})
                .withRowId();
        StoreFixture.fill(database, 1, List.of(good, wide, broken));
        SessionStore store = StoreFixture.store(database);
        assertThat(MigrationRequest.upgrade("12")
                        .migrateWhatCanBe(store)
                        .quarantine()
                        .values())
                .allMatch(count -> count == 1)
                .hasSize(2);

        RetryResult retried = store.retry(retry(List.of("nnnn*")), SwapControls.silent());

        assertThat(retried.migrated()).isEqualTo(1);
        assertThat(retried.left().values()).containsExactly(1L);
        assertThat(store.verify(SwapControls.silent()).comparedWith()).contains("every row is as it was migrated");
        MigratedStore migrated = MigratedStore.of(database, ReleaseFixture.JETTY_12);
        migrated.follows(new RowRules(ReleaseFixture.JETTY_9_3, ReleaseFixture.JETTY_12, 1800), List.of(good, wide));
        assertThat(SampleSession.read(
                        ReleaseFixture.JETTY_12, migrated.row("wide").blob()))
                .isEqualTo(Map.of("user", "bob"));
        List<StoredRow> left = StoredRow.all(database, "ferry_quarantine", COLUMNS);
        assertThat(left).hasSize(1);
        assertThat(left.get(0).blob()).isEqualTo(broken.blob());
    }

    /** A session that began anew is worth more than the old one of its id. */
    @ServerTest
    void aRetryNeverOverwritesASession(TestDatabase database) throws Exception {
        StoredRow wide = SampleSession.row("wide", Map.of("n".repeat(70_000), "much too long"));
        StoreFixture.fill(database, 1, List.of(wide, SampleSession.row("good", Map.of("user", "alice"))));
        SessionStore store = StoreFixture.store(database);
        MigrationRequest.upgrade("12").migrate(store);
        StoredRow anew = StoredRow.of("wide", SampleSession.written(ReleaseFixture.JETTY_12, Map.of("user", "carol")));
        StoredRow.insert(database, "JettySessions", StoreNames.defaults(), List.of(anew));

        RetryResult retried = store.retry(retry(List.of("nnnn*")), SwapControls.silent());

        assertThat(retried.migrated()).isZero();
        assertThat(retried.left()).containsExactly(Map.entry("EXISTS", 1L));
        assertThat(MigratedStore.of(database, ReleaseFixture.JETTY_12)
                        .row("wide")
                        .blob())
                .isEqualTo(anew.blob());
    }

    /** On the way down, the id goes into the table of ids as well. */
    @ServerTest({POSTGRESQL, MYSQL})
    void aRetryAfterADowngradeMakesTheId(TestDatabase database) throws Exception {
        StoredRow good = StoredRow.of("good", SampleSession.written(ReleaseFixture.JETTY_12, Map.of("user", "alice")))
                .with(CONTEXT_PATH, "_");
        StoredRow later = good.with(SessionColumn.SESSION_ID, "later").with(MAP, new byte[] {9});
        StoreFixture.fill(database, 2, List.of(good, later));
        SessionStore store = StoreFixture.store(database);
        MigrationRequest.downgrade("9.3").migrate(store);
        String blob = java.util.HexFormat.of().formatHex(good.blob());
        database.execute("update ferry_quarantine set map = "
                + (database.server().name().equals("mysql") ? "x'" + blob + "'" : "'\\x" + blob + "'"));

        assertThat(store.retry(retry(List.of()), SwapControls.silent()).migrated())
                .isEqualTo(1);

        StoredRow mended = later.with(MAP, good.blob());
        MigratedStore.of(database, ReleaseFixture.JETTY_9_3)
                .follows(new RowRules(ReleaseFixture.JETTY_12, ReleaseFixture.JETTY_9_3, 1800), List.of(good, mended));
    }

    /** What makes a path too long for the column is its form in the target; to try again makes it no shorter. */
    @ServerTest({POSTGRESQL, MYSQL})
    void aPathThatIsTooLongStaysInQuarantine(TestDatabase database) throws Exception {
        String spaces = "_" + "a b ".repeat(12);
        StoredRow wide = SampleSession.row("wide", Map.of("user", "bob"))
                .with(CONTEXT_PATH, spaces)
                .withRowId();
        StoredRow good = SampleSession.row("good", Map.of("user", "alice"));
        StoreFixture.fill(database, 1, List.of(good, wide));
        SessionStore store = StoreFixture.store(database);

        assertThat(MigrationRequest.upgrade("12").migrate(store).quarantine())
                .containsExactly(Map.entry("TOO_LONG", 1L));
        RetryResult retried = store.retry(retry(List.of()), SwapControls.silent());

        assertThat(retried.migrated()).isZero();
        assertThat(retried.left()).containsExactly(Map.entry("TOO_LONG", 1L));
    }

    /** There is one session, however many reasons there are. */
    @ServerTest({POSTGRESQL, MYSQL})
    void aRowThatIsTooLongTwiceIsQuarantinedOnce(TestDatabase database) throws Exception {
        StoredRow good = StoredRow.of("good", SampleSession.written(ReleaseFixture.JETTY_12, Map.of("user", "alice")));
        StoredRow wide = good.with(SessionColumn.SESSION_ID, "wide")
                .with(CONTEXT_PATH, "_" + "'".repeat(30))
                .with(SessionColumn.VIRTUAL_HOST, "." + "x".repeat(59));
        StoreFixture.fill(database, 2, List.of(good, wide));

        MigrationResult result = MigrationRequest.downgrade("9.4").from("12").migrate(StoreFixture.store(database));

        assertThat(result.quarantine()).containsExactly(Map.entry("TOO_LONG", 1L));
        assertThat(result.run().tally().quarantined()).isEqualTo(1);
    }

    private static RetryOptions retry(List<String> drop) {
        return new RetryOptions(Optional.empty(), drop, Map.of(), List.of(), List.of());
    }

    private static Map<String, StoredRow> rows(String prefix, int count) throws Exception {
        Map<String, StoredRow> rows = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            rows.put(prefix + i, SampleSession.row(prefix + i, Map.of("user", prefix + i)));
        }
        return rows;
    }

    /** Blobs as an attacker, a full disk or a careless hand would leave them. */
    private static Map<String, StoredRow> unsound() throws Exception {
        byte[] sound = SampleSession.written(ReleaseFixture.JETTY_9_3, new HashMap<>(Map.of("user", "alice", "n", 5)));
        Map<String, byte[]> blobs = new LinkedHashMap<>();
        blobs.put("truncated", Arrays.copyOf(sound, sound.length / 2));
        blobs.put("longer", Arrays.copyOf(sound, sound.length + 7));
        blobs.put("one-byte", new byte[] {0});
        blobs.put("text", "not a session at all".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        blobs.put("huge-array", hugeArray());
        blobs.put("noise", noise(5_000));
        blobs.put("name-too-long", SampleSession.written(ReleaseFixture.JETTY_9_3, Map.of("n".repeat(70_000), "x")));
        Map<String, StoredRow> rows = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> blob : blobs.entrySet()) {
            rows.put(blob.getKey(), StoredRow.of(blob.getKey(), blob.getValue()).withRowId());
        }
        return rows;
    }

    /** A map that says to hold a byte array of two gigabytes. */
    private static byte[] hugeArray() throws Exception {
        byte[] blob = SampleSession.written(ReleaseFixture.JETTY_9_3, Map.of("bytes", new byte[] {1, 2, 3, 4}));
        int length = blob.length - 1 - 4 - 4;
        Arrays.fill(blob, length, length + 1, (byte) 0x7f);
        return blob;
    }

    private static byte[] noise(int length) throws IOException {
        byte[] noise = new byte[length];
        new Random(7).nextBytes(noise);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0xaced0005);
        out.write(noise);
        return bytes.toByteArray();
    }
}
