package org.jettyferry.store.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.LocalHost;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.JettyRelease;

/**
 * The runs of a store, in tables beside it. Every update of a run names the token of the process that took it over
 * last: a process that was thought dead and wakes up again changes nothing.
 */
public final class Journal {
    /** All its tables. */
    public static final List<String> TABLES = JournalTables.NAMES;

    private static final String COLUMNS = "run_id, store_table, kind, from_release, to_release, options, state, step,"
            + " watermark, cutoff_ms, source_rows, source_check, rows_done, rows_expired, rows_repaired,"
            + " rows_quarantined, attributes_dropped, blob_bytes, blob_check";

    /**
     * Separates, in {@code source_check}, the fingerprint of the old table at the start from the checksum of what was
     * read.
     */
    private static final String READ = "|";

    private final Connection connection;
    private final Dialect dialect;
    private final String schema;
    private final String token;

    /**
     * Makes a journal with a new token. Runs no statement yet.
     *
     * @param connection the one that changes things
     * @param dialect the dialect of its server
     * @param schema the schema of the store and of the journal's tables
     */
    public Journal(Connection connection, Dialect dialect, String schema) {
        this(connection, dialect, schema, UUID.randomUUID().toString());
    }

    private Journal(Connection connection, Dialect dialect, String schema, String token) {
        this.connection = connection;
        this.dialect = dialect;
        this.schema = schema;
        this.token = token;
    }

    /** Returns the same journal, with the same token, over another connection. */
    public Journal over(Connection other) {
        return new Journal(other, dialect, schema, token);
    }

    /** Tells whether there is a journal here, up to date or not. */
    boolean exists() throws SQLException {
        return tables().exist();
    }

    /** Makes the journal's tables where they are missing, and brings those of an older program up to date. */
    public void create() throws SQLException {
        tables().update();
    }

    /** Returns the statements that {@link #create} would run; none where the journal is up to date. */
    public List<String> missing() throws SQLException {
        return tables().missing();
    }

    private JournalTables tables() {
        return new JournalTables(connection, dialect, schema);
    }

    /** Returns the name of a journal table such as {@code ferry_quarantine}, qualified and quoted. */
    public String table(String name) {
        return new TableName(schema, name).sql(dialect);
    }

    /** Returns the run of this store that has begun and not ended; empty also without a journal. */
    public Optional<Run> unfinished(TableName store) throws SQLException {
        return newestFirst(store, "running").stream().findFirst();
    }

    /** Returns the newest run of this store that ended; empty also without a journal. */
    public Optional<Run> lastDone(TableName store) throws SQLException {
        return newestFirst(store, "done").stream().findFirst();
    }

    /**
     * Returns the ended upgrades and downgrades that the rows of this store went through, the newest first: all but
     * those that a restore took back.
     */
    public List<Run> lineage(TableName store) throws SQLException {
        List<Run> ended = newestFirst(store, "done");
        List<Run> oldestFirst = new ArrayList<>(ended);
        Collections.reverse(oldestFirst);
        Set<String> live = RunLineage.of(oldestFirst);
        return ended.stream().filter(run -> live.contains(run.id())).toList();
    }

    /** Returns the target release of the newest ended run; empty if none has ended. */
    public Optional<JettyRelease> lastTarget(TableName store) throws SQLException {
        return exists() ? lastDone(store).map(Run::to) : Optional.empty();
    }

    private List<Run> newestFirst(TableName store, String state) throws SQLException {
        return exists()
                ? Sql.rows(
                        connection,
                        Journal::read,
                        "select " + COLUMNS + " from " + table("ferry_run") + " where store_table = ? and state = ?"
                                + " order by ended_ms desc, started_ms desc, run_id desc", // by the server's clock
                        store.toString(),
                        state)
                : List.of();
    }

    /** Returns the runs of all stores in this schema, the newest first; none without a journal. */
    public List<PastRun> all() throws SQLException {
        return exists()
                ? Sql.rows(
                        connection,
                        Journal::past,
                        "select run_id, store_table, kind, from_release, to_release, owner, started_ms, ended_ms, rows_done,"
                                + " rows_quarantined from " + table("ferry_run")
                                + " order by started_ms desc, run_id desc")
                : List.of();
    }

    private static PastRun past(ResultSet row) throws SQLException {
        long ended = row.getLong(8); // 0 if it is null
        return new PastRun(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                ended == 0 ? OptionalLong.empty() : OptionalLong.of(ended),
                row.getLong(9),
                row.getLong(10));
    }

    /** Returns the runs whose backup was put back, or is being put back. */
    Set<String> restoredRuns() throws SQLException {
        return Sql.texts(connection, "select options from " + table("ferry_run") + " where kind = ?", Run.RESTORE)
                .stream()
                .map(options -> options.split(" ", -1)[1])
                .collect(Collectors.toSet());
    }

    /** Returns the last owner of a run, in words for a message; empty text for an unknown run. */
    public String owner(String run) throws SQLException {
        return Sql.text(connection, "select owner from " + table("ferry_run") + " where run_id = ?", run);
    }

    /** Records a run before its first step. It is in the hands of this journal. */
    public void begin(Run run) throws SQLException {
        Sql.update(
                connection,
                "insert into " + table("ferry_run") + " (" + COLUMNS
                        + ", owner, owner_token, started_ms, updated_ms) values"
                        + " (?, ?, ?, ?, ?, ?, 'running', ?, null, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, ?, ?, "
                        + dialect.nowMillis() + ", " + dialect.nowMillis() + ")",
                run.id(),
                run.storeTable(),
                run.kind(),
                run.from().toString(),
                run.to().toString(),
                run.options(),
                word(run.step()),
                run.cutoff(),
                run.sourceRows(),
                run.sourceCheck(),
                ownerName(),
                token);
    }

