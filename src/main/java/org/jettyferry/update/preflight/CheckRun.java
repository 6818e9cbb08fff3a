package org.jettyferry.update.preflight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.update.preflight.CheckResult.Failed;
import org.jettyferry.update.preflight.CheckResult.NotNeeded;
import org.jettyferry.update.preflight.CheckResult.NotRun;
import org.jettyferry.update.preflight.CheckResult.Outcome;
import org.jettyferry.update.preflight.CheckResult.Passed;

/** Runs checks over one connection. */
record CheckRun(Database database, ReadOnlyQueries queries) {
    /**
     * Runs a check.
     *
     * @throws DatabaseException if the connection breaks
     */
    CheckResult run(Check check) {
        try {
            return new CheckResult(check, outcome(check));
        } catch (SQLException e) {
            return new CheckResult(check, refused(check, e));
        }
    }

    private Outcome outcome(Check check) throws SQLException {
        List<String> missing = missing(check.tables());
        if (!missing.isEmpty()) {
            return new NotNeeded("the schema has no table " + String.join(", ", missing));
        }
        Optional<String> query = check.query().of(database);
        if (query.isEmpty()) {
            return new NotRun("it has no query for " + database.product());
        }
        FoundRows rows = queries.run(query.get(), CheckRun::found);
        Optional<String> deviation = check.expected().deviation(rows);
        return deviation.isEmpty()
                ? new Passed()
                : new Failed(deviation.get() + ", expected " + check.expected(), rows);
    }

    private List<String> missing(List<String> tables) throws SQLException {
        Catalog server = database.dialect().server(queries.connection());
        String schema = server.currentSchema();
        List<String> missing = new ArrayList<>();
        for (String table : tables) {
            if (server.namedLike(new TableName(schema, table)).isEmpty()) {
                missing.add(table);
            }
        }
        return missing;
    }

    private static FoundRows found(ResultSet rows) throws SQLException {
        List<List<Optional<String>>> first = new ArrayList<>();
        long count = 0;
        while (rows.next()) {
            if (count < FoundRows.KEPT) {
                first.add(ColumnText.values(rows));
            }
            count++;
        }
        return new FoundRows(ColumnText.labels(rows), first, count);
    }

    private NotRun refused(Check check, SQLException e) {
        Dialect dialect = database.dialect();
        DatabaseException told = DatabaseException.of(dialect, "run its query", e);
        if (told.problem() == ErrorKind.CONNECTION_LOST) {
            throw DatabaseException.of(dialect, "run the check " + check.name(), e);
        }
        return new NotRun(
                told.problem() == ErrorKind.READ_ONLY
                        ? "its query would change the database, and a check must not: " + told.getMessage()
                        : String.valueOf(told.getMessage()));
    }
}
