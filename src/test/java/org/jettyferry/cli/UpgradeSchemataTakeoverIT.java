package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ferry upgrade-schemata} does with a closed schema when it can't go on: it has lost its lock, or its memory. */
class UpgradeSchemataTakeoverIT {
    private static final int LARGE = 12_000_000;

    @TempDir
    Path directory;

    /** It was asleep, and another process has taken the schema over to the new server: users are at work there. */
    @ServerTest(POSTGRESQL)
    void aProcessThatHasLostItsLockLeavesTheSchemaToTheNext(TestDatabase database) throws Exception {
        RollingSiteFixture site = siteThatDrains(database);
        try (FerryProcess sleeper =
                upgrade(site, "--sessions", "leave", "--drain-timeout", "60s").start()) {
            sleeper.awaitWords("shop_1: drains").signal("STOP");
            takeLockAway(database);
            site.answer("old1", "shop_1", "");
            Ended next = site.run("upgrade-schemata", "-n", "green", "--sessions", "leave", "--yes");
            assertThat(next.code()).as(next.err()).isZero();
            assertThat(site.schemata()).containsExactly("shop_1 green");

            sleeper.signal("CONT");
            FerryProcess.Outcome outcome = sleeper.outcome();

            assertThat(outcome.exit()).as("%s", outcome).isEqualTo(ExitCode.ERROR);
            assertThat(outcome.toString()).contains("it has left the schema as it is");
            assertThat(site.schemata()).containsExactly("shop_1 green");
            assertThat(site.run("upgrade-schemata", "--status").out()).contains("1 of 1 schema moved");
        }
    }

    /** Nobody else has gone on: the schema must not stay closed. */
    @ServerTest(POSTGRESQL)
    void aProcessThatHasLostItsLockForAMomentOpensTheSchemaAgain(TestDatabase database) throws Exception {
        RollingSiteFixture site = siteThatDrains(database);
        try (FerryProcess process =
                upgrade(site, "--sessions", "leave", "--drain-timeout", "5s").start()) {
            process.awaitWords("shop_1: drains");
            takeLockAway(database);

            FerryProcess.Outcome outcome = process.outcome();

            assertThat(outcome.exit()).as("%s", outcome).isEqualTo(ExitCode.ERROR);
            assertThat(site.schemata()).containsExactly("shop_1 blue");
            site.answer("old1", "shop_1", "");
            assertThat(upgrade(site, "--sessions", "leave").runHere().exit()).isZero();
            assertThat(site.schemata()).containsExactly("shop_1 green");
        }
    }

    @ServerTest(POSTGRESQL)
    void aSessionTooLargeForTheMemoryLeavesItsSchemaOpen(TestDatabase database) throws Exception {
        RollingSiteFixture site = siteThatDrains(database);
        site.answer("old1", "shop_1", "");
        try (TestDatabase old = database.server().createDatabase();
                TestDatabase next = database.server().createDatabase()) {
            byte[] much = new byte[LARGE];
            new Random(1).nextBytes(much);
            byte[] blob = SampleSession.written(ReleaseFixture.JETTY_12, Map.of("much", much));
            StoreFixture.fill(
                    old, 2, List.of(StoredRow.of("node1large", blob).with(SessionColumn.CONTEXT_PATH, "_shop_1")));
            StoreFixture.fill(next, 2, List.of());
            site.run("server", "store", "blue", old.url());
            site.run("server", "store", "green", next.url());

            FerryProcess.Outcome small = upgrade(site).java("-Xmx40m").run();

            assertThat(small.exit()).as("%s", small).isEqualTo(ExitCode.ERROR);
            assertThat(small.toString()).contains("the memory of this process", "is too small", "-Xmx2g");
            assertThat(site.schemata()).containsExactly("shop_1 blue");

            FerryProcess.Outcome enough = upgrade(site).java("-Xmx400m").run();
            assertThat(enough.exit()).as("%s", enough).isZero();
            assertThat(StoredRow.all(next, "JettySessions", ReleaseFixture.JETTY_12.columns()))
                    .singleElement()
                    .satisfies(row -> assertThat(row.blob()).hasSameSizeAs(blob));
        }
    }

    /** A site with one schema, of which a node of the old server has not let go. */
    private RollingSiteFixture siteThatDrains(TestDatabase database) throws SQLException {
        RollingSiteFixture site = RollingSiteFixture.of(database, directory, "shop_1");
        site.node("old1", "blue", 1);
        return site;
    }

    private static FerryCommand upgrade(RollingSiteFixture site, String... more) {
        String[] args = Stream.concat(Stream.of("upgrade-schemata", "-n", "green", "--yes"), Stream.of(more))
                .toArray(String[]::new);
        return FerryCommand.ferry(args)
                .on(site.database())
                .environment("FERRY_REGISTRY_URL", site.database().url());
    }

    private static void takeLockAway(TestDatabase database) throws SQLException {
        database.execute("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'"
                + " and database = (select oid from pg_database where datname = current_database())");
    }
}
