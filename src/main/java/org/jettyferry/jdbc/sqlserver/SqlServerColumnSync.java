package org.jettyferry.jdbc.sqlserver;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.ColumnPair;
import org.jettyferry.jdbc.ColumnSync;
import org.jettyferry.jdbc.SqlScript;

/**
 * Keeps two columns in step by one trigger after each insert and update: there is none before them. It writes the rows a
 * second time, and returns at once when it is called for its own writes, whatever the database says about recursion.
 *
 * <p>An insert that leaves out a column that must have a value fails before the trigger. Not run on a server so far.
 */
final class SqlServerColumnSync extends ColumnSync {
    private static final String TRIGGER = """
            create trigger TRIGGER_NAME on TABLE_NAME after insert, update as
            begin
              if @@rowcount = 0 or trigger_nestlevel(object_id(TRIGGER_TEXT)) > 1 return;
              set nocount on;
              if cast(session_context(N'ferry_column_copy') as nvarchar(128)) = MARK
              begin
                update t set NEW_COLUMN = u.made
                  from TABLE_NAME t join inserted i on SAME_KEY
                  cross apply (select UP as made) u
                 where i.NEW_COLUMN is null;
                return;
              end;
              select KEYS, i.OLD_COLUMN as old_value, i.NEW_COLUMN as new_value,
                     case when d.HAS_ROW = 1 and exists (select OLD_BYTES_I except select OLD_BYTES_D)
                            or d.HAS_ROW is null and OLD_GIVEN then 1 else 0 end as old_given,
                     case when d.HAS_ROW = 1 and exists (select NEW_BYTES_I except select NEW_BYTES_D)
                            or d.HAS_ROW is null and i.NEW_COLUMN is not null then 1 else 0 end as new_given,
                     case when d.HAS_ROW is null then 1 else 0 end as inserted_row
                into #ferry_rows
                from inserted i
                left join (select *, 1 as HAS_ROW from deleted) d on DELETED_KEY;
              CONFLICT
                from #ferry_rows i
                cross apply (select UP_OF_VALUE as up_value, DOWN_OF_VALUE as down_value) m
               where i.new_given = 1 and i.old_given = 1 and not AGREE_OF_VALUE;
              update t set OLD_COLUMN = m.down_value
                from TABLE_NAME t join #ferry_rows i on SAME_KEY
                cross apply (select UP_OF_VALUE as up_value, DOWN_OF_VALUE as down_value) m
               where i.new_given = 1 and (i.old_given = 0 or not AGREE_OF_VALUE);
              update t set NEW_COLUMN = m.up_value
                from TABLE_NAME t join #ferry_rows i on SAME_KEY
                cross apply (select UP_OF_VALUE as up_value) m
               where i.new_given = 0 and (i.old_given = 1 or i.inserted_row = 1);
            end""";

    SqlServerColumnSync(SqlServerDialect dialect) {
        super(dialect);
    }

    @Override
    public String addColumn(ColumnPair pair) {
        return "alter table " + pair.table().sql(dialect) + " add "
                + dialect.quote(pair.newColumn().name()) + " "
                + pair.newColumn().type() + " null";
    }

    @Override
    public List<String> triggers(ColumnPair pair) {
        return List.of(pair.trigger());
    }

