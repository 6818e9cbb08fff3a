package org.jettyferry.cli;

import java.sql.SQLException;
import org.jettyferry.testkit.servers.TestDatabase;

/** A user of one database, who may do everything there and nothing elsewhere; closing it drops the user, and keeps the tables. */
record StoreUser(TestDatabase admin, TestDatabase database) implements AutoCloseable {
    private static final String PASSWORD = "Secret-of-a-store-1";

    static StoreUser of(TestDatabase admin, String user) throws SQLException {
        TestDatabase own = new TestDatabase(admin.server(), admin.name(), admin.url(), user, PASSWORD);
        switch (admin.server().name()) {
            case "postgresql" ->
                admin.execute(
                        "create user " + user + " password '" + PASSWORD + "'",
                        "grant all on schema public to " + user);
            case "mssql" ->
                admin.execute(
                        "create login " + user + " with password = '" + PASSWORD + "'",
                        "create user " + user + " for login " + user,
                        "alter role db_owner add member " + user);
            default ->
                admin.execute(
                        "create user '" + user + "'@'%' identified by '" + PASSWORD + "'",
                        "grant all on " + admin.name() + ".* to '" + user + "'@'%'");
        }
        return new StoreUser(admin, own);
    }

    @Override
    public void close() throws SQLException {
        String user = database.user();
        switch (admin.server().name()) {
            case "postgresql" -> admin.execute("drop owned by " + user + " cascade", "drop user " + user);
            case "mssql" ->
                admin.execute("alter role db_owner drop member " + user, "drop user " + user, "drop login " + user);
            default -> admin.execute("drop user '" + user + "'@'%'");
        }
    }
}
