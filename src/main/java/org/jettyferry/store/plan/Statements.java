package org.jettyferry.store.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.SessionTable;

/** The statements of a plan that migrate and check rows. What the plan prints is what the run executes. */
public final class Statements {
    private final MigrationPlan plan;
    private final Dialect dialect;
    private final Conversion conversion;
    private final String quarantine;

    /** The statements of this plan for this kind of server. They are made when they are asked for. */
    public Statements(MigrationPlan plan, Dialect dialect) {
        this.plan = plan;
        this.dialect = dialect;
        this.conversion = plan.conversion("s", dialect);
        this.quarantine = plan.names().sessions().sibling("ferry_quarantine").sql(dialect);
    }

    /** Columns of the new session table, quoted, the blob last. */
    public List<String> targetColumns() {
        return plan.target().order().stream()
                .map(column -> dialect.quote(plan.target().name(column)))
                .toList();
    }

    /** The key of the old table, quoted and with the alias of the statements. */
    public List<String> sourceKey() {
        return plan.evidence().sessions().key(dialect).stream()
                .map(column -> "s." + column)
                .toList();
    }

    /**
     * Migrates rows with their blobs unchanged, inside the server.
     *
     * @param range which rows of the old table
     * @param cutoff the moment by which a session counts as expired, milliseconds since 1970
     * @param some whether rows were quarantined before, and are to be left out
     */
    public String copy(RowRange range, long cutoff, boolean some) {
        List<String> values = scalars();
        values.add(conversion.copiedBlob(MigrationPlan.emptyBlob(plan.to().writes())));
        return "insert into " + plan.target().sessions().sql(dialect) + " (" + String.join(", ", targetColumns())
                + ")\nselect " + String.join(", ", values) + from(range, cutoff, some);
    }

    /**
     * Rows for the codec: the old key, the check of the session id as text, then the new row with the old blob.
     *
     * @param range which rows of the old table
     * @param cutoff the moment by which a session counts as expired, milliseconds since 1970
     * @param some whether rows were quarantined before, and are to be left out
     */
    public String read(RowRange range, long cutoff, boolean some) {
        List<String> values = new ArrayList<>(sourceKey());
        String check = idCheck(dialect, conversion.expression(SessionColumn.SESSION_ID));
        values.add(dialect.concat(List.of("''", check))); // a pipe hands text out
        values.addAll(scalars());
        values.add("s." + plan.evidence().sessions().sql(dialect, SessionColumn.MAP));
        return "select " + String.join(", ", values) + from(range, cutoff, some);
    }

    /**
     * The key that stands so many rows on; no row if there are fewer.
     *
     * @param rest a condition that picks out the rows among which it counts
     * @param rows how far on; 1 for the first
     */
    public String bound(String rest, long rows) {
        String key = String.join(", ", sourceKey());
        return dialect.nth("select " + key + " from " + source() + " s where " + rest + " order by " + key, rows - 1);
    }

    /**
     * Number of rows and sums of checks that the new table must have. That of the blobs is 0 where they are rewritten.
     *
     * @param cutoff the moment by which a session counts as expired, milliseconds since 1970
     * @param some whether rows were quarantined, and are to be left out
     */
    public String expected(long cutoff, boolean some) {
        return checks(scalars(), plan.rewrites() ? "0" : copiedCheck()) + from(RowRange.ALL, cutoff, some);
    }

    /**
     * The same of the old table as it is at the swap. Where blobs are rewritten, the checks are those of the old blobs.
     *
     * @param cutoff the moment by which a session counts as expired, milliseconds since 1970
     * @param some whether rows were quarantined, and are to be left out
     */
    public String atSwap(long cutoff, boolean some) {
        return checks(scalars(), plan.rewrites() ? readCheck() : copiedCheck()) + from(RowRange.ALL, cutoff, some);
    }

    /** An empty blob in place of NULL, as for the reader of the rows. */
    private String readCheck() {
        SessionTable sessions = plan.evidence().sessions();
        String map = dialect.blobCheck().sql("s." + sessions.sql(dialect, SessionColumn.MAP));
        String empty = dialect.blobCheck().sql(dialect.bytes(new byte[0]));
        String id = idCheck(dialect, conversion.expression(SessionColumn.SESSION_ID));
        return dialect.xor("coalesce(" + map + ", " + empty + ")", id);
    }

