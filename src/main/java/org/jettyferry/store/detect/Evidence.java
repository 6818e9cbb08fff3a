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
 * What the judgement of a session store rests on.
 *
 * @param sessions the session table
 * @param ids the table of session ids, where there is one
 * @param survey what the rows say
 * @param release the release whose conventions the rows follow, where that can be told
 * @param releaseReason how it was told, or why it can't be
 * @param releaseGuessed whether it was told from the rows, which other releases of its kind fill alike
 * @param bytes what the tables take on disk, as the server estimates it
 * @param quarantine rows that ended runs of this store could not migrate, by run and by the code of their reason
 * @param hidden tables whose names differ from those that Jetty looks for on this server: each a sentence without a
 *     stop
 * @param warnings what an operator should know: each a sentence
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

    /**
     * The column of the table of ids, as the database spells it; Jetty 9.3 can be told another name than {@code id}.
     */
    public Optional<String> idsColumn() {
        return ids.map(table -> table.primaryKey().size() == 1
                ? table.primaryKey().get(0)
                : table.columns().get(0).name());
    }

    /** Jetty's tables of this store. */
    public List<TableName> tables() {
        List<TableName> tables = new ArrayList<>(List.of(sessions.name()));
        ids.ifPresent(table -> tables.add(table.name()));
        return tables;
    }
}
