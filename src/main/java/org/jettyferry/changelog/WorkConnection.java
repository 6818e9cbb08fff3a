package org.jettyferry.changelog;

import java.sql.Connection;
import liquibase.database.jvm.JdbcConnection;

/**
 * The connection over which the change sets of a site run. Its type tells Liquibase that the lock is held already. The
 * caller closes the JDBC connection, not Liquibase.
 */
class WorkConnection extends JdbcConnection {
    WorkConnection(Connection connection) {
        super(connection);
    }

    @Override
    public void close() {}

    /** Two sessions over one JDBC connection are two: Liquibase keeps executors by connection. */
    @Override
    public final boolean equals(Object other) {
        return this == other;
    }

    @Override
    public final int hashCode() {
        return System.identityHashCode(this);
    }
}
