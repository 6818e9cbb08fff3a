package org.jettyferry.jdbc.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.BulkCopy;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bulk copies into MySQL and MariaDB: LOAD DATA, and INSERT where that is forbidden. */
class BulkCopyIT {
    private static final byte[] ALL_BYTES = new byte[256];

    static {
        for (int i = 0; i < ALL_BYTES.length; i++) {
            ALL_BYTES[i] = (byte) i;
        }
    }

    @ServerTest({ServerKind.MYSQL, ServerKind.MARIADB})
    void bothWaysCopyEveryByteAndEveryCharacter(TestDatabase database) throws SQLException {
        make(database, "T", 20);
        make(database, "U", 20);
        database.execute(
                "insert into S values (1, 'a\\tb\\\\', null, 'é', 'one'), (2, '\\n日本語', -5, '', 'two'), (3, '', 0, null, '')");

        for (String table : List.of("T", "U")) {
            assertThat(copy(database, table.equals("T"), table, ALL_BYTES)).isEqualTo(3);
            try (Connection connection = database.connect()) {
                assertThat(Sql.texts(
                                connection,
                                "select concat_ws('|', id, name, coalesce(n, 'null'), coalesce(narrow, 'null')) from "
                                        + table + " order by id"))
                        .containsExactly("1|a\tb\\|null|é", "2|\n日本語|-5|", "3||0|null");
                assertThat(Sql.rows(connection, row -> row.getBytes(1), "select map from " + table))
                        .allSatisfy(map -> assertThat(map).isEqualTo(ALL_BYTES))
                        .hasSize(3);
            }
        }
    }

    /** LOAD DATA LOCAL would truncate the value and skip the second row. */
    @ServerTest({ServerKind.MYSQL, ServerKind.MARIADB})
    void aValueTooLongAndADuplicateKeyAreErrors(TestDatabase database) throws SQLException {
        make(database, "T", 20);
        make(database, "U", 3);
        database.execute("insert into S values (1, 'long', 1, '', 'one')");
        database.execute("insert into T values (1, 'first', 1, '', 'one')");

        for (boolean loads : List.of(true, false)) {
            assertThatThrownBy(() -> copy(database, loads, "T", ALL_BYTES))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(problem(database, e)).isEqualTo(ErrorKind.DUPLICATE));
            assertThatThrownBy(() -> copy(database, loads, "U", ALL_BYTES))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(problem(database, e)).isEqualTo(ErrorKind.TOO_LONG));
        }
        try (Connection connection = database.connect()) {
            assertThat(Sql.text(connection, "select name from T")).isEqualTo("first");
            assertThat(Sql.number(connection, "select count(*) from U")).isZero();
        }
    }

    /** The error happens on the thread that reads, and must reach the one that writes. */
    @ServerTest(ServerKind.MYSQL)
    @Timeout(60)
    void anErrorOfTheReadingThreadEndsTheCopy(TestDatabase test) throws SQLException {
        test.execute("create table S (id int, map blob)", "create table T (map blob)", "insert into S values (1, 'x')");
        BulkCopy.Transfer copy =
                new BulkCopy.Transfer("select id, map from S", 1, new TableName(test.name(), "T"), List.of("map"));
        Database database = database(test, true);
        try (Connection source = database.open();
                Connection target = database.open()) {
            BulkCopy bulkCopy = database.dialect().bulkCopies().open(source, target);
            assertThatThrownBy(() -> bulkCopy.run(copy, row -> {
                        throw new OutOfMemoryError("as the test wants it");
                    }))
                    .isInstanceOf(OutOfMemoryError.class);
        }
    }

    /** A hostile server may request a file in answer to any statement. */
    @ServerTest({ServerKind.MYSQL, ServerKind.MARIADB})
    void noFileIsSent(TestDatabase database, @TempDir Path folder) throws SQLException, IOException {
        make(database, "T", 20);
        Path secret = Files.writeString(folder.resolve("secret"), "1\tsecret\n");
        try (Connection connection = database(database, true).open();
                Statement statement = connection.createStatement()) {
            if (connection.getMetaData().getDriverName().startsWith("MySQL")) {
                assertThatThrownBy(() -> statement.execute("load data local infile '" + secret + "' into table T"))
                        .isInstanceOf(SQLException.class);
            } // MariaDB's driver sends only a file that the statement names, and ours name none
            assertThat(Sql.number(connection, "select count(*) from T")).isZero();
        }
    }

    private static void make(TestDatabase database, String table, int width) throws SQLException {
        String columns = " (id bigint primary key, name varchar(" + width + ") character set utf8mb4, n bigint,"
                + " narrow varchar(9) character set latin1, map mediumblob)";
        database.execute(
                "create table if not exists S" + columns.replace("(" + width + ")", "(20)"),
                "create table " + table + columns);
    }

    /** Copies all of S with another blob. */
    private static long copy(TestDatabase test, boolean loads, String table, byte[] blob) throws SQLException {
        Database database = database(test, loads);
        try (Connection source = database.open();
                Connection target = database.open()) {
            target.setAutoCommit(false);
            long rows = database.dialect()
                    .bulkCopies()
                    .open(source, target)
                    .run(
                            new BulkCopy.Transfer(
                                    "select id, id, name, n, narrow, map from S order by id",
                                    1,
                                    new TableName(test.name(), table),
                                    List.of("id", "name", "n", "narrow", "map")),
                            row -> {
                                row.replaceBlob(blob, blob.length);
                                return true;
                            });
            target.commit();
            assertThat(Sql.map(target, "show status like 'Com_load'")
                            .get("Com_load")
                            .equals("0"))
                    .isNotEqualTo(loads);
            return rows;
        }
    }

    private static Database database(TestDatabase test, boolean loads) {
        String off = test.url().startsWith("jdbc:mysql:") ? "allowLoadLocalInfile=false" : "allowLocalInfile=false";
        String url = loads ? test.url() : test.with(off).url();
        return Database.connect(new ConnectionSettings(url, Optional.of(test.user()), Optional.of(test.password())));
    }

    private static ErrorKind problem(TestDatabase database, SQLException e) {
        return database(database, true).dialect().classify(e);
    }
}
