package org.jettyferry.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.LocalHost;
import org.jettyferry.jdbc.OwnTable;
import org.jettyferry.jdbc.Sha256;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;

/**
 * Records the external commands of a schema, each under its name: before it begins, which process it is, and how it ended.
 * The connection is in auto-commit, so that each record is kept at once.
 */
record CommandJournal(Connection connection, Dialect dialect, String schema) {
    private static final String TABLE = "ferry_update_command";
    private static final int LONGEST_OUTPUT = 8_000;

    /** How far a command has come. */
    enum State {
        /** It runs, or was cut off. */
        BEGUN,
        DONE,
        FAILED
    }

    /**
     * A recorded command.
     *
     * @param hash of its words
     * @param host the machine on which it ran last
     * @param process its process there; 0 if none had been started
     * @param processStarted when that process had started, in milliseconds since 1970
     */
    record Entry(String hash, State state, String host, long process, long processStarted) {}

    /** Returns what is recorded of a command. */
    Optional<Entry> find(Update.Command command) throws SQLException {
        if (!table().exists()) {
            return Optional.empty();
        }
        return Sql.rows(
                        connection,
                        row -> new Entry(
                                row.getString(1),
                                State.valueOf(row.getString(2)),
                                row.getString(3),
                                row.getLong(4),
                                row.getLong(5)),
                        "select command_hash, state, host, process_id, process_started_ms from " + name()
                                + " where command_name = ?",
                        command.name())
                .stream()
                .findFirst();
    }

    /** Returns the commands that are done. */
    List<RanUpdate> done() throws SQLException {
        if (!table().exists()) {
            return List.of();
        }
        return Sql.rows(
                connection,
                row -> new RanUpdate(
                        "the command " + row.getString(1), time(row.getLong(2)), "on " + row.getString(3), ""),
                "select command_name, ended_ms, host from " + name() + " where state = ? order by ended_ms",
                State.DONE.name());
    }

    private static String time(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneId.systemDefault())
                .withNano(0)
                .toString()
                .replace('T', ' ');
    }

    /** Records that a command begins, and makes the table. */
    void begin(Update.Command command) throws SQLException {
        table().make("commands");
        Sql.update(connection, "delete from " + name() + " where command_name = ?", command.name());
        Sql.update(
                connection,
                "insert into " + name() + " (command_name, command_hash, state, host, process_id, process_started_ms,"
                        + " begun_ms, output) values (?, ?, ?, ?, 0, 0, " + dialect.nowMillis() + ", '')",
                command.name(),
                hash(command),
                State.BEGUN.name(),
                LocalHost.name());
    }

    /** Records the process of a command. */
    void process(Update.Command command, long process, long started) throws SQLException {
        Sql.update(
                connection,
                "update " + name() + " set process_id = ?, process_started_ms = ? where command_name = ?",
                process,
                started,
                command.name());
    }

    /** Records how a command ended, with the end of its output. */
    void end(Update.Command command, State state, int exit, String output) throws SQLException {
        Sql.update(
                connection,
                "update " + name() + " set state = ?, exit_code = ?, output = ?, ended_ms = " + dialect.nowMillis()
                        + " where command_name = ?",
                state.name(),
                exit,
                output.substring(Math.max(0, output.length() - LONGEST_OUTPUT)),
                command.name());
    }

    static String hash(Update.Command command) {
        Sha256 hash = new Sha256();
        command.words().forEach(word -> hash.add(word).add("\0"));
        return hash.hex();
    }

    private OwnTable table() {
        return new OwnTable(connection, dialect, new TableName(schema, TABLE));
    }

    private String name() {
        return table().sql();
    }
}
