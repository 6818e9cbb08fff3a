package org.jettyferry.store.plan;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.detect.TableStatistics;
import org.jettyferry.store.table.SessionTable;

/**
 * What a stop does to sessions: they expire while no node serves them.
 *
 * @param stopMillis time from the last save to the detection
 * @param expired sessions that count as expired when the run begins, with the extension
 * @param inStop sessions that have expired since the last save, without an extension
 * @param soon sessions that expire within the next hour, with the extension
 */
public record Expiry(long stopMillis, long expired, long inStop, long soon) {
    private static final long HOUR = 3_600_000;

    /** Returns the length of the stop so far; 0 if nothing was ever saved, or a clock is ahead. */
    static long stopMillis(TableStatistics statistics) {
        return statistics.newestSave() == 0 ? 0 : Math.max(0, statistics.now() - statistics.newestSave());
    }

    /** Counts with the help of the index on {@code expiryTime}. */
    static Expiry ask(
            Connection connection, Dialect dialect, SessionTable table, TableStatistics statistics, long shiftMillis)
            throws SQLException {
        long now = statistics.now();
        long shifted = now - shiftMillis;
        String count = "select count(*) from " + table.name().sql(dialect) + " where "
                + table.sql(dialect, SessionColumn.EXPIRY_TIME);
        long stop = stopMillis(statistics);
        return new Expiry(
                stop,
                shiftMillis == 0 ? statistics.expired() : Sql.number(connection, count + " between 1 and " + shifted),
                stop == 0 ? 0 : Sql.number(connection, count + " between " + (now - stop + 1) + " and " + now),
                Sql.number(connection, count + " between " + (shifted + 1) + " and " + (shifted + HOUR)));
    }

    /** Returns warnings for the operator; none if no session expires in the stop or soon after. */
    List<String> warnings(boolean extended) {
        List<String> warnings = new ArrayList<>();
        if (inStop > 0 && !extended) {
            warnings.add("The last session was saved " + words(stopMillis) + " ago, and " + sessions(inStop)
                    + " expired since then: no node served them. They count as expired. To give their users"
                    + " the stop back: --extend-expiry.");
        }
        if (soon > 0) {
            warnings.add(sessions(soon) + " will expire within the next hour"
                    + (extended ? ", with the extension." : ". If the stop may last longer: --extend-expiry=2h."));
        }
        return warnings;
    }

    private static String sessions(long count) {
        return count == 1 ? "1 session" : count + " sessions";
    }

    private static String words(long millis) {
        Duration duration = Duration.ofMillis(millis);
        if (duration.toDays() > 0) {
            return duration.toDays() + " d " + duration.toHoursPart() + " h";
        }
        return duration.toHours() > 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toMinutes() > 0
                        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                        : duration.toSeconds() + " s";
    }
}
