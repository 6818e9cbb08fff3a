package org.jettyferry.guest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.jetty.TableNames;
import org.jspecify.annotations.Nullable;

/** One execution of a statement, on tables that look as its translation says. Not thread-safe. */
final class Execution {
    private final Connection real;
    private final Guest guest;
    private final TableNames names;
    private final SessionStatement statement;
    private final Translation translation;
    private final @Nullable Object[] values;
    private @Nullable PreparedStatement open;
    private boolean mayHaveMissed;

    Execution(
            Connection real,
            Guest guest,
            SessionStatement statement,
            Translation translation,
            @Nullable Object[] values) {
        this.real = real;
        this.guest = guest;
        this.names = guest.names();
        this.statement = statement;
        this.translation = translation;
        this.values = values;
    }

    /** Returns the rows, as Jetty expects them. */
    ResultSet query() throws SQLException {
        PreparedStatement prepared = prepared(false, MapBytes.NONE);
        ResultSet rows = prepared.executeQuery();
        StatementKind kind = statement.kind();
        if (kind == StatementKind.LOAD && !translation.isGenerationOne()) {
            mayHaveMissed = StoreLook.generationOf(rows, names) != Generation.TWO;
        }
        return kind == StatementKind.LOAD || kind == StatementKind.EXPIRED_ANYWHERE
                ? LoadedRow.of(
                        rows,
                        names,
                        translation,
                        (interval, map) -> guest.seen().read(key(interval), translation, map))
                : rows;
    }

    /**
     * Changes sessions.
     *
     * @param map the attributes as Jetty wrote them, where the statement has some
     * @return how many have changed
     */
    int update(MapBytes map) throws SQLException {
        boolean one = translation.isGenerationOne();
        int rows = one
                ? new IdsTable(real, names, statement, translation).update(values, () -> updateSessions(map))
                : updateSessions(map);
        // On a table of generation 1 the web application may have another path.
        mayHaveMissed = !one && rows == 0 && statement.kind() != StatementKind.DELETE_ORPHANS;
        return rows;
    }

    /** Executes the statement on the session table alone. */
    private int updateSessions(MapBytes map) throws SQLException {
        SeenBlob seen = guest.seen();
        if (!statement.kind().parameters().contains(SessionColumn.MAP)) {
            seen.forget();
            return prepared(false, MapBytes.NONE).executeUpdate();
        }
        String key = key(interval());
        boolean update = statement.kind() == StatementKind.UPDATE;
        // Empty if there is nothing new for the attributes: SeenBlob says why that matters.
        Optional<MapBytes> stored = translation.stored(
                map,
                bytes -> update && seen.has(key, map, translation, bytes)
                        ? Optional.empty()
                        : Optional.of(seen.toWrite(bytes)));
        if (stored.isEmpty()) {
            return prepared(true, MapBytes.NONE).executeUpdate();
        }
        int rows = prepared(false, stored.get()).executeUpdate();
        if (rows == 1) {
            seen.wrote(key, translation);
        }
        return rows;
    }

    /** Returns whether the tables may be others by now, although there was no error. */
    boolean mayHaveMissed() {
        return mayHaveMissed;
    }

    void close() throws SQLException {
        PreparedStatement last = open;
        open = null;
        if (last != null) {
            last.close();
        }
    }

    private PreparedStatement prepared(boolean timesOnly, MapBytes map) throws SQLException {
        boolean one = translation.isGenerationOne();
        SessionStatement.Texts texts = one ? statement.one() : statement.two();
        PreparedStatement prepared = real.prepareStatement(timesOnly ? texts.timesOnly() : texts.whole());
        open = prepared;
        int at = 1;
        if (one && statement.kind() == StatementKind.INSERT) {
            prepared.setString(at++, rowId());
        }
        List<SessionColumn> columns = statement.kind().parameters();
        for (int i = 0; i < columns.size(); i++) {
            SessionColumn column = columns.get(i);
            if (column == SessionColumn.MAP && !timesOnly) {
                prepared.setBinaryStream(at++, map.stream(), map.length());
            } else if (column != SessionColumn.MAP && !(timesOnly && column == SessionColumn.MAX_INTERVAL)) {
                bind(prepared, at++, column, values[i]);
            }
        }
        return prepared;
    }

    /** Returns what tells the session from others, and how long it may be idle, as the node has them. */
    private String key(long interval) {
        return value(SessionColumn.SESSION_ID) + "\n" + value(SessionColumn.CONTEXT_PATH) + "\n"
                + value(SessionColumn.VIRTUAL_HOST) + "\n" + interval;
    }

    private long interval() {
        return value(SessionColumn.MAX_INTERVAL) instanceof Long number ? number : 0;
    }

    /**
     * Returns the key of a new row. Only its uniqueness counts: 9.3 finds a row by session id, context path and virtual
     * host, and updates it by the rowId that it has read ({@code JDBCSessionManager.calculateRowId}).
     */
    private String rowId() {
        RowValues rowValues = translation.values();
        String usual = rowValues.storedPath((String) value(SessionColumn.CONTEXT_PATH)) + "_"
                + rowValues.storedHost((String) value(SessionColumn.VIRTUAL_HOST)) + "_"
                + value(SessionColumn.SESSION_ID);
        return RowId.fitting(usual, translation.form().rowIdWidth());
    }

    private @Nullable Object value(SessionColumn column) {
        return values[statement.kind().parameters().indexOf(column)];
    }

    private void bind(PreparedStatement prepared, int at, SessionColumn column, @Nullable Object value)
            throws SQLException {
        RowValues rowValues = translation.values();
        if (column.isText()) {
            String text = (String) value;
            prepared.setString(
                    at,
                    switch (column) {
                        case CONTEXT_PATH -> rowValues.storedPath(text);
                        case VIRTUAL_HOST -> rowValues.storedHost(text);
                        case LAST_NODE -> rowValues.storedNode(text);
                        default -> text;
                    });
        } else if (value instanceof Long number) {
            prepared.setLong(at, column == SessionColumn.MAX_INTERVAL ? rowValues.storedInterval(number) : number);
        } else {
            prepared.setNull(at, Types.BIGINT);
        }
    }
}
