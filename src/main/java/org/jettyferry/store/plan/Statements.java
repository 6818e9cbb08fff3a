package org.jettyferry.store.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.SessionTable;

/**
 * Makes the statements of a plan that copy and check rows. The plan prints what the run executes.
 *
 * <p>All statements read the old table under the alias {@code s}. In the parameters, {@code cutoff} is the moment by
 * which a session counts as expired, fixed when the run begins: a run that lasts for hours must not select other rows
 * at its end than at its beginning. {@code some} says whether rows were quarantined; only then do the statements pay
 * for excluding them.
 */
public final class Statements {
    private final MigrationPlan plan;
    private final Dialect dialect;
    private final Conversion conversion;
    private final String quarantine;

    /** Creates the statements of a plan; each is made when it is called for. */
    public Statements(MigrationPlan plan, Dialect dialect) {
        this.plan = plan;
        this.dialect = dialect;
        this.conversion = plan.conversion("s", dialect);
        this.quarantine = plan.names().sessions().sibling("ferry_quarantine").sql(dialect);
    }

    /** Returns the columns of the new session table, quoted, the blob last. */
    public List<String> targetColumns() {
        return plan.target().order().stream()
                .map(column -> dialect.quote(plan.target().name(column)))
                .toList();
    }

    /** Returns the key columns of the old table, quoted and with the alias. */
    public List<String> sourceKey() {
        return plan.evidence().sessions().key(dialect).stream()
                .map(column -> "s." + column)
                .toList();
    }

    /**
     * Returns the statement that copies rows with their blobs unchanged, inside the server.
     *
     * @param range of rows of the old table
     * @param cutoff milliseconds since 1970
     * @param some whether to leave out quarantined rows
     */
    public String copy(RowRange range, long cutoff, boolean some) {
        List<String> values = scalars();
        values.add(conversion.copiedBlob(MigrationPlan.emptyBlob(plan.to().writes())));
        return "insert into " + plan.target().sessions().sql(dialect) + " (" + String.join(", ", targetColumns())
                + ")\nselect " + String.join(", ", values) + from(range, cutoff, some);
    }

    /**
     * Returns the query of rows for the codec: the old key, the check of the session id as text, the new row with the
     * old blob.
     *
     * @param range of rows of the old table
     * @param cutoff milliseconds since 1970
     * @param some whether to leave out quarantined rows
     */
    public String read(RowRange range, long cutoff, boolean some) {
        List<String> values = new ArrayList<>(sourceKey());
        String check = idCheck(dialect, conversion.expression(SessionColumn.SESSION_ID));
        values.add(dialect.concat(List.of("''", check))); // the bulk copy returns keys as text
        values.addAll(scalars());
        values.add("s." + plan.evidence().sessions().sql(dialect, SessionColumn.MAP));
        return "select " + String.join(", ", values) + from(range, cutoff, some);
    }

    /**
     * Returns the query of the key that is so many rows further on; it finds no row if there are fewer.
     *
     * @param rest a condition that selects the rows to count
     * @param rows how far on; 1 for the first
     */
    public String bound(String rest, long rows) {
        String key = String.join(", ", sourceKey());
        return dialect.nth("select " + key + " from " + source() + " s where " + rest + " order by " + key, rows - 1);
    }

    /**
     * Returns the query of the count and checksums that the new table must have. The sum of blobs is 0 if they are
     * rewritten.
     *
     * @param cutoff milliseconds since 1970
     * @param some whether to leave out quarantined rows
     */
    public String expected(long cutoff, boolean some) {
        return checks(scalars(), plan.rewrites() ? "0" : copiedCheck()) + from(RowRange.ALL, cutoff, some);
    }

    /**
     * Returns the same query for a part of the old table at the swap. If blobs are rewritten, the sum is that of the old
     * blobs.
     *
     * @param part a condition on the rows
     * @param cutoff milliseconds since 1970
     * @param some whether to leave out quarantined rows
     */
    public String atSwap(String part, long cutoff, boolean some) {
        return checks(scalars(), plan.rewrites() ? readCheck() : copiedCheck())
                + from(new RowRange(part, "", true), cutoff, some);
    }

    /** Returns the same query for the old table without its blobs, whose sum is 0 then. */
    public String atSwapWithoutBlobs(long cutoff, boolean some) {
        return checks(scalars(), "0") + from(RowRange.ALL, cutoff, some);
    }

