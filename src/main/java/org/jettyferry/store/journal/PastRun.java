package org.jettyferry.store.journal;

import java.util.OptionalLong;

/**
 * A run as it is listed, of whatever store.
 *
 * @param id its id
 * @param store the session table, with its schema
 * @param kind upgrade, downgrade or restore
 * @param from the release that had filled the old rows
 * @param to the release that the new ones are for
 * @param by the process that worked on it last
 * @param begunMillis when it began, in milliseconds since 1970, by the clock of the database
 * @param endedMillis when it ended; empty if it has not
 * @param rows how many rows it has migrated
 * @param quarantined how many rows it could not migrate
 */
public record PastRun(
        String id,
        String store,
        String kind,
        String from,
        String to,
        String by,
        long begunMillis,
        OptionalLong endedMillis,
        long rows,
        long quarantined) {}