    @Override
    public List<String> createTrigger(ColumnPair pair, String trigger) {
        ColumnPair.Side older = pair.oldColumn();
        ColumnPair.Side newer = pair.newColumn();
        String oldColumn = dialect.quote(older.name());
        String newColumn = dialect.quote(newer.name());
        String name = pair.table().sibling(trigger).sql(dialect);
        Map<String, String> words = Map.ofEntries(
                Map.entry("TRIGGER_NAME", name),
                Map.entry("TRIGGER_TEXT", dialect.text(name)),
                Map.entry("TABLE_NAME", pair.table().sql(dialect)),
                Map.entry("MARK", dialect.text(pair.trigger())),
                Map.entry("OLD_COLUMN", oldColumn),
                Map.entry("NEW_COLUMN", newColumn),
                Map.entry("HAS_ROW", "ferry_row"),
                Map.entry("KEYS", keys(pair, "i.%1$s", ", ")),
                Map.entry("SAME_KEY", keys(pair, "t.%1$s = i.%1$s", " and ")),
                Map.entry("DELETED_KEY", keys(pair, "d.%1$s = i.%1$s", " and ")),
                Map.entry("OLD_BYTES_I", exact("i." + oldColumn, older.type())),
                Map.entry("OLD_BYTES_D", exact("d." + oldColumn, older.type())),
                Map.entry("NEW_BYTES_I", exact("i." + newColumn, newer.type())),
                Map.entry("NEW_BYTES_D", exact("d." + newColumn, newer.type())),
                Map.entry("OLD_GIVEN", oldGiven(pair, "i." + oldColumn)),
                Map.entry("UP", over("i." + oldColumn, older.name(), newer.made())),
                Map.entry("UP_OF_VALUE", over("i.old_value", older.name(), newer.made())),
                Map.entry("DOWN_OF_VALUE", over("i.new_value", newer.name(), older.made())),
                Map.entry(
                        "AGREE_OF_VALUE",
                        "(" + same("i.new_value", "m.up_value", newer.type()) + " or "
                                + same("i.old_value", "m.down_value", older.type()) + ")"),
                Map.entry("CONFLICT", recordConflict(pair, key(pair), "cast(i.old_value as nvarchar(max))")));
        return List.of(SqlScript.rename(TRIGGER, words));
    }

    private static String oldGiven(ColumnPair pair, String oldColumn) {
        String given = oldColumn + " is not null";
        return pair.oldDefault()
                .map(value ->
                        "(" + given + " and not exists (select " + oldColumn + " intersect select " + value + "))")
                .orElse(given);
    }

    private String keys(ColumnPair pair, String form, String between) {
        return pair.key().stream()
                .map(column -> String.format(form, dialect.quote(column)))
                .collect(Collectors.joining(between));
    }

    private String key(ColumnPair pair) {
        return "left(concat(" + keys(pair, "i.%1$s", ", ', ', ") + ", ''), 1000)";
    }

    /** Compares texts by their bytes, as a collation may hold different ones to be equal. */
    private static String exact(String value, String type) {
        return type.matches("(?is)n?(?:var)?char.*|n?text.*") ? "cast(" + value + " as varbinary(max))" : value;
    }

    private static String same(String value, String made, String type) {
        return "exists (select " + exact(value, type) + " intersect select "
                + exact("cast(" + made + " as " + type.replaceFirst(" collate .*", "") + ")", type) + ")";
    }

    @Override
    public List<String> drop(ColumnPair pair, String column) {
        String table = pair.table().sql(dialect);
        String trigger = pair.table().sibling(pair.trigger()).sql(dialect);
        return List.of(
                "if object_id(" + dialect.text(trigger) + ") is not null drop trigger " + trigger,
                "declare @drop nvarchar(max) = (select " + dialect.text("alter table " + table + " drop constraint ")
                        + " + quotename(d.name) from sys.default_constraints d join sys.columns c"
                        + " on c.object_id = d.parent_object_id and c.column_id = d.parent_column_id"
                        + " where d.parent_object_id = object_id(" + dialect.text(table) + ") and c.name = "
                        + dialect.text(column) + "); if @drop is not null exec (@drop)",
                "if col_length(" + dialect.text(table) + ", " + dialect.text(column) + ") is not null alter table "
                        + table + " drop column " + dialect.quote(column));
    }

    @Override
    public String copyMark(ColumnPair pair) {
        return "exec sp_set_session_context N'ferry_column_copy', " + dialect.text(pair.trigger());
    }

    @Override
    public String agree(ColumnPair pair) {
        return "(" + same(pair.newColumn()) + " or " + same(pair.oldColumn()) + ")";
    }

    private String same(ColumnPair.Side side) {
        return same(dialect.quote(side.name()), "(" + side.made() + "\n)", side.type());
    }

    @Override
    public List<String> trials(ColumnPair pair) {
        return List.of(
                "select count(cast((" + pair.newColumn().made() + "\n) as "
                        + pair.newColumn().type() + ")) from (select top 1000 "
                        + dialect.quote(pair.oldColumn().name()) + " from "
                        + pair.table().sql(dialect) + ") ferry_row",
                "select count((" + pair.oldColumn().made() + "\n)) from (select cast(null as "
                        + pair.newColumn().type() + ") as "
                        + dialect.quote(pair.newColumn().name()) + ") ferry_row");
    }

    @Override
    public String lockTimeout(int millis) {
        return "set lock_timeout " + millis;
    }

    @Override
    public boolean fillsOmitted() {
        return false;
    }
}