    /** Returns the query of the count and of the versions of all old rows; empty where rows have none. */
    public Optional<String> versions() {
        return dialect.versionCheck("s")
                .map(check -> "select count(*), " + dialect.sum(check) + ", 0 from " + source() + " s");
    }

    /** Returns the check of an old blob; NULL counts as an empty blob, as it does for the reader of the rows. */
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

    /** Returns the same query for the new table as it is. */
    public String actual() {
        return actual("1 = 1");
    }

    /**
     * Returns the same query for a part of the new table.
     *
     * @param part a condition on the rows
     */
    public String actual(String part) {
        String map = dialect.quote(plan.target().name(SessionColumn.MAP));
        return checks(madeScalars(), blobCheck(map, made(SessionColumn.SESSION_ID))) + " from "
                + plan.target().sessions().sql(dialect) + " s where " + part;
    }

    /** Returns the same query without the sum of the blobs, which is 0 then. */
    public String actualWithoutBlobs() {
        return checks(madeScalars(), "0") + " from " + plan.target().sessions().sql(dialect);
    }

    private List<String> madeScalars() {
        return plan.target().order().stream()
                .filter(column -> column != SessionColumn.MAP)
                .map(this::made)
                .toList();
    }

    /** Returns a column of the new table as it is read. */
    private String made(SessionColumn column) {
        String name = dialect.quote(plan.target().name(column));
        return column.isText() ? dialect.unpadded(name, plan.target().type(column)) : name;
    }

    /** Returns a condition: the column has this value; an empty value also stands for NULL. */
    public String columnIs(SessionColumn column, String value) {
        SessionTable sessions = plan.evidence().sessions();
        String name = "s." + sessions.sql(dialect, column);
        return value.isEmpty()
                ? "(" + name + " is null or " + name + " = '')"
                : name + " = " + dialect.text(value, sessions.type(column));
    }

    /** Returns the statement that fills the table of ids: one row per session id, even if web applications share it. */
    public String ids() {
        TableName ids = plan.names().newIds();
        String id = dialect.quote(plan.target().name(SessionColumn.SESSION_ID));
        return "insert into " + ids.sql(dialect) + " ("
                + dialect.quote(plan.target().idsColumn()) + ")\nselect distinct " + id + " from "
                + plan.target().sessions().sql(dialect);
    }

    /**
     * Returns the statement that quarantines old rows unchanged, with the reason.
     *
     * @param run the run's id
     * @param code of the reason, for scripts
     * @param reason in words, without any value of the session
     * @param condition on the old table
     * @param cutoff milliseconds since 1970; expired rows are not quarantined
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

    /** Returns a condition: the row of the old table with this key; values in the order of {@link #sourceKey()}. */
    public String keyIs(List<String> values) {
        List<String> key = sourceKey();
        List<String> literals = keyLiterals(values);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            parts.add(key.get(i) + " = " + literals.get(i));
        }
        return String.join(" and ", parts);
    }

    /** Returns values of a key as literals to compare {@link #sourceKey()} with, in its order. */
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

    /** Returns a condition: the run has not quarantined the row. */
    public String notQuarantined() {
        SessionTable sessions = plan.evidence().sessions();
        String same = sessions.keyColumns().stream()
                .map(column -> dialect.comparable("q." + column.defaultName(), sessions.type(column)) + " = s."
                        + sessions.sql(dialect, column))
                .collect(Collectors.joining(" and "));
        return "not exists (select 1 from " + quarantine + " q where q.run_id = "
                + dialect.text(plan.names().run()) + " and " + same + ")";
    }

    /** Returns the select list of the checksums; values are in the order of the columns, without the blob. */
    private String checks(List<String> values, String blobCheck) {
        List<String> texts = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        List<SessionColumn> order = plan.target().order();
        for (int i = 0; i < values.size(); i++) {
            (order.get(i).isText() ? texts : numbers).add(values.get(i));
        }
        return "select count(*), " + dialect.sum(dialect.rowCheck(texts, numbers)) + ", " + dialect.sum(blobCheck);
    }

    /** Returns the check of a blob, bound to its session, so that two exchanged blobs are noticed. */
    private String blobCheck(String blob, String sessionId) {
        return dialect.xor(dialect.blobCheck().sql(blob), idCheck(dialect, sessionId));
    }

    /**
     * Returns a number for a session id; the server computes it from bytes, so the encoding of the column does not
     * matter.
     */
    public static String idCheck(Dialect dialect, String sessionId) {
        return dialect.blobCheck().sql(dialect.textBytes(sessionId));
    }

    private String source() {
        return plan.names().sessions().sql(dialect);
    }
}
