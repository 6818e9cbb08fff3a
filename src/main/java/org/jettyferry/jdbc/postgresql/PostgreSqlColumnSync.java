package org.jettyferry.jdbc.postgresql;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.ColumnPair;
import org.jettyferry.jdbc.ColumnSync;
import org.jettyferry.jdbc.SqlScript;

/**
 * Keeps two columns in step by one trigger before each insert and update.
 *
 * <p>Values are compared by their stored form ({@code *=} on records): it exists for every type, and knows no collation
 * to which {@code A} equals {@code a}. The trigger takes the types of both columns from the table's row type, so that a
 * value that does not fit is an error and is not cut off, as a cast would do.
 *
 * <p>The function runs with the rights of its owner, because writers need none on the table of conflicts. So its search
 * path is fixed and holds no schema in which others may create anything.
 */
final class PostgreSqlColumnSync extends ColumnSync {
    private static final String SEARCH_PATH = "pg_catalog, pg_temp";
    private static final int ROWS_TRIED = 1000;

    /** The setting that marks the session which copies rows. */
    private static final String COPY = "ferry.column_copy";

    private static final String FUNCTION = """
            create or replace function FUNCTION() returns trigger
            language plpgsql security definer set search_path = SEARCH_PATH as $ferry$
            #variable_conflict use_column
            declare
              ferry_made TABLE%rowtype;
              ferry_old_given boolean;
              ferry_new_given boolean;
            begin
              if tg_op = 'INSERT' then
                ferry_new_given := new.NEW_COLUMN is not null;
                ferry_old_given := OLD_GIVEN;
              else
                ferry_new_given := cast(row(new.NEW_COLUMN) as record) *<> cast(row(old.NEW_COLUMN) as record);
                ferry_old_given := cast(row(new.OLD_COLUMN) as record) *<> cast(row(old.OLD_COLUMN) as record);
              end if;
              if ferry_new_given then
                ferry_made := new;
                ferry_made.OLD_COLUMN := DOWN;
                if ferry_old_given then
                  ferry_made.NEW_COLUMN := UP;
                  if cast(row(ferry_made.NEW_COLUMN) as record) *= cast(row(new.NEW_COLUMN) as record)
                     or cast(row(ferry_made.OLD_COLUMN) as record) *= cast(row(new.OLD_COLUMN) as record) then
                    return new;
                  end if;
                  CONFLICT;
                end if;
                new.OLD_COLUMN := ferry_made.OLD_COLUMN;
              elsif ferry_old_given or tg_op = 'INSERT' then
                new.NEW_COLUMN := UP;
              end if;
              return new;
            end
            $ferry$""";

    PostgreSqlColumnSync(PostgreSqlDialect dialect) {
        super(dialect);
    }

    @Override
    public String addColumn(ColumnPair pair) {
        return "alter table " + pair.table().sql(dialect) + " add column "
                + dialect.quote(pair.newColumn().name()) + " "
                + pair.newColumn().type();
    }

    @Override
    public List<String> triggers(ColumnPair pair) {
        return List.of(pair.trigger());
    }

    @Override
    public List<String> createTrigger(ColumnPair pair, String trigger) {
        return List.of(
                function(pair),
                "create trigger " + dialect.quote(trigger) + " before insert or update on "
                        + pair.table().sql(dialect) + " for each row when (current_setting('" + COPY + "', true)"
                        + " is distinct from " + dialect.text(pair.trigger()) + ") execute procedure "
                        + functionName(pair) + "()");
    }

    private String function(ColumnPair pair) {
        String oldColumn = dialect.quote(pair.oldColumn().name());
        String newColumn = dialect.quote(pair.newColumn().name());
        Map<String, String> words = Map.of(
                "FUNCTION", functionName(pair),
                "SEARCH_PATH", SEARCH_PATH,
                "TABLE", pair.table().sql(dialect),
                "OLD_COLUMN", oldColumn,
                "NEW_COLUMN", newColumn,
                "UP",
                        over(
                                "new." + oldColumn,
                                pair.oldColumn().name(),
                                pair.newColumn().made()),
                "DOWN",
                        over(
                                "new." + newColumn,
                                pair.newColumn().name(),
                                pair.oldColumn().made()),
                "OLD_GIVEN", oldGiven(pair, oldColumn),
                "CONFLICT", recordConflict(pair, key(pair), "cast(new." + oldColumn + " as text)"));
        return SqlScript.rename(FUNCTION, words);
    }

    /** Returns whether an insert has named the old column: nobody can tell it from one that leaves it to its default. */
    private static String oldGiven(ColumnPair pair, String oldColumn) {
        String given = "new." + oldColumn + " is not null";
        return pair.oldDefault()
                .map(value -> given + " and cast(new." + oldColumn + " as text) is distinct from cast((" + value
                        + ") as text)")
                .orElse(given);
    }

    private String key(ColumnPair pair) {
        return pair.key().stream()
                .map(column -> "new." + dialect.quote(column))
                .collect(Collectors.joining(", ", "left(concat_ws(', ', ", "), 1000)"));
    }

    @Override
    public List<String> drop(ColumnPair pair, String column) {
        String table = pair.table().sql(dialect);
        return List.of(
                "drop trigger if exists " + dialect.quote(pair.trigger()) + " on " + table,
                "drop function if exists " + functionName(pair) + "()",
                "alter table " + table + " drop column if exists " + dialect.quote(column));
    }

    @Override
    public String copyMark(ColumnPair pair) {
        return "set " + COPY + " = " + dialect.text(pair.trigger());
    }

    /**
     * A call of the trigger for each row takes longer than all the rest, so that the statement makes the values itself, and the
     * trigger is not called. Like the trigger it finds what the server itself has, and nothing else. Its commit need not be on
     * disk at once: the record of how far the copy is comes behind its rows in the log, so that it is never there without them.
     */
    @Override
    public List<String> copy(ColumnPair pair, List<String> untouched, String range) {
        return List.of(
                "select set_config('search_path', '" + SEARCH_PATH
                        + "', true), set_config('synchronous_commit', 'off', true)",
                copy(pair, "(" + pair.newColumn().made() + "\n)", untouched, range));
    }

    @Override
    public String agree(ColumnPair pair) {
        return "(" + same(pair.newColumn()) + " or " + same(pair.oldColumn()) + ")";
    }

    private String same(ColumnPair.Side side) {
        return "cast(row(" + dialect.quote(side.name()) + ") as record) *= cast(row(cast((" + side.made() + "\n) as "
                + side.type() + ")) as record)";
    }

    @Override
    public List<String> trials(ColumnPair pair) {
        String oldColumn = dialect.quote(pair.oldColumn().name());
        String newColumn = dialect.quote(pair.newColumn().name());
        return List.of(
                "set local search_path = " + SEARCH_PATH,
                "select count(cast((" + pair.newColumn().made() + "\n) as "
                        + pair.newColumn().type() + ")) from (select " + oldColumn + " from "
                        + pair.table().sql(dialect) + " limit " + ROWS_TRIED + ") ferry_row",
                "select count((" + pair.oldColumn().made() + "\n)) from (select cast(null as "
                        + pair.newColumn().type() + ") as " + newColumn + ") ferry_row");
    }

    @Override
    public String lockTimeout(int millis) {
        return "set lock_timeout = '" + millis + "ms'";
    }

    @Override
    public boolean fillsOmitted() {
        return true;
    }

    private String functionName(ColumnPair pair) {
        return pair.table().sibling(pair.trigger()).sql(dialect);
    }
}
