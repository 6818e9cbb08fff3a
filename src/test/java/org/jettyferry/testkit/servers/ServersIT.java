package org.jettyferry.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;

/** Shows of each server what all other tests take for granted. */
class ServersIT {
    private static final Map<String, String> BLOB_TYPE =
            Map.of("postgresql", "bytea", "mysql", "longblob", "mariadb", "longblob", "mssql", "varbinary(max)");

    @ServerTest
    void aFreshDatabaseIsEmptyAndItsOwn(TestServer server, TestDatabase one) throws SQLException {
        try (TestDatabase other = server.createDatabase()) {
            one.execute("create table JettySessionIds (id varchar(120), primary key(id))");
            other.execute("create table JettySessionIds (id varchar(120), primary key(id))");
            one.execute("insert into JettySessionIds (id) values ('only here')");

            assertThat(count(one)).isEqualTo(1);
            assertThat(count(other)).isZero();
        }
    }

    @ServerTest
    void aClosedDatabaseIsGoneEvenUnderAConnection(TestServer server) throws SQLException {
        TestDatabase database = server.createDatabase();
        try (Connection connection = database.connect()) {
            assertThat(connection.isValid(5)).isTrue();
            database.close();
        }
        assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
    }

    @ServerTest
    void theTablesOfJettyHoldALargeSession(TestServer server, TestDatabase database) throws SQLException {
        database.execute(jettySessions(BLOB_TYPE.get(server.name())));
        byte[] session = new byte[3 << 20];
        new Random(42).nextBytes(session);

        try (Connection connection = database.connect()) {
            insert(connection, session);
            assertThat(read(connection)).isEqualTo(session);
        }
    }

    @ServerTest
    void aWrongPasswordIsRefused(TestDatabase database) {
        TestDatabase wrong =
                new TestDatabase(database.server(), database.name(), database.url(), database.user(), "wrong");

        assertThatThrownBy(wrong::connect).isInstanceOf(SQLException.class);
    }

    private static String jettySessions(String blobType) {
        return """
                create table JettySessions (sessionId varchar(120), contextPath varchar(60), virtualHost varchar(60),
                  lastNode varchar(60), accessTime bigint, lastAccessTime bigint, createTime bigint, cookieTime bigint,
                  lastSavedTime bigint, expiryTime bigint, maxInterval bigint, map %s,
                  primary key(sessionId, contextPath, virtualHost))
                """.formatted(blobType);
    }

    private static void insert(Connection connection, byte[] session) throws SQLException {
        String sql =
                "insert into JettySessions (sessionId, contextPath, virtualHost, map) values ('s1', '', '0.0.0.0', ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setBytes(1, session);
            insert.executeUpdate();
        }
    }

    private static byte[] read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select map from JettySessions where sessionId = 's1'")) {
            rows.next();
            return rows.getBytes(1);
        }
    }

    private static int count(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from JettySessionIds")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
