package org.jettyferry.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jettyferry.guest.GuestDriver;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.migrate.RateLimit;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigrationRequest;

/**
 * Measures how long the statements of guests wait while the tables are turned over under them: {@code upgrade --live} and {@code
 * downgrade --live}. Users of a guest load and save sessions all the time. Arguments: server, sessions, bytes of a blob, users,
 * rounds.
 */
public final class LiveBenchmark {
    private final TestDatabase database;
    private final SessionStore store;
    private final int users;

    private LiveBenchmark(TestDatabase database, SessionStore store, int users) {
        this.database = database;
        this.store = store;
        this.users = users;
    }

    /**
     * Runs the benchmark and prints a line for each migration.
     *
     * @param args server (postgresql, mysql, mariadb), sessions, bytes, users, rounds
     */
    public static void main(String[] args) throws Exception {
        ServerKind kind = ServerKind.valueOf(args[0].toUpperCase(Locale.ROOT));
        int sessions = Integer.parseInt(args[1]);
        int bytes = Integer.parseInt(args[2]);
        int rounds = Integer.parseInt(args[4]);
        try (TestDatabase database = kind.server().createDatabase()) {
            Database connector = Database.connect(new ConnectionSettings(
                    database.url(), Optional.of(database.user()), Optional.of(database.password())));
            System.out.printf("%s, %,d sessions of %,d bytes%n", connector.product(), sessions, bytes);
            fill(connector, sessions, bytes);
            LiveBenchmark benchmark = new LiveBenchmark(
                    database, new SessionStore(connector, StoreNames.defaults()), Integer.parseInt(args[3]));
            for (int round = 1; round <= rounds; round++) {
                benchmark.migrate(connector, MigrationRequest.upgrade("12").options());
                benchmark.migrate(connector, MigrationRequest.downgrade("9.3").options());
            }
        }
        System.exit(0);
    }

    private static void fill(Database connector, int sessions, int bytes) throws SQLException, IOException {
        BenchSessions.fill(connector, sessions, bytes);
        try (Connection connection = connector.open()) {
            Sql.execute(connection, "insert into JettySessionIds (id) select sessionId from JettySessions");
        }
    }

    private void migrate(Database connector, MigrationOptions options) throws Exception {
        List<Clicks> clicks = new ArrayList<>();
        List<Connection> guests = new ArrayList<>();
        for (String id : ids(connector)) {
            Connection guest = guest();
            guests.add(guest);
            clicks.add(Clicks.begin(guest, id));
        }
        while (store.guests(store.detect()).isEmpty()) {
            Thread.sleep(100);
        }
        StepTimes steps = new StepTimes();
        long begin = System.nanoTime();
        MigrationResult result = store.migrate(options.asLive(), control(steps)).orElseThrow();
        double seconds = (System.nanoTime() - begin) / 1e9;
        Clicks.Waits waits = Clicks.Waits.NONE;
        for (Clicks user : clicks) {
            waits = waits.and(user.end());
        }
        System.out.printf(
                Locale.ROOT,
                "%s --live: %.1f s (%s); guests locked out for %,d ms; of %,d loads and saves %d failed, the longest took %,d ms%n",
                options.direction().name().toLowerCase(Locale.ROOT),
                seconds,
                steps,
                result.swapMillis(),
                waits.count(),
                waits.failed(),
                waits.longestMillis());
        for (Connection guest : guests) {
            guest.close();
        }
        store.purge(store.backups());
    }

    private List<String> ids(Database connector) throws SQLException {
        try (Connection connection = connector.open()) {
            return Sql.texts(connection, "select min(sessionId) from JettySessions group by accessTime % " + users);
        }
    }

    private Connection guest() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", database.user());
        login.setProperty("password", database.password());
        String url = database.url().replaceFirst("^jdbc:", "jdbc:ferry:");
        return new GuestDriver().connect(url + (url.contains("?") ? "&" : "?") + "ferry.release=12.1", login);
    }

    private static MigrationControl control(StepTimes steps) {
        return new MigrationControl(RateLimit.full(), false, false, Optional.empty(), plan -> true, steps);
    }
}