    private String copiedCheck() {
        return blobCheck(
                conversion.copiedBlob(MigrationPlan.emptyBlob(plan.to().writes())),
                conversion.expression(SessionColumn.SESSION_ID));
    }

    /** The same of the new table as it is. */
    public String actual() {
        List<String> columns = plan.target().order().stream()
                .filter(column -> column != SessionColumn.MAP)
                .map(this::made)
                .toList();
        String map = dialect.quote(plan.target().name(SessionColumn.MAP));
        return checks(columns, blobCheck(map, made(SessionColumn.SESSION_ID))) + " from "
                + plan.target().sessions().sql(dialect);
    }

    /** A column of the new table as it is read. */
    private String made(SessionColumn column) {
        String name = dialect.quote(plan.target().name(column));
        return column.isText() ? dialect.unpadded(name, plan.target().type(column)) : name;
    }

    /** Answers a row if a session id stands in more than one row; an index answers that. */
    public String anyShared() {
        String id = "s." + plan.evidence().sessions().sql(dialect, SessionColumn.SESSION_ID);
        return dialect.limit("select 1 from " + source() + " s group by " + id + " having count(*) > 1", 1);
    }

    /** Answers a row if two rows of the old table would have the same key in the new one. */
    public String anyTwins() {
        String key = String.join(", ", newKey(conversion));
        return dialect.limit("select 1 from " + source() + " s group by " + key + " having count(*) > 1", 1);
    }

    /**
     * A condition: picks out all but the one of several twins that was used last.
     *
     * @param cutoff the moment by which a session counts as expired, milliseconds since 1970; such a twin does not
     *     count
     */
    public String isOlderTwin(long cutoff) {
        Conversion other = plan.conversion("o", dialect);
        String mineUsed = used("s");
        String otherUsed = used("o");
        List<String> mine = newKey(conversion);
        List<String> others = newKey(other);
        List<String> same = new ArrayList<>();
        for (int i = 0; i < mine.size(); i++) {
            same.add(mine.get(i) + " = " + others.get(i));
        }
        return "exists (select 1 from " + source() + " o where " + String.join(" and ", same)
                + (plan.options().keepExpired() ? "" : " and " + other.live(cutoff)) + " and (" + otherUsed + " > "
                + mineUsed + " or (" + otherUsed + " = " + mineUsed + " and " + ownKey("o") + " > " + ownKey("s")
                + ")))";
    }

    /** When a row was used; one that does not say so was before all others, else neither of two would be the older. */
    private String used(String alias) {
        return "coalesce(" + alias + "." + plan.evidence().sessions().sql(dialect, SessionColumn.ACCESS_TIME) + ", 0)";
    }

    /** What tells twins apart in the old table. */
    private String ownKey(String alias) {
        SessionTable sessions = plan.evidence().sessions();
        List<String> key = sessions.keyColumns().stream()
                .map(column -> alias + "." + sessions.sql(dialect, column))
                .toList();
        return key.size() == 1 ? key.get(0) : dialect.concat(key);
    }

    /** A condition: the column has this value; an empty one stands for NULL too. */
    public String columnIs(SessionColumn column, String value) {
        SessionTable sessions = plan.evidence().sessions();
        String name = "s." + sessions.sql(dialect, column);
        return value.isEmpty()
                ? "(" + name + " is null or " + name + " = '')"
                : name + " = " + dialect.text(value, sessions.type(column));
    }

    private static List<String> newKey(Conversion conversion) {
        return SessionColumn.KEY_2.stream().map(conversion::expression).toList();
    }

    /** One row of ids for each session id, however many web applications share it. */
    public String ids() {
        TableName ids = plan.names().newIds();
        String id = dialect.quote(plan.target().name(SessionColumn.SESSION_ID));
        return "insert into " + ids.sql(dialect) + " ("
                + dialect.quote(plan.target().idsColumn()) + ")\nselect distinct " + id + " from "
                + plan.target().sessions().sql(dialect);
    }

