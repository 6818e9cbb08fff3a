package org.jettyferry.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.SqlScript;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.migrate.RateLimit;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.TestDatabase;

/**
 * Compares whole upgrades and downgrades with a plain {@code INSERT … SELECT} of the same rows into the same indexed
 * table on the same server, in turn, in one run. Arguments: server, rows, bytes of a blob, rounds.
 */
public final class StoreBenchmark {
    private final TestDatabase database;
    private final Database connector;
    private final int rows;

    private StoreBenchmark(TestDatabase database, int rows) {
        this.database = database;
        this.connector = Database.connect(
                new ConnectionSettings(database.url(), Optional.of(database.user()), Optional.of(database.password())));
        this.rows = rows;
    }

    /**
     * Runs the benchmark and prints its table.
     *
     * @param args server (postgresql, mysql, mariadb), rows, bytes, rounds
     */
    public static void main(String[] args) throws SQLException, IOException {
        ServerKind kind = ServerKind.valueOf(args[0].toUpperCase(Locale.ROOT));
        int rows = Integer.parseInt(args[1]);
        int bytes = Integer.parseInt(args[2]);
        int rounds = Integer.parseInt(args[3]);
        try (TestDatabase database = kind.server().createDatabase()) {
            StoreBenchmark benchmark = new StoreBenchmark(database, rows);
            System.out.printf("%s, %,d sessions of %,d bytes%n", benchmark.connector.product(), rows, bytes);
            BenchSessions.fill(benchmark.connector, rows, bytes);
            for (int round = 1; round <= rounds; round++) {
                benchmark.round(round);
            }
        }
        System.exit(0);
    }

    private void round(int round) throws SQLException {
        double baseline = baseline();
        double copyUp = migrate(MigrationOptions.Direction.UPGRADE, "12", MigrationOptions.Blobs.COPY);
        double down = migrate(MigrationOptions.Direction.DOWNGRADE, "9.3", MigrationOptions.Blobs.REWRITE);
        double up = migrate(MigrationOptions.Direction.UPGRADE, "12", MigrationOptions.Blobs.REWRITE);
        migrate(MigrationOptions.Direction.DOWNGRADE, "9.3", MigrationOptions.Blobs.REWRITE);
        double baselineAgain = baseline();
        double base = (baseline + baselineAgain) / 2;
        System.out.printf(
                Locale.ROOT,
                "round %d: insert-select %,.0f rows/s (%,.0f and %,.0f); ratios: upgrade copy %.2f, upgrade rewrite %.2f,"
                        + " downgrade rewrite %.2f%n",
                round,
                base,
                baseline,
                baselineAgain,
                copyUp / base,
                up / base,
                down / base);
    }

    private double baseline() throws SQLException {
        try (Connection connection = connector.open()) {
            Map<String, String> names = Map.of(
                    "JettySessions", "Plain",
                    "idx_JettySessions_expiry", "idx_Plain_expiry",
                    "idx_JettySessions_session", "idx_Plain_session",
                    "blob", "mediumblob");
            List<String> script = new ArrayList<>(SqlScript.load(connector.dialect(), "generation-2", names));
            script.removeIf(statement -> statement.contains("idx_Plain_session")); // Jetty 12.1 makes it no more
            Sql.execute(connection, script);
            long begin = System.nanoTime();
            Sql.execute(
                    connection,
                    "insert into Plain select sessionId, contextPath, virtualHost, lastNode, accessTime, lastAccessTime,"
                            + " createTime, cookieTime, lastSavedTime, expiryTime, maxInterval * 1000, map from JettySessions");
            double rate = rate(begin);
            Sql.execute(connection, "drop table Plain");
            return rate;
        }
    }

    private double migrate(MigrationOptions.Direction direction, String to, MigrationOptions.Blobs blobs) {
        SessionStore store = new SessionStore(connector, StoreNames.defaults());
        MigrationOptions options = new MigrationOptions(
                direction,
                JettyRelease.parse(to),
                Optional.empty(),
                MigrationOptions.Sessions.KEEP,
                blobs,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                false,
                Duration.ofMinutes(30),
                true);
        StepTimes steps = new StepTimes();
        long begin = System.nanoTime();
        MigrationResult result = store.migrate(
                        options,
                        new MigrationControl(RateLimit.full(), true, false, Optional.empty(), plan -> true, steps))
                .orElseThrow();
        double rate = rate(begin);
        System.out.printf(
                Locale.ROOT,
                "  %s %s: %,.0f rows/s; %s, swap %d ms%n",
                direction,
                blobs,
                rate,
                steps,
                result.swapMillis());
        store.purge(store.backups());
        return rate;
    }

    private double rate(long begin) {
        return rows * 1e9 / (System.nanoTime() - begin);
    }
}
