package org.jettyferry.guest;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jettyferry.testkit.servers.TestDatabase;

/** Sends Jetty's own statements, as {@code JDBCSessionDataStore} of 12.1 does, by a guest. */
final class JettyStatements {
    private static final String KEY = " where sessionId = ? and contextPath = ? and virtualHost = ?";
    private static final String HOST = "0.0.0.0";

    private final DataSource guest;

    private JettyStatements(DataSource guest) {
        this.guest = guest;
    }

    /** Those of a node of 12.1, by the URL and the driver. */
    static JettyStatements byDriver(TestDatabase database, String parameters) {
        String url = database.url().replaceFirst("^jdbc:", "jdbc:ferry:");
        String mark = url.startsWith("jdbc:ferry:sqlserver:") ? ";" : url.contains("?") ? "&" : "?";
        String release = parameters.contains("ferry.release") ? "" : "&ferry.release=12.1";
        String all = (release + parameters).substring(1).replace("&", mark.equals(";") ? ";" : "&");
        return new JettyStatements(source(() -> new GuestDriver().connect(url + mark + all, login(database))));
    }

    /** The same by the wrapper of a DataSource. */
    static JettyStatements byWrapper(TestDatabase database) {
        return byWrapper(source(database::connect));
    }

    /** The same over a pool. */
    static JettyStatements byWrapper(DataSource wrapped) {
        GuestDataSource wrapper = new GuestDataSource(wrapped);
        wrapper.set("ferry.release", "12.1");
        return new JettyStatements(wrapper);
    }

    /** Ends what a node would keep as long as it lives. */
    void end() {
        GuestDriver.endAll();
        if (guest instanceof GuestDataSource wrapper) {
            wrapper.close();
        }
    }

    private interface Connector {
        Connection connect() throws SQLException;
    }

    private static DataSource source(Connector connector) {
        return (DataSource) Proxy.newProxyInstance(
                JettyStatements.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (self, method, arguments) -> connector.connect());
    }

    private static Properties login(TestDatabase database) {
        Properties login = new Properties();
        login.setProperty("user", database.user());
        login.setProperty("password", database.password());
        return login;
    }

    Connection connect() throws SQLException {
        return guest.getConnection();
    }

    /** What Jetty reads of a session. */
    record Session(long maxIntervalMillis, long expiry, byte[] map) {}

    Optional<Session> load(String id, String path) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement("select * from JettySessions" + KEY)) {
            statement.setString(1, id);
            statement.setString(2, path);
            statement.setString(3, HOST);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Session(row.getLong("maxInterval"), row.getLong("expiryTime"), row.getBytes("map")))
                        : Optional.empty();
            }
        }
    }

    void insert(String id, String path, long maxIntervalMillis, byte[] map) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(
                        "insert into JettySessions (sessionId,"
                                + " contextPath, virtualHost, lastNode, accessTime, lastAccessTime, createTime, cookieTime,"
                                + " lastSavedTime, expiryTime, maxInterval, map)  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, id);
            statement.setString(2, path);
            statement.setString(3, HOST);
            statement.setString(4, "new1");
            long now = System.currentTimeMillis();
            for (int i = 5; i <= 9; i++) {
                statement.setLong(i, now);
            }
            statement.setLong(10, now + maxIntervalMillis);
            statement.setLong(11, maxIntervalMillis);
            statement.setBinaryStream(12, new ByteArrayInputStream(map), map.length);
            statement.executeUpdate();
        }
    }

    PreparedStatement update(Connection connection, String id, String path, long maxIntervalMillis, byte[] map)
            throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement("update JettySessions set lastNode = ?, accessTime = ?,"
                        + " lastAccessTime = ?, lastSavedTime = ?, expiryTime = ?, maxInterval = ?, map = ?" + KEY);
        statement.setString(8, id);
        statement.setString(9, path);
        statement.setString(10, HOST);
        statement.setString(1, "new1");
        long now = System.currentTimeMillis();
        for (int i = 2; i <= 4; i++) {
            statement.setLong(i, now);
        }
        statement.setLong(5, now + maxIntervalMillis);
        statement.setLong(6, maxIntervalMillis);
        statement.setBinaryStream(7, new ByteArrayInputStream(map), map.length);
        return statement;
    }

    int update(String id, String path, long maxIntervalMillis, byte[] map) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = update(connection, id, path, maxIntervalMillis, map)) {
            return statement.executeUpdate();
        }
    }

    int delete(String id, String path) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement("delete from JettySessions" + KEY)) {
            statement.setString(1, id);
            statement.setString(2, path);
            statement.setString(3, HOST);
            return statement.executeUpdate();
        }
    }

    int deleteOrphans(long before) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(
                        "delete from JettySessions where expiryTime > 0 and expiryTime <= ?")) {
            statement.setLong(1, before);
            return statement.executeUpdate();
        }
    }
}
