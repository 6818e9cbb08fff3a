package org.jettyferry.changelog;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection that stays out of auto-commit. Liquibase wants auto-commit on a database that commits each DDL statement;
 * then a change of rows and its record in the {@link StatementJournal} would not be one transaction.
 */
final class JournalledConnection extends WorkConnection {
    /** @param connection in auto-commit, which ends here */
    JournalledConnection(Connection connection) throws SQLException {
        super(connection);
        connection.setAutoCommit(false);
    }

    @Override
    public void setAutoCommit(boolean autoCommit) {}
}
