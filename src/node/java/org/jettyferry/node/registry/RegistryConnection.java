package org.jettyferry.node.registry;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jettyferry.jdbcurl.DatabaseProduct;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of a node to the registry, and its queries. Only the poller's thread uses it, except for
 * {@link #abort()}, with which another thread ends a query that hangs. Every query is limited in time: by the
 * driver's own properties where the product is known, else by the network time-out.
 */
final class RegistryConnection implements AutoCloseable {
    /** Names per query: SQL Server takes 2,100 parameters. */
    static final int BATCH = 1024;

    private static final int TIMEOUT_MILLIS = 10_000;

    private static final Logger LOG = Logger.getLogger(RegistryConnection.class.getName());

    private static final String ROW = "c.context_id, c.schema_id, c.enabled, c.reason";

    private final @Nullable Driver driver;
    private final @Nullable BorrowedConnection loan;
    private final Connection connection;
    private final DatabaseProduct product;
    private final RegistryVersions.Query versions;

    private RegistryConnection(@Nullable Driver driver, @Nullable BorrowedConnection loan, Connection connection)
            throws SQLException {
        this.driver = driver;
        this.loan = loan;
        this.connection = connection;
        this.product = DatabaseProduct.ofName(connection.getMetaData().getDatabaseProductName());
        this.versions = new RegistryVersions.Query(connection, product);
    }

    static RegistryConnection open(DriverLocator drivers, RegistryAddress address) throws SQLException {
        return address.isDataSource() ? borrow(address) : connect(drivers.find(address), address);
    }

    /** Takes a connection from a pool; the time-out of the pool itself is the site's choice. */
    private static RegistryConnection borrow(RegistryAddress address) throws SQLException {
        BorrowedConnection loan = BorrowedConnection.of(source(address.url()).getConnection(), TIMEOUT_MILLIS);
        try {
            loan.connection().setAutoCommit(true);
            return new RegistryConnection(null, loan, loan.connection());
        } catch (SQLException | RuntimeException e) {
            loan.close();
            throw e;
        }
    }

    @SuppressWarnings("BanJNDI") // the name is the site's own, never a request's
    private static DataSource source(String name) throws SQLException {
        try {
            Object found = new InitialContext().lookup(name);
            if (found instanceof DataSource) {
                return (DataSource) found;
            }
            throw new SQLException("the JNDI name " + name + " is not a DataSource");
        } catch (NamingException e) {
            throw new SQLException("JNDI has no DataSource under " + name + " (" + e + ")", e);
        }
    }

    private static RegistryConnection connect(Driver driver, RegistryAddress address) throws SQLException {
        Connection connection = driver.connect(address.url(), login(address));
        if (connection == null) {
            throw new SQLException(driver.getClass().getName() + " does not take " + address.displayUrl());
        }
        try {
            prepare(connection, DatabaseProduct.ofUrl(address.url()));
            return new RegistryConnection(driver, null, connection);
        } catch (SQLException | RuntimeException e) {
            abort(connection);
            throw e;
        }
    }

    /** Returns the driver that opened the connection; null if a pool did. */
    @Nullable
    Driver driver() {
        return driver;
    }

    Connection connection() {
        return connection;
    }

    DatabaseProduct product() {
        return product;
    }

    /**
     * Returns the version of the registry and the version of its contexts, and whether a run is on.
     *
     * @throws SQLException also if this user may not see every row of the registry: a context that is hidden would be
     *     taken for one that does not exist
     */
    RegistryVersions versions() throws SQLException {
        return versions.ask();
    }

    /** Throws the error of a write if the registry cannot be read either, so that the connection is of no use. */
    void checkReadableAfter(SQLException failedWrite) throws SQLException {
        try {
            versions();
        } catch (SQLException e) {
            failedWrite.addSuppressed(e);
            throw failedWrite;
        }
    }

    /** Returns the schemata by id. */
    Map<Long, Schema> schemata() throws SQLException {
        return SchemaRows.read(connection);
    }

    /** Returns the names of all servers. */
    Set<String> servers() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select name from ferry_server")) {
            Set<String> servers = new HashSet<>();
            while (row.next()) {
                servers.add(row.getString(1));
            }
            return servers;
        }
    }

    /** Returns the contexts with these names, by name. */
    Map<String, ContextRow> lookUp(Collection<String> names) throws SQLException {
        return contexts("n.name", names);
    }

    /** Returns the contexts with these ids, by each of their names. */
    Map<String, ContextRow> named(Collection<String> ids) throws SQLException {
        return contexts("c.context_id", ids);
    }

    /** Returns the ids of contexts that changed after a version of the registry, at most {@code limit} of them. */
    List<String> changedAfter(long version, int limit) throws SQLException {
        String sql = "select context_id from ferry_context where changed_version > ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setMaxRows(limit);
            statement.setLong(1, version);
            try (ResultSet row = statement.executeQuery()) {
                List<String> ids = new ArrayList<>();
                while (row.next()) {
                    ids.add(row.getString(1));
                }
                return ids;
            }
        }
    }

    @Override
    public void close() {
        try {
            if (loan == null) {
                connection.close();
            } else {
                loan.close();
            }
        } catch (SQLException e) {
            abort();
        }
    }

    /** Ends the connection from any thread, even while a query waits for an answer. */
    void abort() {
        abort(connection);
        if (loan != null) {
            closeAborted();
        }
    }

    /** Closes the aborted connection: a pool counts a connection as borrowed until then. */
    private void closeAborted() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "closing an aborted connection of the pool failed", e);
        }
    }

    private Map<String, ContextRow> contexts(String column, Collection<String> values) throws SQLException {
        Map<String, ContextRow> found = new HashMap<>();
        if (values.isEmpty()) {
            return found;
        }
        // a power of two: few different statement texts, so that the database can cache their plans
        int marks = Integer.highestOneBit(values.size() * 2 - 1);
        try (PreparedStatement statement = connection.prepareStatement("select n.name, " + ROW
                + " from ferry_context_name n join ferry_context c on c.context_id = n.context_id where " + column
                + " in (" + String.join(", ", Collections.nCopies(marks, "?")) + ")")) {
            fill(statement, values, marks);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    boolean enabled = row.getInt(4) != 0;
                    found.put(
                            row.getString(1), new ContextRow(row.getString(2), row.getLong(3), enabled, text(row, 5)));
                }
            }
        }
        return found;
    }

    private static void fill(PreparedStatement statement, Collection<String> values, int marks) throws SQLException {
        int mark = 0;
        String last = "";
        for (String value : values) {
            statement.setString(++mark, value);
            last = value;
        }
        while (mark < marks) {
            statement.setString(++mark, last);
        }
    }

    static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static Properties login(RegistryAddress address) throws SQLException {
        try {
            Properties login = address.login();
            DatabaseProduct.ofUrl(address.url()).limit(address.url(), login);
            return login;
        } catch (IOException e) {
            throw new SQLException("the file with the registry's password can't be read: " + e, e);
        }
    }

    private static void prepare(Connection connection, DatabaseProduct product) throws SQLException {
        if (product == DatabaseProduct.OTHER) {
            limit(connection);
        }
        if (product == DatabaseProduct.SQLSERVER) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set lock_timeout 3000"); // readers wait for writers there
            }
        }
    }

    private static void limit(Connection connection) throws SQLException {
        try {
            connection.setNetworkTimeout(Runnable::run, DatabaseProduct.PATIENCE_MILLIS);
        } catch (SQLFeatureNotSupportedException | AbstractMethodError e) {
            return; // only the driver's own limit applies; no request waits for this thread
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | AbstractMethodError e) {
            return; // it was closed or broken before
        }
    }
}
