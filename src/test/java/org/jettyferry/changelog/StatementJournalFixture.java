package org.jettyferry.changelog;

import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.jdbc.Dialect;

/** Writes what a killed run has written, for tests in other packages. */
public record StatementJournalFixture(Connection connection, Dialect dialect, String schema) {
    /** Records a statement as begun and commits. */
    public void begin(String changeSet, int number, String sql) throws SQLException {
        new StatementJournal(connection, dialect, schema).begin(changeSet, number, sql);
    }
}
