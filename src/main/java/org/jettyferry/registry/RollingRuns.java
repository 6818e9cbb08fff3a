package org.jettyferry.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jspecify.annotations.Nullable;

/**
 * The journal of rolling upgrades. Each step is written down before it begins, so a run that was killed goes on from there. Safe
 * for several threads.
 */
public final class RollingRuns {
    private static final String RUN =
            "select run_id, from_server, to_server, options, state, started_ms, ended_ms" + " from ferry_rolling_run";
    private static final int LONGEST_MESSAGE = 1000;

    private final RegistrySchema registrySchema;

    RollingRuns(RegistrySchema registrySchema) {
        this.registrySchema = registrySchema;
    }

    /** Returns the run that has not ended; empty if there is none. */
    public Optional<RollingRun> unfinished() {
        return runs(" where state = 'RUNNING' order by started_ms desc").stream()
                .findFirst();
    }

    /** Returns the run that began last, whether it has ended or not. */
    public Optional<RollingRun> last() {
        return runs(" order by started_ms desc").stream().findFirst();
    }

    /**
     * Begins a run.
     *
     * @param run its id
     * @param from the server that the schemata leave
     * @param to the server that they go to
     * @param schemata their names, in the order in which they go
     * @throws OperatorException if another one has not ended
     */
    public RollingRun begin(String run, Server from, Server to, String options, List<String> schemata) {
        return registrySchema.change("begin the rolling upgrade", transaction -> {
            Connection connection = transaction.connection();
            if (Sql.number(connection, "select count(*) from ferry_rolling_run where state = 'RUNNING'") > 0) {
                throw new OperatorException(
                        Kind.REFUSED,
                        "another rolling upgrade has not ended",
                        "See: ferry upgrade-schemata --status. Nothing was changed.");
            }
            long now = transaction.now();
            transaction.describe("from " + from.name() + " to " + to.name());
            transaction.update(
                    "insert into ferry_rolling_run (run_id, from_server, to_server, options, state, started_ms)"
                            + " values (?, ?, ?, ?, 'RUNNING', ?)",
                    run,
                    from.name(),
                    to.name(),
                    options,
                    now);
            for (int i = 0; i < schemata.size(); i++) {
                transaction.update(
                        "insert into ferry_rolling_schema (run_id, place, schema_name, state, step, updates, sessions, refused,"
                                + " message) values (?, ?, ?, 'WAITING', 'WAIT', 0, 0, 0, '')",
                        run,
                        i,
                        schemata.get(i));
            }
            return new RollingRun(
                    run, from.name(), to.name(), options, RollingRun.State.RUNNING, now, OptionalLong.empty());
        });
    }

    /** Returns the schemata of a run, in their order. */
    public List<RollingSchema> schemata(String run) {
        return registrySchema.ask(
                "read the rolling upgrade",
                connection -> Sql.rows(
                        connection,
                        RollingRuns::schema,
                        "select run_id, place, schema_name, state, step, started_ms, closed_ms, opened_ms, ended_ms,"
                                + " closed_version, updates, sessions, refused, message, parked_before,"
                                + " refused_before, parked, refused_requests from ferry_rolling_schema"
                                + " where run_id = ? order by place",
                        run));
    }

    /** Writes down how far a schema is. No node waits for that, so the version of the registry stays. */
    public void save(RollingSchema schema) {
        String message = schema.message()
                .substring(0, Math.min(LONGEST_MESSAGE, schema.message().length()));
        registrySchema.ask(
                "write down how far the rolling upgrade is",
                connection -> Sql.update(
                        connection,
                        "update ferry_rolling_schema set state = ?, step = ?, started_ms = ?, closed_ms = ?, opened_ms = ?,"
                                + " ended_ms = ?, closed_version = ?, updates = ?, sessions = ?, refused = ?, message = ?,"
                                + " parked_before = ?, refused_before = ?, parked = ?, refused_requests = ?"
                                + " where run_id = ? and place = ?",
                        schema.state().name(),
                        schema.step().name(),
                        value(schema.started()),
                        value(schema.closed()),
                        value(schema.opened()),
                        value(schema.ended()),
                        value(schema.closedVersion()),
                        schema.updates(),
                        schema.sessions(),
                        schema.refused(),
                        message,
                        schema.requests().parkedBefore(),
                        schema.requests().refusedBefore(),
                        schema.parkedRequests(),
                        schema.refusedRequests(),
                        schema.run(),
                        schema.position()));
    }

    /**
     * Takes the lock of rolling upgrades, which dies with its holder.
     *
     * @throws OperatorException if another process holds it
     */
    public RollingLock lock() {
        return RollingLock.take(registrySchema);
    }

    /** Ends a run. */
    public void end(String run, RollingRun.State state) {
        registrySchema.ask(
                "end the rolling upgrade",
                connection -> Sql.update(
                        connection,
                        "update ferry_rolling_run set state = ?, ended_ms = "
                                + registrySchema.dialect().nowMillis() + " where run_id = ?",
                        state.name(),
                        run));
    }

    /** Returns the time of the registry's server, in milliseconds since 1970. */
    public long now() {
        return registrySchema.ask(
                "ask for the time",
                connection -> Sql.number(
                        connection, "select " + registrySchema.dialect().nowMillis()));
    }

    private List<RollingRun> runs(String rest) {
        return registrySchema.look(
                "read the rolling upgrades",
                List.of(),
                connection -> Sql.rows(
                        connection,
                        row -> new RollingRun(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                RollingRun.State.valueOf(row.getString(5)),
                                row.getLong(6),
                                number(row, 7)),
                        RUN + rest));
    }

    private static RollingSchema schema(ResultSet row) throws SQLException {
        return new RollingSchema(
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                RollingSchema.State.valueOf(row.getString(4)),
                RollingStep.valueOf(row.getString(5)),
                new RollingTimes(number(row, 6), number(row, 7), number(row, 8), number(row, 9)),
                number(row, 10),
                new RollingCounts(row.getLong(11), row.getLong(12), row.getLong(13)),
                new RollingRequests(row.getLong(15), row.getLong(16), row.getLong(17), row.getLong(18)),
                row.getString(14));
    }

    private static OptionalLong number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }

    private static @Nullable Long value(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
