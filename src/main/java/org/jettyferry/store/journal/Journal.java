package org.jettyferry.store.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
 * The runs of a store, in tables beside it. Every change of a run migrates the token of the process that took it over
 * last: a process that was thought dead and wakes up again changes nothing.
 */
public final class Journal {
    /** Its tables; the one that is made last comes first. */
    public static final List<String> TABLES = JournalTables.NAMES;

    private static final String COLUMNS = "run_id, store_table, kind, from_release, to_release, options, state, step,"
            + " watermark, cutoff_ms, source_rows, source_check, rows_done, rows_expired, rows_repaired,"
            + " rows_quarantined, attributes_dropped, blob_bytes, blob_check";

    /** Stands in {@code source_check} between what the old table was at the beginning and the check of what was read. */
    private static final String READ = "|";

    private final Connection connection;
    private final Dialect dialect;
    private final String schema;
    private final String token;

    /**
     * A journal in hands of its own; asks for nothing yet.
     *
     * @param connection the one that changes things
     * @param dialect of its server
     * @param schema in which the store and the journal's tables are
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

    /** The same journal, in the same hands, over another connection. */
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

    /** A table of the journal by its plain name, such as {@code ferry_quarantine}; qualified and quoted. */
    public String table(String name) {
        return new TableName(schema, name).sql(dialect);
    }

    /** The run of this store that has begun and not ended; empty too where there is no journal. */
    public Optional<Run> unfinished(TableName store) throws SQLException {
        return newestFirst(store, "running").stream().findFirst();
    }

    /** The newest run of this store that ended; empty too where there is no journal. */
    public Optional<Run> lastDone(TableName store) throws SQLException {
        return newestFirst(store, "done").stream().findFirst();
    }

    /**
     * The ended upgrades and downgrades of this store that its rows have come through, the newest first: all but those
     * that were taken back when a backup was restored.
     */
    public List<Run> lineage(TableName store) throws SQLException {
        List<Run> ended = newestFirst(store, "done");
        List<Run> oldestFirst = new ArrayList<>(ended);
        Collections.reverse(oldestFirst);
        Set<String> live = RunLineage.of(oldestFirst);
        return ended.stream().filter(run -> live.contains(run.id())).toList();
    }

    /** The release that the newest ended run made this store fit for; empty where none has ended. */
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

    /** The runs whose backup was put back, or is being put back. */
    Set<String> restoredRuns() throws SQLException {
        return Sql.texts(connection, "select options from " + table("ferry_run") + " where kind = ?", Run.RESTORE)
                .stream()
                .map(options -> options.split(" ", -1)[1])
                .collect(Collectors.toSet());
    }

    /** Who works on a run, or did, in words for the message to a second one; empty text for a run that is not known. */
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

    /** Takes a run over that another process left behind: what that one still tries is refused from now on. */
    public void takeOver(Run run) throws SQLException {
        Sql.update(
                connection,
                "update " + table("ferry_run") + " set owner = ?, owner_token = ? where run_id = ?",
                ownerName(),
                token,
                run.id());
    }

    /**
     * Records how far a run is; part of the transaction that got it there.
     *
     * @throws OperatorException if another process has taken the run over meanwhile
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
     * Makes sure that the run is still in these hands.
     *
     * @throws OperatorException if another process has taken it over meanwhile
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
     * Counts a quarantined row of an ended run among those that it has migrated.
     *
     * @param blobBytes bytes of the new blob
     * @param blobCheck its check, bound to the session; added to the sum of the run
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
     * Records that a step begins, once more if it was cut off.
     *
     * @throws OperatorException if another process has taken the run over meanwhile
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

    /** Forgets a run that changed nothing of Jetty's, with its steps and all that it has quarantined. */
    public void forget(Run run) throws SQLException {
        for (String table : TABLES) {
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
