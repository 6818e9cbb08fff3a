package org.jettyferry.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the statements that add a column beside another one, keep the two in step by triggers, and drop one of them. What a
 * trigger does:
 *
 * <pre>
 *   insert, new column is NULL          new := up(old)
 *   insert, new column has a value      old := down(new)
 *   update of the old column            new := up(old)
 *   update of the new column            old := down(new)
 *   update of both, and they agree      both stay as written
 *   update of both, and they don't      old := down(new); what was written into old goes into a table of conflicts
 *   update of neither                   nothing
 * </pre>
 *
 * <p>Hazard: "update of neither" must leave a row alone that is not copied yet. A new node that saves such a row writes back
 * the NULL that it has read; a trigger that took this for a value would wipe the old column. Only the session that copies
 * rows, marked by {@link #copyMark}, fills the new column of such a row.
 *
 * <p>{@link Dialect#columnSync()} makes it. Immutable; asks no server.
 */
public abstract class ColumnSync {
    protected final Dialect dialect;

    /** Makes it for the dialect that spells names and literals. */
    protected ColumnSync(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Returns the statement that adds the new column, empty, without rewriting the table where the server can. */
    public abstract String addColumn(ColumnPair pair);

    /** Returns the names of the triggers. */
    public abstract List<String> triggers(ColumnPair pair);

    /** Returns the statements that create one of the triggers. */
    public abstract List<String> createTrigger(ColumnPair pair, String trigger);

    /** Returns the statements that drop the triggers and one of the columns. Each does nothing where its work is done. */
    public abstract List<String> drop(ColumnPair pair, String column);

    /** Returns the statement that marks this session as the one that copies rows. */
    public abstract String copyMark(ColumnPair pair);

    /** Returns the condition for a row whose columns agree: one of them is what makes it from the other. */
    public abstract String agree(ColumnPair pair);

    /**
     * Returns queries that fail if an expression of the pair does; they run in one transaction, before the new column
     * exists.
     */
    public abstract List<String> trials(ColumnPair pair);

    /** Returns the statement that ends each wait for a lock of another session after this time. */
    public abstract String lockTimeout(int millis);

    /** Returns whether a trigger can give a value to a column that must have one, and that an insert leaves out. */
    public abstract boolean fillsOmitted();

    /**
     * Returns the statements that fill the new column in the rows of a range that have none, in a session that is marked. They
     * run in one transaction.
     *
     * @param untouched columns that must keep their values
     */
    public List<String> copy(ColumnPair pair, List<String> untouched, String range) {
        return List.of(copy(pair, dialect.quote(pair.newColumn().name()), untouched, range));
    }

    /**
     * Returns the statement that sets the new column in the rows of a range that have none.
     *
     * @param value what it is set to; the trigger may make it another one
     */
    protected final String copy(ColumnPair pair, String value, List<String> untouched, String range) {
        String column = dialect.quote(pair.newColumn().name());
        String sets = Stream.concat(
                        Stream.of(column + " = " + value),
                        untouched.stream().map(dialect::quote).map(name -> name + " = " + name))
                .collect(Collectors.joining(", "));
        return "update " + pair.table().sql(dialect) + " set " + sets + " where " + column + " is null and " + range;
    }

    /** Returns what to run instead of a statement that this version of the server does not support; empty for nothing. */
    public List<String> instead(String statement, SQLException error) {
        return List.of();
    }

    /** Returns the statement that frees what a failed {@link #drop} may have locked beyond its transaction. */
    public Optional<String> unlock() {
        return Optional.empty();
    }

    /** Returns an expression over a value that a trigger calls otherwise, so that it needs no change itself. */
    protected final String over(String value, String column, String expression) {
        // The line break ends a comment at the end of the expression.
        return "(select (" + expression + "\n) from (select " + value + " as " + dialect.quote(column) + ") ferry_row)";
    }

    /** Returns the statement that records the lost value of a row; a FROM may follow. */
    protected final String recordConflict(ColumnPair pair, String key, String lost) {
        return "insert into " + pair.conflicts().sql(dialect) + " (table_name, new_column, row_key, old_value) select "
                + dialect.text(pair.table().name()) + ", "
                + dialect.text(pair.newColumn().name()) + ", " + key + ", " + lost;
    }
}
