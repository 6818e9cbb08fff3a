package org.jettyferry.jdbc.mysql;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.ColumnPair;
import org.jettyferry.jdbc.ColumnSync;
import org.jettyferry.jdbc.SqlScript;

/**
 * Keeps two columns in step by a trigger before each insert and one before each update.
 *
 * <p>DDL commits, so triggers and column can't go in one transaction. They go under a lock of the table instead: nobody
 * writes between the last trigger and the column. Where the server can't drop a column at once, the lock ends first,
 * because the rebuild takes long.
 */
final class MySqlColumnSync extends ColumnSync {
    private static final String INSTANT = ", algorithm=instant";
    private static final String CONCURRENT = ", algorithm=inplace, lock=none";

    private static final int NO_SUCH_COLUMN = 1091;

    private static final String ON_INSERT = """
            create trigger TRIGGER before insert on TABLE for each row
            begin
              if NEW.NEW_COLUMN is null then
                set NEW.NEW_COLUMN = UP;
              elseif NEW.OLD_COLUMN is null or NEW.OLD_COLUMN <=> (OLD_DEFAULT) then
                set NEW.OLD_COLUMN = DOWN;
              elseif not AGREE then
                CONFLICT;
                set NEW.OLD_COLUMN = DOWN;
              end if;
            end""";

    private static final String ON_UPDATE = """
            create trigger TRIGGER before update on TABLE for each row
            begin
              if @ferry_column_copy = MARK then
                if NEW.NEW_COLUMN is null then
                  set NEW.NEW_COLUMN = UP;
                end if;
              elseif NEW_CHANGED then
                if OLD_CHANGED and not AGREE then
                  CONFLICT;
                  set NEW.OLD_COLUMN = DOWN;
                elseif not OLD_CHANGED then
                  set NEW.OLD_COLUMN = DOWN;
                end if;
              elseif OLD_CHANGED then
                set NEW.NEW_COLUMN = UP;
              end if;
            end""";

    MySqlColumnSync(MySqlDialect dialect) {
        super(dialect);
    }

    @Override
    public String addColumn(ColumnPair pair) {
        return "alter table " + pair.table().sql(dialect) + " add column "
                + dialect.quote(pair.newColumn().name()) + " "
                + pair.newColumn().type() + " null" + INSTANT;
    }

    @Override
    public List<String> triggers(ColumnPair pair) {
        return List.of(onInsert(pair), onUpdate(pair));
    }

    private static String onInsert(ColumnPair pair) {
        return pair.trigger() + "_i";
    }

    private static String onUpdate(ColumnPair pair) {
        return pair.trigger() + "_u";
    }

    @Override
    public List<String> createTrigger(ColumnPair pair, String trigger) {
        String oldColumn = dialect.quote(pair.oldColumn().name());
        String newColumn = dialect.quote(pair.newColumn().name());
        String up = over(
                "NEW." + oldColumn, pair.oldColumn().name(), pair.newColumn().made());
        String down = over(
                "NEW." + newColumn, pair.newColumn().name(), pair.oldColumn().made());
        Map<String, String> words = Map.ofEntries(
                Map.entry("TRIGGER", pair.table().sibling(trigger).sql(dialect)),
                Map.entry("TABLE", pair.table().sql(dialect)),
                Map.entry("MARK", dialect.text(pair.trigger())),
                Map.entry("OLD_COLUMN", oldColumn),
                Map.entry("NEW_COLUMN", newColumn),
                Map.entry("UP", up),
                Map.entry("DOWN", down),
                Map.entry("OLD_DEFAULT", pair.oldDefault().orElse("null")),
                Map.entry("OLD_CHANGED", changed(oldColumn)),
                Map.entry("NEW_CHANGED", changed(newColumn)),
                Map.entry("AGREE", agree(pair, "NEW.", up, down)),
                Map.entry("CONFLICT", recordConflict(pair, key(pair), "NEW." + oldColumn)));
        return List.of(SqlScript.rename(trigger.equals(onInsert(pair)) ? ON_INSERT : ON_UPDATE, words));
    }

    /** Compares bytes too, as a collation may hold different texts to be equal; bytes alone would round a float. */
    private static String changed(String column) {
        return "not (NEW." + column + " <=> OLD." + column + " and cast(NEW." + column + " as binary) <=> cast(OLD."
                + column + " as binary))";
    }

    private String key(ColumnPair pair) {
        return pair.key().stream()
                .map(column -> "NEW." + dialect.quote(column))
                .collect(Collectors.joining(", ", "left(concat_ws(', ', ", "), 1000)"));
    }

    @Override
    public List<String> drop(ColumnPair pair, String column) {
        String table = pair.table().sql(dialect);
        return List.of(
                "lock tables " + table + " write",
                "drop trigger if exists " + pair.table().sibling(onInsert(pair)).sql(dialect),
                "drop trigger if exists " + pair.table().sibling(onUpdate(pair)).sql(dialect),
                "alter table " + table + " drop column " + dialect.quote(column) + INSTANT,
                "unlock tables");
    }

    @Override
    public Optional<String> unlock() {
        return Optional.of("unlock tables");
    }

    /**
     * Where the server has no instant way, it rebuilds the table beside its writers. A column that is gone already, from a
     * run that was killed, needs nothing.
     */
    @Override
    public List<String> instead(String statement, SQLException error) {
        boolean unsupported = List.of(1845, 1846, 1800, 1221).contains(error.getErrorCode());
        if (unsupported && statement.endsWith(INSTANT)) {
            String slower = statement.substring(0, statement.length() - INSTANT.length()) + CONCURRENT;
            return List.of("unlock tables", slower);
        }
        return error.getErrorCode() == NO_SUCH_COLUMN ? List.of("unlock tables") : List.of();
    }

    @Override
    public String copyMark(ColumnPair pair) {
        return "set @ferry_column_copy = " + dialect.text(pair.trigger());
    }

    @Override
    public String agree(ColumnPair pair) {
        return agree(pair, "", pair.newColumn().made(), pair.oldColumn().made());
    }

    private String agree(ColumnPair pair, String row, String up, String down) {
        return "(" + same(pair.newColumn(), row, up) + " or " + same(pair.oldColumn(), row, down) + ")";
    }

    private String same(ColumnPair.Side side, String row, String made) {
        return MySqlColumnTypes.same(row + dialect.quote(side.name()), made, side.type())
                .orElseThrow(() -> new IllegalArgumentException(
                        "values of type " + side.type() + " can't be compared exactly on this server"));
    }

    /** The values themselves decide about the types here, so the second query can only look for the names. */
    @Override
    public List<String> trials(ColumnPair pair) {
        return List.of(
                "select count((" + pair.newColumn().made() + "\n)) from (select "
                        + dialect.quote(pair.oldColumn().name()) + " from "
                        + pair.table().sql(dialect) + " limit 1000) ferry_row",
                "select count((" + pair.oldColumn().made() + "\n)) from (select null as "
                        + dialect.quote(pair.newColumn().name()) + ") ferry_row");
    }

    /** Rounds up: these servers count in seconds. */
    @Override
    public String lockTimeout(int millis) {
        int seconds = (millis + 999) / 1000;
        return "set session lock_wait_timeout = " + seconds + ", session innodb_lock_wait_timeout = " + seconds;
    }

    @Override
    public boolean fillsOmitted() {
        return true;
    }
}
