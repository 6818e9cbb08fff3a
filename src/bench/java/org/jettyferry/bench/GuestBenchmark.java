package org.jettyferry.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jettyferry.blob.JettyLine;
import org.jettyferry.guest.GuestDriver;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.TestDatabase;

/**
 * Measures what a guest costs: a session is loaded, read by the real code of Jetty 12.1, changed, written by it, and saved; by
 * the plain driver and by the guest in turn, on one table of generation 1. And what any other statement costs. Arguments: server,
 * bytes of a blob, sessions of a round, rounds.
 */
public final class GuestBenchmark {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int STATEMENTS = 200_000;
    private static final long NOW = 1_800_000_000_000L;

    private final Connection connection;
    private final SessionCalls calls;
    private final List<String> ids;
    private long nanos;
    private long bytes;

    private GuestBenchmark(Connection connection, List<String> ids) {
        this.connection = connection;
        this.calls = new SessionCalls(connection);
        this.ids = ids;
    }

    /**
     * Runs the benchmark and prints a line for each round, and the ratios of the sums of all but the first two.
     *
     * @param args server (postgresql, mysql, mariadb), bytes, sessions, rounds
     */
    public static void main(String[] args) throws Exception {
        ServerKind kind = ServerKind.valueOf(args[0].toUpperCase(Locale.ROOT));
        int size = Integer.parseInt(args[1]);
        int sessions = Integer.parseInt(args[2]);
        int rounds = Integer.parseInt(args[3]);
        try (TestDatabase database = kind.server().createDatabase()) {
            List<String> ids = fill(database, sessions, size);
            Properties login = new Properties();
            login.setProperty("user", database.user());
            login.setProperty("password", database.password());
            String url = database.url().replaceFirst("^jdbc:", "jdbc:ferry:");
            try (Connection plain = DriverManager.getConnection(database.url(), login);
                    Connection guest = new GuestDriver()
                            .connect(url + (url.contains("?") ? "&" : "?") + "ferry.release=12.1", login)) {
                measure(
                        args[0] + ", " + size + " bytes",
                        new GuestBenchmark(plain, ids),
                        new GuestBenchmark(guest, ids),
                        rounds);
            }
        }
        System.exit(0);
    }

    private static List<String> fill(TestDatabase database, int sessions, int size) throws Exception {
        Database connected = Database.connect(
                new ConnectionSettings(database.url(), Optional.of(database.user()), Optional.of(database.password())));
        BenchSessions.fill(connected, sessions, size);
        try (Connection connection = connected.open()) {
            return Sql.texts(connection, "select sessionId from JettySessions");
        }
    }

    private static void measure(String what, GuestBenchmark plain, GuestBenchmark guest, int rounds) throws Exception {
        for (int round = 1; round <= rounds; round++) {
            if (round == 3) { // now all is compiled
                plain.forget();
                guest.forget();
            }
            plain.round(round);
            guest.round(round);
            System.out.printf(
                    "%s, round %d: time %.3f, allocation %.3f%n",
                    what, round, (double) guest.nanos / plain.nanos, (double) guest.bytes / plain.bytes);
        }
        double passed = Math.min(guest.otherStatement(), guest.otherStatement())
                - Math.min(plain.otherStatement(), plain.otherStatement());
        System.out.printf(
                "%s: a load and save takes %.1f us by the plain driver and %.3f times that by a guest, which allocates"
                        + " %.3f times as much; another statement passes in %.2f us%n",
                what,
                plain.nanos / 1e3 / plain.ids.size() / (rounds - 2),
                (double) guest.nanos / plain.nanos,
                (double) guest.bytes / plain.bytes,
                passed);
    }

    private void forget() {
        nanos = 0;
        bytes = 0;
    }

    private void round(int round) throws Exception {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long begin = System.nanoTime();
        for (String id : ids) {
            Map<String, Object> attributes = new HashMap<>(JettyLine.JETTY_12_1.read(calls.load(id)));
            attributes.put("round", round);
            calls.save(id, NOW, JettyLine.JETTY_12_1.write(attributes));
        }
        nanos += System.nanoTime() - begin;
        bytes += THREADS.getCurrentThreadAllocatedBytes() - allocated;
    }

    /** Returns the microseconds to prepare and close a statement that does not reach the server. */
    private double otherStatement() throws SQLException {
        long begin = System.nanoTime();
        for (int i = 0; i < STATEMENTS; i++) {
            connection
                    .prepareStatement("select id from orders where customer = ?")
                    .close();
        }
        return (System.nanoTime() - begin) / 1e3 / STATEMENTS;
    }
}
