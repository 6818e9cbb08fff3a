package org.jettyferry.store.plan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.SqlScript;
import org.jettyferry.jdbc.TableInventory;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.table.StoreNames;

/**
 * The statements that make the new tables.
 *
 * <p>They come from {@code sql/<database>/generation-<n>.sql}, the files that an operator can run by hand. Names are
 * replaced by this site's names, and column types by those of the old table, so that a mediumblob stays one. Whatever
 * else the site added to the old tables (such as indexes and constraints) is added again: before the rows where every
 * row must pass it, after them where that is faster.
 *
 * @param create makes the tables, and the keys where the database wants them from the start
 * @param beforeRows adds what the site had added, while the tables are empty
 * @param finish makes keys and indexes once the rows are in
 * @param afterRows adds what the site had added and is faster to make then, such as indexes
 */
public record TargetTables(List<String> create, List<String> beforeRows, List<String> finish, List<String> afterRows) {
    private static final Pattern COLUMN_LINE = Pattern.compile("(?m)^  (\\w+) (\\w+(?:\\([^)]*\\))?)(?=,?$)");
    private static final Pattern WIDTH = Pattern.compile("\\((\\d+)\\)");

    /** Makes the statements. */
    static TargetTables of(Dialect dialect, Target target, String tableOptions) {
        Map<String, String> names = new HashMap<>();
        names.put("JettySessions", target.sessions().sql(dialect));
        names.put("idx_JettySessions_expiry", index(dialect, target, "expiry"));
        names.put("idx_JettySessions_session", index(dialect, target, "session"));
        target.ids().ifPresent(ids -> names.put("JettySessionIds", ids.sql(dialect)));
        names.put("id", dialect.quote(target.idsColumn()));
        target.columns().forEach((column, name) -> names.put(column.defaultName(), dialect.quote(name)));
        List<String> create = new ArrayList<>();
        List<String> finish = new ArrayList<>();
        String script = "generation-" + target.conventions().generation().id();
        for (String statement : SqlScript.load(dialect, script)) {
            if (statement.contains("idx_JettySessions_session")
                    && !target.conventions().sessionIndex()) {
                continue;
            }
            boolean table = statement.startsWith("create table");
            String typed = table ? typed(statement, target) : statement;
            String made = SqlScript.rename(typed, names);
            (table ? create : finish).add(table ? made + tableOptions : made);
        }
        return new TargetTables(create, List.of(), dialect.combineIndexes(finish), List.of());
    }

    /** Returns the statements with those that add what the site had added. */
    TargetTables keeping(List<TableInventory> inventories) {
        return new TargetTables(
                create,
                inventories.stream().flatMap(one -> one.beforeRows().stream()).toList(),
                finish,
                inventories.stream().flatMap(one -> one.afterRows().stream()).toList());
    }

    /**
     * Returns an index name as Jetty forms it: {@code idx_<table>_expiry}, folded if the table's name is. Where index
     * names are global the final name is free only after the swap, so a temporary one is used.
     */
    private static String index(Dialect dialect, Target target, String part) {
        TableName table = dialect.globalIndexNames() ? target.sessions() : target.replaced();
        String name = "idx_" + table.name() + "_" + part;
        return dialect.quote(dialect.fold(table.name()).equals(table.name()) ? dialect.fold(name) : name);
    }

    private static String typed(String statement, Target target) {
        Map<String, String> types = new HashMap<>();
        target.types().forEach((column, type) -> types.put(column.defaultName(), type));
        Optional.ofNullable(target.types().get(SessionColumn.SESSION_ID)).ifPresent(type -> types.put("id", type));
        return COLUMN_LINE
                .matcher(statement)
                .replaceAll(line -> Matcher.quoteReplacement(
                        "  " + line.group(1) + " " + types.getOrDefault(line.group(1), line.group(2))));
    }

    /**
     * The layout of the new tables.
     *
     * @param conventions of the target release
     * @param replaced the session table that is replaced
     * @param sessions the temporary name of the new session table
     * @param ids the temporary name of the new table of ids; generation 1 only
     * @param idsColumn its column, as the database spells it
     * @param columns names of the columns, as the database spells them
     * @param types column types that replace those of the script
     */
    public record Target(
            RowConventions conventions,
            TableName replaced,
            TableName sessions,
            Optional<TableName> ids,
            String idsColumn,
            Map<SessionColumn, String> columns,
            Map<SessionColumn, String> types) {

        /** The width that Jetty gives a rowId, which contains a session id and more. */
        private static final int ROW_ID_WIDTH = 120;

        /** Returns a target with the names and types of the table that it replaces. */
        static Target like(
                SessionTable source,
                RowConventions conventions,
                StoreNames names,
                Dialect dialect,
                RunTableNames tables,
                String idsColumn) {
            Map<SessionColumn, String> columns = new EnumMap<>(SessionColumn.class);
            Map<SessionColumn, String> types = new EnumMap<>(SessionColumn.class);
            for (SessionColumn column : SessionColumn.values()) {
                boolean known = source.has(column);
                columns.put(column, known ? source.name(column) : names.spelled(dialect, names.column(column)));
                types.put(column, known ? source.type(column) : likeOthers(source, column));
            }
            boolean one = conventions.generation() == Generation.ONE;
            return new Target(
                    conventions,
                    tables.sessions(),
                    tables.newSessions(),
                    one ? Optional.of(tables.newIds()) : Optional.empty(),
                    idsColumn,
                    columns,
                    types);
        }

        /** Returns the type of a column that the old table lacks: that of a similar column. */
        private static String likeOthers(SessionTable source, SessionColumn column) {
            return column == SessionColumn.ROW_ID
                    ? widened(source.type(SessionColumn.SESSION_ID))
                    : source.type(SessionColumn.ACCESS_TIME);
        }

        private static String widened(String type) {
            Matcher width = WIDTH.matcher(type);
            return width.find() && Integer.parseInt(width.group(1)) < ROW_ID_WIDTH
                    ? width.replaceFirst("(" + ROW_ID_WIDTH + ")")
                    : type;
        }

        /** Returns the name of a column in the new table. */
        public String name(SessionColumn column) {
            return columns.getOrDefault(column, column.defaultName());
        }

        /** Returns the type of a column in the new table. */
        public String type(SessionColumn column) {
            return types.getOrDefault(column, "");
        }

        /** Returns the columns of the session table in their order. */
        List<SessionColumn> order() {
            List<SessionColumn> order = new ArrayList<>(List.of(SessionColumn.values()));
            if (conventions.generation() == Generation.TWO) {
                order.remove(SessionColumn.ROW_ID);
            }
            return order;
        }
    }
}
