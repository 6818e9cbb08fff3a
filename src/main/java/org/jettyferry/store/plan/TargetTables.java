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
 * How the new tables are made: the statements of {@code sql/<database>/generation-<n>.sql} under this site's names and
 * with this site's column types, so that a mediumblob stays one.
 *
 * @param create makes the tables; the keys too where the database wants them from the start
 * @param beforeRows keeps what belongs to the old tables, on the new ones while they are empty
 * @param finish makes keys and indexes once the rows are in
 * @param afterRows keeps what belongs to the old tables and is better made once the rows are in: their further indexes
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
        return new TargetTables(create, List.of(), dialect.together(finish), List.of());
    }

    /** The same with what belongs to the old tables. */
    TargetTables keeping(List<TableInventory> inventories) {
        return new TargetTables(
                create,
                inventories.stream().flatMap(one -> one.beforeRows().stream()).toList(),
                finish,
                inventories.stream().flatMap(one -> one.afterRows().stream()).toList());
    }

    /**
     * As Jetty builds it: {@code idx_<table>_expiry}, folded where the table's name is. Where names of indexes are
     * global it has to wait for the swap to get its last name.
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
     * What is to be made.
     *
     * @param conventions of the release it is for
     * @param replaced the session table that it will replace
     * @param sessions the name under which the session table is built
     * @param ids the name under which the table of ids is built; generation 1 only
     * @param idsColumn its column, as the database is to spell it
     * @param columns names of the columns, as the database is to spell them
     * @param types types that differ from the script's
     */
    public record Target(
            RowConventions conventions,
            TableName replaced,
            TableName sessions,
            Optional<TableName> ids,
            String idsColumn,
            Map<SessionColumn, String> columns,
            Map<SessionColumn, String> types) {

        /** As wide as Jetty makes it: a rowId is longer than the session id of which it is made. */
        private static final int ROW_ID_WIDTH = 120;

        /** A target that keeps the names and types of the table that it replaces. */
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

        /** A column that the old table lacks is made as one that is like it. */
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

        /** A column's name in the new table. */
        String name(SessionColumn column) {
            return columns.getOrDefault(column, column.defaultName());
        }

        /** A column's type in the new table. */
        public String type(SessionColumn column) {
            return types.getOrDefault(column, "");
        }

        /** The columns of the session table in their order. */
        List<SessionColumn> order() {
            List<SessionColumn> order = new ArrayList<>(List.of(SessionColumn.values()));
            if (conventions.generation() == Generation.TWO) {
                order.remove(SessionColumn.ROW_ID);
            }
            return order;
        }
    }
}
