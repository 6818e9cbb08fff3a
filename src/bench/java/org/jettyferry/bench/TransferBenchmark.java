package org.jettyferry.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.SqlScript;
import org.jettyferry.jdbc.Transaction;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.store.transfer.SessionTransfer;
import org.jettyferry.store.transfer.TransferEnd;
import org.jettyferry.store.transfer.WebAppChoice;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.TestDatabase;

/**
 * Measures the steps by which the sessions of a web application go from the store of 9.3 to that of 12, and what of it the web
 * application is closed for. Arguments: server, sessions, bytes of a blob, sessions that change between two steps, rounds; a
 * tenth as many end before the arrival.
 */
public final class TransferBenchmark {
    private TransferBenchmark() {}

    /**
     * Runs the benchmark and prints a line for each round, and the median and worst of the closed part.
     *
     * @param args server (postgresql, mysql, mariadb), sessions, bytes, changed sessions, rounds
     */
    public static void main(String[] args) throws SQLException, IOException {
        ServerKind kind = ServerKind.valueOf(args[0].toUpperCase(Locale.ROOT));
        int rows = Integer.parseInt(args[1]);
        int bytes = Integer.parseInt(args[2]);
        int changed = Integer.parseInt(args[3]);
        int rounds = Integer.parseInt(args[4]);
        List<Long> closed = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            try (TestDatabase old = kind.server().createDatabase();
                    TestDatabase next = kind.server().createDatabase()) {
                closed.add(round(database(old), database(next), rows, bytes, changed));
            }
        }
        Collections.sort(closed);
        System.out.printf(
                "%s, %,d sessions of %,d bytes, %,d changed: arrival median %,d ms, worst %,d ms%n",
                args[0], rows, bytes, changed, closed.get(closed.size() / 2), closed.get(closed.size() - 1));
        System.exit(0);
    }

    private static long round(Database old, Database next, int rows, int bytes, int changed)
            throws SQLException, IOException {
        BenchSessions.fill(old, rows, bytes);
        try (Connection connection = next.open()) {
            Sql.execute(connection, SqlScript.load(next.dialect(), "generation-2"));
        }
        try (SessionTransfer transfer = SessionTransfer.open(
                "bench",
                end(old, "9.3"),
                end(next, "12"),
                new WebAppChoice(List.of("/shop")),
                MigrationOptions.upgrade(JettyRelease.parse("12")))) {
            long copy = millis(transfer::copy);
            touch(old, changed);
            long again = millis(transfer::copy);
            touch(old, changed);
            long prepare = millis(transfer::prepare);
            touch(old, changed);
            end(old, changed / 10);
            long arrive = millis(transfer::arrive);
            long leave = millis(transfer::leave);
            System.out.printf(
                    "copy %,d ms; copy again %,d ms; put in beforehand %,d ms; arrive (closed) %,d ms; leave %,d ms%n",
                    copy, again, prepare, arrive, leave);
            return arrive;
        }
    }

    private static void touch(Database old, int changed) throws SQLException {
        try (Connection connection = old.open()) {
            Transaction.run(connection, () -> {
                for (String id : Sql.texts(
                        connection, old.dialect().limit("select rowId from JettySessions order by rowId", changed))) {
                    Sql.update(
                            connection,
                            "update JettySessions set lastSavedTime = ? where rowId = ?",
                            System.currentTimeMillis(),
                            id);
                }
                return changed;
            });
        }
    }

    /** Logs users out. */
    private static void end(Database old, int ended) throws SQLException {
        try (Connection connection = old.open()) {
            for (String id : Sql.texts(
                    connection, old.dialect().limit("select rowId from JettySessions order by rowId desc", ended))) {
                Sql.update(connection, "delete from JettySessions where rowId = ?", id);
            }
        }
    }

    private static long millis(Runnable step) {
        long begin = System.nanoTime();
        step.run();
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private static TransferEnd end(Database database, String release) {
        return new TransferEnd(database, StoreNames.defaults(), JettyRelease.parse(release));
    }

    private static Database database(TestDatabase database) {
        return Database.connect(
                new ConnectionSettings(database.url(), Optional.of(database.user()), Optional.of(database.password())));
    }
}
