package org.jettyferry.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.store.detect.Detector;
import org.jettyferry.store.table.StoreNames;

/**
 * Turns "permission denied" into the statements that grant the missing rights.
 *
 * <p>Used for errors before the first change only. A run checks all its rights beforehand; what it meets later is an
 * error of its step.
 */
final class MissingRight {
    private final Database database;
    private final StoreNames names;

    MissingRight(Database database, StoreNames names) {
        this.database = database;
        this.names = names;
    }

    /** Returns the error to throw: a refusal with the grants if a right is missing, otherwise the database's error. */
    OperatorException explained(String attempt, SQLException cause) {
        DatabaseException error = DatabaseException.of(database.dialect(), attempt, cause);
        if (error.problem() != ErrorKind.NO_RIGHTS) {
            return error;
        }
        List<String> grants = grants();
        String remedy = grants.isEmpty()
                ? ErrorKind.NO_RIGHTS.remedy()
                : "Connect as the owner of the tables, or let the owner run: " + String.join("; ", grants)
                        + ". Nothing was changed.";
        return new OperatorException(Kind.REFUSED, String.valueOf(error.getMessage()), remedy);
    }

    private List<String> grants() {
        List<String> grants = new ArrayList<>();
        try (Connection connection = database.open()) {
            Detector detector = new Detector(connection, database.dialect(), names);
            String user = database.dialect().server(connection).grantee();
            for (String name : List.of(
                    names.table(),
                    names.idsTable(),
                    "ferry_run",
                    "ferry_step",
                    "ferry_backup",
                    "ferry_quarantine",
                    "ferry_journal")) {
                Optional<TableName> table = detector.find(name).map(Table::name);
                if (table.isPresent() && isUnreadable(connection, table.get())) {
                    grants.add("grant select on " + table.get().sql(database.dialect()) + " to " + user);
                }
            }
        } catch (SQLException e) {
            return List.of(); // then the remedy names no statements
        }
        return grants;
    }

    private boolean isUnreadable(Connection connection, TableName table) {
        Dialect dialect = database.dialect();
        try {
            Sql.texts(connection, "select 1 from " + table.sql(dialect) + " where 1 = 0");
            return false;
        } catch (SQLException e) {
            return dialect.classify(e) == ErrorKind.NO_RIGHTS;
        }
    }
}
