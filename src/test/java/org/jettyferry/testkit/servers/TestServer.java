package org.jettyferry.testkit.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database server that all test classes of a JVM share: started at the first use, stopped with the JVM. A JDBC URL in
 * the variable {@code FERRY_TEST_<NAME>_URL} (with {@code _USER} and {@code _PASSWORD}) takes its place. Thread-safe.
 */
public abstract sealed class TestServer implements AutoCloseable
        permits PostgresServer, MySqlServer, MariaDbServer, SqlServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String name;
    private final Set<String> databases = ConcurrentHashMap.newKeySet();
    private Optional<Running> running = Optional.empty();
    private Optional<Optional<String>> lacking = Optional.empty();

    TestServer(String name) {
        this.name = name;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /**
     * Gives the name of the product.
     *
     * @return e.g. {@code postgresql}, as in JDBC URLs
     */
    public final String name() {
        return name;
    }

    /**
     * Returns why this machine cannot provide the server.
     *
     * @return the reason and its remedy; empty if the server can be used
     */
    public final synchronized Optional<String> unavailable() {
        if (given("URL").isPresent()) {
            return Optional.empty();
        }
        if (lacking.isEmpty()) {
            lacking = Optional.of(missing());
        }
        return lacking.get().map(why -> why + "; a server can be given in " + variable("URL"));
    }

    /**
     * Makes a fresh database, after starting the server if need be.
     *
     * @return the empty database
     */
    public final TestDatabase createDatabase() {
        Running at = running();
        String database = "ferry_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        execute(at, createStatement(database));
        databases.add(database);
        return new TestDatabase(this, database, urlOf(at.url(), database), at.user(), at.password());
    }

    /** Stops the server, if it was started here. */
    @Override
    public final synchronized void close() {
        running.ifPresent(at -> at.stop().run());
        running = Optional.empty();
    }

    @Override
    public final String toString() {
        return name;
    }

    /** Returns the names of the databases that were made here and not dropped. */
    final Set<String> databases() {
        return Set.copyOf(databases);
    }

    /**
     * Lists the client connections to a database. A lock left behind is among them: advisory locks and the locks of a
     * transaction end with their connection.
     *
     * @return a line each; none on a given server that does not show them
     */
    final List<String> connections(String database) {
        Running at = running();
        try (Connection connection = DriverManager.getConnection(at.url(), at.user(), at.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(connectionsQuery(database))) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        } catch (SQLException e) {
            if (given("URL").isPresent()) {
                return List.of();
            }
            throw new IllegalStateException("cannot list the connections to " + database, e);
        }
    }

    final void drop(TestDatabase database) {
        databases.remove(database.name());
        try {
            execute(running(), dropStatement(database.name()));
        } catch (IllegalStateException e) {
            if (given("URL").isEmpty()) {
                throw e;
            }
            // The owner of a given server may forbid the drop, and cleans up.
            System.err.println("LEFT BEHIND on " + name + ": " + e.getMessage());
        }
    }

    /** Returns why the server can't be started on this machine; empty if it can. */
    abstract Optional<String> missing();

    /** Starts the server and returns when it answers. */
    abstract Running start();

    String createStatement(String database) {
        return "create database " + database;
    }

    String dropStatement(String database) {
        return "drop database " + database;
    }

    /** Selects one text for each client connection to a database; the default is MySQL's and MariaDB's. */
    String connectionsQuery(String database) {
        return "select concat(id, ' ', command, ' ', coalesce(info, '')) from information_schema.processlist"
                + " where db = '" + database + "'";
    }

    /** Puts a database into the URL of the server: it stands between the host and the properties. */
    String urlOf(String serverUrl, String database) {
        return serverUrl.replaceFirst("^(jdbc:\\w+://[^/?]*)(/[^?]*)?", "$1/" + database);
    }

    private synchronized Running running() {
        if (running.isEmpty()) {
            running = Optional.of(given("URL").map(this::atGiven).orElseGet(this::start));
        }
        return running.get();
    }

    private Running atGiven(String url) {
        return GivenServer.of(url, given("USER"), given("PASSWORD"));
    }

    private Optional<String> given(String what) {
        return Optional.ofNullable(System.getenv(variable(what))).filter(value -> !value.isBlank());
    }

    private String variable(String what) {
        return "FERRY_TEST_" + name.toUpperCase(Locale.ROOT) + "_" + what;
    }

    private static void execute(Running at, String sql) {
        try (Connection connection = DriverManager.getConnection(at.url(), at.user(), at.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + " failed on " + at.url(), e);
        }
    }
}