    /**
     * Quarantines the old rows that a condition picks out, with the reason, as they are.
     *
     * @param run the run's id
     * @param code of the reason, as scripts read it
     * @param reason in words; tells nothing of what the session holds
     * @param condition on the old table, whose alias is {@code s}
     * @param cutoff the moment by which a session counts as expired, milliseconds since 1970; such rows stay
     */
    public String quarantine(String run, String code, String reason, String condition, long cutoff) {
        SessionTable sessions = plan.evidence().sessions();
        List<SessionColumn> columns = new ArrayList<>(List.of(SessionColumn.values()));
        columns.removeIf(column -> !sessions.has(column));
        String names = columns.stream().map(SessionColumn::defaultName).collect(Collectors.joining(", "));
        String values = columns.stream().map(this::asItStands).collect(Collectors.joining(", "));
        return "insert into " + quarantine + " (run_id, code, reason, " + names + ")\nselect " + dialect.text(run)
                + ", "
                + dialect.text(code) + ", " + dialect.text(reason) + ", " + values + " from " + source() + " s where "
                + live(cutoff) + " and " + condition;
    }

    private String asItStands(SessionColumn column) {
        SessionTable sessions = plan.evidence().sessions();
        String name = "s." + sessions.sql(dialect, column);
        return column.isText() ? dialect.unpadded(name, sessions.type(column)) : name;
    }

    /** A condition: the one row of the old table with this key; the values in the order of {@link #sourceKey()}. */
    public String keyIs(List<String> values) {
        List<String> key = sourceKey();
        List<String> literals = keyLiterals(values);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            parts.add(key.get(i) + " = " + literals.get(i));
        }
        return String.join(" and ", parts);
    }

    /** Values of a key as literals to compare {@link #sourceKey()} with, in its order. */
    public List<String> keyLiterals(List<String> values) {
        SessionTable sessions = plan.evidence().sessions();
        List<SessionColumn> columns = sessions.keyColumns();
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            literals.add(dialect.text(values.get(i), sessions.type(columns.get(i))));
        }
        return literals;
    }

    private List<String> scalars() {
        return new ArrayList<>(plan.target().order().stream()
                .filter(column -> column != SessionColumn.MAP)
                .map(this::value)
                .toList());
    }

    private String value(SessionColumn column) {
        String value = conversion.expression(column);
        return column.isText() ? value : dialect.number(value, plan.target().type(column));
    }

    private String from(RowRange range, long cutoff, boolean some) {
        return "\n  from " + source() + " s\n where " + range.condition() + " and " + live(cutoff)
                + (some ? " and " + notQuarantined() : "");
    }

    private String live(long cutoff) {
        return plan.options().keepExpired() ? "1 = 1" : conversion.live(cutoff);
    }

    /** A condition: the run has not quarantined the row yet. */
    public String notQuarantined() {
        SessionTable sessions = plan.evidence().sessions();
        String same = sessions.keyColumns().stream()
                .map(column -> dialect.comparable("q." + column.defaultName(), sessions.type(column)) + " = s."
                        + sessions.sql(dialect, column))
                .collect(Collectors.joining(" and "));
        return "not exists (select 1 from " + quarantine + " q where q.run_id = "
                + dialect.text(plan.names().run()) + " and " + same + ")";
    }

    /** Takes the values of the columns in their order, all but the blob. */
    private String checks(List<String> values, String blobCheck) {
        List<String> texts = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        List<SessionColumn> order = plan.target().order();
        for (int i = 0; i < values.size(); i++) {
            (order.get(i).isText() ? texts : numbers).add(values.get(i));
        }
        return "select count(*), " + dialect.sum(dialect.rowCheck(texts, numbers)) + ", " + dialect.sum(blobCheck);
    }

    /** Bound to the session, so that two blobs that changed places are found out. */
    private String blobCheck(String blob, String sessionId) {
        return dialect.xor(dialect.blobCheck().sql(blob), idCheck(dialect, sessionId));
    }

    /** A number for a session id that the server alone makes, whatever encoding the column has. */
    public static String idCheck(Dialect dialect, String sessionId) {
        return dialect.blobCheck().sql(dialect.textBytes(sessionId));
    }

    private String source() {
        return plan.names().sessions().sql(dialect);
    }
}
