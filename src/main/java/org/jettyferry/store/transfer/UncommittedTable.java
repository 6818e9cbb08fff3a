package org.jettyferry.store.transfer;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jettyferry.jetty.SessionColumn;

/**
 * The waiting room and the session table in step, in one transaction that stays open: what a change touches is taken out of the
 * table and put in again. For one thread.
 *
 * @param waiting the waiting room, over the connection of that transaction
 * @param arrival to the session table, over the same one
 * @param keyParts how many columns a key has at the source
 * @param copies what is in the waiting room
 */
record UncommittedTable(ArrivingSessions waiting, Arrival arrival, int keyParts, Map<SourceKey, Copy> copies) {
    /** Puts rows in the place of those with the same keys. */
    void replace(List<ArrivingSessions.Arriving> rows) throws SQLException {
        Set<String> ids = new TreeSet<>(
                waiting.ids(rows.stream().map(row -> row.row().key().digest()).toList()));
        int id = waiting.columns().indexOf(SessionColumn.SESSION_ID);
        rows.stream()
                .filter(row -> row.refused().isEmpty())
                .forEach(row -> ids.add(String.valueOf(row.row().values().get(id))));
        arrival.takeOut(ids);
        waiting.replace(rows);
        rows.forEach(row -> copies.put(row.row().key(), new Copy(row.row().check(), row.refused())));
        settle(ids);
    }

    /** Removes the rows with these keys. */
    void remove(List<SourceKey> keys) throws SQLException {
        List<String> digests = keys.stream().map(SourceKey::digest).toList();
        List<String> ids = waiting.ids(digests);
        arrival.takeOut(ids);
        waiting.remove(digests);
        keys.forEach(copies::remove);
        settle(ids);
    }

    /** Puts the sessions with these ids in, in the place of what the target may have under the same keys. */
    void settle(Collection<String> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        new Twins(waiting).refuse(ids);
        arrival.takeOut(ids);
        arrival.insert(" and " + waiting.among("", ids));
        arrival.compare(" and " + waiting.among("a.", ids));
        copies.putAll(waiting.copies(keyParts, ids));
    }
}
