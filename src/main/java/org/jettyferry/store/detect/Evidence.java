package org.jettyferry.store.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.table.SessionTable;

/**
 * What is known about a session store.
 *
 * @param sessions the session table
 * @param ids the table of session ids, if there is one
 * @param survey the statistics of the rows
 * @param release the release whose conventions the rows follow, if known
 * @param releaseReason how it is known, or why not
 * @param releaseGuessed whether it follows from the rows, which other releases may fill alike
 * @param bytes size of the tables on disk, as the server estimates it
 * @param quarantine rows that ended runs of this store could not migrate, by run and by the code of the reason
 * @param hidden tables whose names differ from those that Jetty uses on this server: each a sentence without a full
 *     stop
 * @param warnings for the operator: each a sentence
 */
public record Evidence(
        SessionTable sessions,
        Optional<Table> ids,
        TableStatistics survey,
        Optional<JettyRelease> release,
        String releaseReason,
        boolean releaseGuessed,
        long bytes,
        Map<String, Map<String, Long>> quarantine,
        List<String> hidden,
        List<String> warnings) {
    public Evidence {
        hidden = List.copyOf(hidden);
        quarantine = Collections.unmodifiableMap(new TreeMap<>(quarantine));
        warnings = List.copyOf(warnings);
    }

    /** Returns the column of the table of ids, as the database spells it; Jetty 9.3 lets a site rename {@code id}. */
    public Optional<String> idsColumn() {
        return ids.map(table -> table.primaryKey().size() == 1
                ? table.primaryKey().get(0)
                : table.columns().get(0).name());
    }

    /** Returns Jetty's tables of this store. */
    public List<TableName> tables() {
        List<TableName> tables = new ArrayList<>(List.of(sessions.name()));
        ids.ifPresent(table -> tables.add(table.name()));
        return tables;
    }
}
