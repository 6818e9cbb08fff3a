package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * A database that has answered once. Opens connections that all have the same settings. Safe for use by several
 * threads.
 *
 * <p>{@link #connect} opens a first connection only to learn the server's version, which some dialects need, and closes
 * it. An error there is an error of the settings, so {@link ConnectFailure} explains it. An error in {@link #open()}
 * later is one of the server or the network.
 */
public final class Database {
    private final ConnectionSettings settings;
    private final ConnectionSource source;
    private final DialectProvider provider;
    private final Dialect dialect;
    private final String product;
    private final Supplier<Optional<ReadConnection>> shared;

    private Database(
            ConnectionSettings settings,
            ConnectionSource source,
            DialectProvider provider,
            Connection first,
            Supplier<Optional<ReadConnection>> shared)
            throws SQLException {
        this.settings = settings;
        this.source = source;
        this.provider = provider;
        this.dialect = provider.dialect(first);
        this.product = displayProduct(first.getMetaData().getDatabaseProductName() + " "
                + first.getMetaData().getDatabaseProductVersion());
        this.shared = shared;
    }

    /**
     * Connects once, to identify the server and to choose the dialect.
     *
     * @throws DatabaseException if the server can't be reached, refuses the login, or is not supported
     */
    public static Database connect(ConnectionSettings settings) {
        return connect(settings, Database::byDriver);
    }

    /**
     * Connects through another source of connections.
     *
     * @throws DatabaseException as {@link #connect(ConnectionSettings)}
     */
    public static Database connect(ConnectionSettings settings, ConnectionSource source) {
        DialectProvider provider = checked(settings);
        try (Connection connection = connect(settings, source, provider)) {
            return new Database(settings, source, provider, connection, Optional::empty);
        } catch (SQLException | IllegalArgumentException e) {
            throw ConnectFailure.of(settings, provider, e);
        }
    }

    /**
     * Connects over a connection from a pool.
     *
     * @param shared lends one; empty if it can't
     * @return empty if it can't
     */
    static Optional<Database> connect(ConnectionSettings settings, Supplier<Optional<ReadConnection>> shared) {
        DialectProvider provider = checked(settings);
        Optional<ReadConnection> lent = shared.get();
        if (lent.isEmpty()) {
            return Optional.empty();
        }
        try (ReadConnection first = lent.get()) {
            return Optional.of(new Database(settings, Database::byDriver, provider, first.connection(), shared));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static DialectProvider checked(ConnectionSettings settings) {
        DialectProvider provider = Dialects.forUrl(settings.url());
        provider.check(settings.url());
        UrlCheck.check(settings.url());
        DriverLog.silence();
        DriverManager.setLoginTimeout(8); // a server of another kind may never answer
        return provider;
    }

    /** Opens a connection for a pool, as {@link #open()} does for a database that has answered. */
    static Connection openForPool(ConnectionSettings settings) throws SQLException {
        DialectProvider provider = Dialects.forUrl(settings.url());
        Connection connection = connect(settings, Database::byDriver, provider);
        provider.dialect(connection).prepare(connection);
        return connection;
    }

    /**
     * Opens a connection in auto-commit, with the dialect's time-outs. The caller closes it.
     *
     * @throws DatabaseException if the server refuses
     */
    public Connection open() {
        try {
            Connection connection = connect(settings, source, provider);
            dialect.prepare(connection);
            return connection;
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "open a connection", e);
        }
    }

    /**
     * Opens a connection for short reads of Ferry's own: from a pool, if several schemata share one. The caller closes it, and
     * has no other one of these meanwhile.
     *
     * @throws DatabaseException if the server refuses
     */
    public ReadConnection openToRead() {
        return shared.get().orElseGet(() -> {
            Connection own = open();
            return new ReadConnection(own, own::close);
        });
    }

    /**
     * Opens a connection as {@link #open()} does, on which no statement may take longer than a limit: for short statements, so
     * that a network that swallows everything ends in an error.
     *
     * @param patience how long to wait for an answer of the server
     */
    public Connection open(Duration patience) {
        Connection connection = open();
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
            return connection;
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "limit the time of an answer", e);
        }
    }

    /**
     * Refuses a proxy that shares the server's sessions between its clients: a lock of a session is no lock then. It shows
     * in two connections that have one session.
     *
     * @param connection one of this database's, on which nothing runs
     * @throws OperatorException if there is one
     */
    public void refuseSharedSessions(Connection connection) throws SQLException {
        try (Connection other = open()) {
            if (dialect.server(other).session() == dialect.server(connection).session()) {
                throw new OperatorException(
                        OperatorException.Kind.REFUSED,
                        "a proxy before the server shares its sessions between clients, so that no lock of a session holds",
                        "Give the address of the server itself, or of a proxy that keeps a session for each client"
                                + " (PgBouncer: pool_mode = session). Nothing was changed.");
            }
        }
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Returns product and version, such as {@code PostgreSQL 18.6}. */
    public String product() {
        return product;
    }

    /** Returns the URL with its secrets, and the login, for a program that connects by itself. */
    public ConnectionSettings settings() {
        return settings;
    }

    /** Returns the URL without secrets. */
    public String displayUrl() {
        return settings.displayUrl();
    }

    private static Connection connect(ConnectionSettings settings, ConnectionSource source, DialectProvider provider)
            throws SQLException {
        Properties properties = new Properties();
        settings.user().ifPresent(user -> properties.setProperty("user", user));
        settings.password().ifPresent(password -> properties.setProperty("password", password));
        provider.connectionProperties().forEach(properties::setProperty);
        return source.open(settings.url(), properties);
    }

    private static Connection byDriver(String url, Properties properties) throws SQLException {
        Connection connection = driver(Dialects.forUrl(url)).connect(url, properties);
        if (connection == null) {
            throw new DatabaseException(
                    ErrorKind.URL_NOT_UNDERSTOOD,
                    "the driver does not understand the URL, from jdbc: to the database's name");
        }
        return connection;
    }

    static Driver driver(DialectProvider provider) throws SQLException {
        try {
            return Class.forName(provider.driverClass())
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new SQLException("there is no driver " + provider.driverClass() + " in the folder lib", "08001", e);
        }
    }

    /** MariaDB reports itself as "MySQL 5.5.5-10.11.19-MariaDB" to drivers of MySQL. */
    private static String displayProduct(String product) {
        if (!product.contains("MariaDB")) {
            return product.replaceAll("\\s*\\(.*\\)$", "");
        }
        return "MariaDB " + product.replaceAll("^\\D*(5\\.5\\.5-)?", "").replaceAll("-MariaDB.*$", "");
    }
}