    /**
     * Takes over a run that another process left behind. From now on that process can no longer change it: each of its
     * transactions, on any of its connections, writes the run's row before it commits. One that has done so is waited
     * for here, and what it committed is in the result.
     *
     * @return the run as it is now; a last commit may have come after it was read
     */
    public Run takeOver(Run run) throws SQLException {
        Sql.update(
                connection,
                "update " + table("ferry_run") + " set owner = ?, owner_token = ? where run_id = ?",
                ownerName(),
                token,
                run.id());
        return Sql.rows(
                        connection,
                        Journal::read,
                        "select " + COLUMNS + " from " + table("ferry_run") + " where run_id = ?",
                        run.id())
                .get(0);
    }

    /**
     * Records how far a run is, in the transaction that did the work.
     *
     * @throws OperatorException if another process has taken the run over
     */
    public void save(Run run) throws SQLException {
        Run.Tally tally = run.tally();
        long changed = Sql.update(
                connection,
                "update " + table("ferry_run")
                        + " set state = ?, step = ?, watermark = ?, source_check = ?, rows_done = ?,"
                        + " rows_expired = ?, rows_repaired = ?, rows_quarantined = ?, attributes_dropped = ?,"
                        + " blob_bytes = ?, blob_check = ?, updated_ms = " + dialect.nowMillis()
                        + (run.done() ? ", ended_ms = " + dialect.nowMillis() : "")
                        + " where run_id = ? and owner_token = ?",
                run.done() ? "done" : "running",
                word(run.step()),
                run.watermark().orElse(""),
                run.sourceCheck() + READ + tally.readCheck(),
                tally.rows(),
                tally.expired(),
                tally.repaired(),
                tally.quarantined(),
                tally.attributesDropped(),
                tally.blobBytes(),
                tally.blobCheck(),
                run.id(),
                token);
        checkOwned(run, changed);
    }

    /**
     * Checks that this process still owns the run, and locks its row until the end of the transaction.
     *
     * @throws OperatorException if another process has taken it over
     */
    public void checkOwned(Run run) throws SQLException {
        checkOwned(
                run,
                Sql.update(
                        connection,
                        "update " + table("ferry_run") + " set updated_ms = " + dialect.nowMillis()
                                + " where run_id = ? and owner_token = ?",
                        run.id(),
                        token));
    }

    private void checkOwned(Run run, long changed) throws SQLException {
        if (changed != 1) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "run " + run.id() + " was taken over by " + owner(run.id()),
                    "Nothing more was changed by this process; the other one goes on.");
        }
    }

    /**
     * Moves a row of an ended run, in its counts, from quarantined to migrated.
     *
     * @param blobBytes bytes of the new blob
     * @param blobCheck its checksum, bound to the session; added to that of the run
     */
    public void retried(Run run, int blobBytes, long blobCheck) throws SQLException {
        Sql.update(
                connection,
                "update " + table("ferry_run") + " set rows_done = rows_done + 1,"
                        + " rows_quarantined = rows_quarantined - 1, blob_bytes = blob_bytes + ?,"
                        + " blob_check = blob_check + ? where run_id = ?",
                blobBytes,
                blobCheck,
                run.id());
    }

    /**
     * Records that a step begins, again if it was interrupted.
     *
     * @throws OperatorException if another process has taken the run over
     */
    public void begins(Run run, Run.Step step) throws SQLException {
        checkOwned(run);
        Sql.update(
                connection,
                "delete from " + table("ferry_step") + " where run_id = ? and step = ?",
                run.id(),
                word(step));
        Sql.update(
                connection,
                "insert into " + table("ferry_step") + " (run_id, step, state, started_ms) values (?, ?, 'running', "
                        + dialect.nowMillis() + ")",
                run.id(),
                word(step));
    }

    /** Records that a step ended. */
    public void ends(Run run, Run.Step step) throws SQLException {
        Sql.update(
                connection,
                "update " + table("ferry_step") + " set state = 'done', ended_ms = " + dialect.nowMillis()
                        + " where run_id = ? and step = ?",
                run.id(),
                word(step));
    }

    /** Deletes a run that changed nothing of Jetty's tables, with its steps and its quarantined rows. */
    public void forget(Run run) throws SQLException {
        for (String table : JournalTables.OF_RUNS) {
            Sql.update(connection, "delete from " + table(table) + " where run_id = ?", run.id());
        }
    }

    private static String word(Run.Step step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

    private static String ownerName() {
        return System.getProperty("user.name") + "@" + LocalHost.name() + ", process "
                + ProcessHandle.current().pid();
    }

    private static Run read(ResultSet row) throws SQLException {
        String watermark = row.getString("watermark");
        String[] source = row.getString("source_check").split(Pattern.quote(READ), 2);
        return new Run(
                row.getString("run_id"),
                row.getString("store_table"),
                row.getString("kind"),
                JettyRelease.parse(row.getString("from_release")),
                JettyRelease.parse(row.getString("to_release")),
                row.getString("options"),
                row.getString("state").equals("done"),
                Run.Step.valueOf(row.getString("step").toUpperCase(Locale.ROOT)),
                watermark == null || watermark.isEmpty() ? Optional.empty() : Optional.of(watermark),
                row.getLong("cutoff_ms"),
                row.getLong("source_rows"),
                source[0],
                new Run.Tally(
                        row.getLong("rows_done"),
                        row.getLong("rows_expired"),
                        row.getLong("rows_repaired"),
                        row.getLong("rows_quarantined"),
                        row.getLong("attributes_dropped"),
                        row.getLong("blob_bytes"),
                        row.getLong("blob_check"),
                        source.length > 1 ? Long.parseLong(source[1]) : 0));
    }
}
