package org.jettyferry.store.journal;

import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.JettyRelease;

/**
 * A table that a run set aside.
 *
 * @param run the run's id
 * @param generation {@code 1} or {@code 2}
 * @param release the release that filled it
 * @param original the name it had
 * @param table the name it has now
 * @param rows its rows at that time
 * @param createdMillis when it was set aside, milliseconds since 1970
 */
public record Backup(
        String run,
        String generation,
        JettyRelease release,
        TableName original,
        TableName table,
        long rows,
        long createdMillis) {}
