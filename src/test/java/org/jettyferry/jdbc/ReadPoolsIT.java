package org.jettyferry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;

/** Several schemata of one server that share connections. */
class ReadPoolsIT {
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void schemataShareASessionAndSeeTheirOwnTables(TestDatabase test) throws SQLException {
        try (Two two = new Two(test);
                ReadPools pools = new ReadPools(two.settings(), 1)) {
            Database one = pools.connect(two.one());
            Database other = pools.connect(two.other());

            long session = seen(one, "ferry_one");
            assertThat(seen(other, "ferry_other")).isEqualTo(session);
            assertThat(seen(one, "ferry_one")).isEqualTo(session);
            try (Connection own = one.open()) {
                assertThat(one.dialect().server(own).session())
                        .as("a connection that may hold a lock")
                        .isNotEqualTo(session);
            }
            assertThat(one.product()).isEqualTo(Database.connect(two.one()).product());
        }
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void nothingCanBeChangedAndNothingStays(TestDatabase test) throws SQLException {
        try (Two two = new Two(test);
                ReadPools pools = new ReadPools(two.settings(), 1)) {
            Database one = pools.connect(two.one());
            try (ReadConnection read = one.openToRead()) {
                assertThatThrownBy(() -> Sql.update(read.connection(), "insert into mark values ('x')"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageMatching("(?is).*read.only.*");
            }
            try (ReadConnection broken = one.openToRead()) {
                assertThatThrownBy(() -> Sql.text(broken.connection(), "select nothing from nowhere"))
                        .isInstanceOf(SQLException.class);
            }
            seen(one, "ferry_one");
        }
    }

    /** The session itself stays as it was, for those who share it behind a proxy. */
    @ServerTest(POSTGRESQL)
    void theSchemaIsSetForATransactionOnly(TestDatabase test) throws SQLException {
        try (Two two = new Two(test);
                ReadPools pools = new ReadPools(two.settings(), 1);
                ReadConnection read = pools.connect(two.other()).openToRead()) {
            String path = "select setting from pg_settings where name = 'search_path'";
            assertThat(Sql.text(read.connection(), path)).isEqualTo("ferry_other");
            read.connection().rollback();
            assertThat(Sql.text(read.connection(), path)).as("of the pool").isEqualTo("ferry_one");
        }
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void whatIsWrongIsToldAsWithoutAPool(TestDatabase test) throws SQLException {
        try (Two two = new Two(test)) {
            ConnectionSettings one = two.one();
            List<ConnectionSettings> refused = two.settings().stream()
                    .map(of -> new ConnectionSettings(of.url(), of.user(), Optional.of("wrong")))
                    .toList();
            try (ReadPools pools = new ReadPools(refused, 1)) {
                for (ConnectionSettings each : refused) {
                    assertThat(failure(() -> pools.connect(each)))
                            .isEqualTo(failure(() -> Database.connect(each)))
                            .contains("refused the login");
                }
            }
            ConnectionSettings missing =
                    new ConnectionSettings(one.url().replace("ferry_one", "ferry_nowhere"), one.user(), one.password());
            try (ReadPools pools = new ReadPools(List.of(one, missing), 1)) {
                pools.connect(one);
                assertThat(outcome(() -> look(pools.connect(missing))))
                        .isEqualTo(outcome(() -> look(Database.connect(missing))));
                seen(pools.connect(one), "ferry_one");
            }
        }
    }

    private static String look(Database database) throws SQLException {
        try (ReadConnection read = database.openToRead()) {
            return String.valueOf(Sql.texts(read.connection(), "select 1"));
        }
    }

    /** Looks at a schema. Returns the number of the session. */
    private static long seen(Database database, String schema) throws SQLException {
        try (ReadConnection read = database.openToRead()) {
            Catalog server = database.dialect().server(read.connection());
            assertThat(server.currentSchema()).isEqualTo(schema);
            assertThat(Sql.texts(read.connection(), "select name from mark")).containsExactly(schema);
            return server.session();
        }
    }

    /** Returns the message without the number that MariaDB gives each connection. */
    private static String withoutNumber(DatabaseException e) {
        return String.valueOf(e.getMessage()).replaceAll("conn=\\d+", "conn");
    }

    private static String failure(Call call) throws SQLException {
        try {
            call.run();
        } catch (DatabaseException e) {
            return withoutNumber(e);
        }
        throw new AssertionError("did not fail");
    }

    private static String outcome(Call call) throws SQLException {
        try {
            return String.valueOf(call.run());
        } catch (DatabaseException e) {
            return withoutNumber(e);
        }
    }

    /** Something that may fail. */
    @FunctionalInterface
    private interface Call {
        Object run() throws SQLException;
    }

    /** Two schemata of one server, each with a table that has its name. */
    private static final class Two implements AutoCloseable {
        private static final List<String> NAMES = List.of("ferry_one", "ferry_other");
        private final TestDatabase test;

        Two(TestDatabase test) throws SQLException {
            this.test = test;
            for (String name : NAMES) {
                test.execute(
                        "create schema " + name,
                        "create table " + name + ".mark (name varchar(40))",
                        "insert into " + name + ".mark values ('" + name + "')");
            }
        }

        ConnectionSettings one() {
            return settings().get(0);
        }

        ConnectionSettings other() {
            return settings().get(1);
        }

        List<ConnectionSettings> settings() {
            return NAMES.stream()
                    .map(name -> new ConnectionSettings(
                            test.server().name().equals("postgresql")
                                    ? test.with("currentSchema=" + name).url()
                                    : test.url().replace("/" + test.name(), "/" + name),
                            Optional.of(test.user()),
                            Optional.of(test.password())))
                    .toList();
        }

        @Override
        public void close() throws SQLException {
            for (String name : NAMES) {
                test.execute("drop table " + name + ".mark", "drop schema " + name);
            }
        }
    }
}
