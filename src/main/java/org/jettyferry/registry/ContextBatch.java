package org.jettyferry.registry;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jettyferry.jdbc.Sql;

/**
 * Adds many contexts to the registry with few statements: reads what the registry knows of all of them, plans each line
 * in memory, then writes the plan. A context that exists as requested is left alone; a contradiction is returned as a
 * fault.
 */
final class ContextBatch {
    private final RegistryTransaction transaction;
    private final Map<String, Long> schemata;
    private final Map<String, Long> schemaOf = new HashMap<>();
    private final Map<String, String> ownerOf = new HashMap<>();
    private final List<Object[]> newContexts = new ArrayList<>();
    private final List<Object[]> newNames = new ArrayList<>();
    private final List<Object[]> touched = new ArrayList<>();

    /** Reads the schemata, contexts and names that these lines mention. */
    ContextBatch(RegistryTransaction transaction, List<ContextLine> lines) throws SQLException {
        this.transaction = transaction;
        this.schemata = new HashMap<>();
        Set<String> schemaNames = new TreeSet<>();
        Set<String> ids = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        for (ContextLine line : lines) {
            if (line.fault().isPresent()) {
                continue; // needs no query
            }
            schemaNames.add(line.schema());
            ids.add(line.id());
            names.addAll(line.allNames());
        }
        BatchLookup batchLookup = transaction.lookup();
        batchLookup.each(
                "select name, schema_id from ferry_schema where name in ",
                schemaNames,
                row -> schemata.put(row.getString(1), row.getLong(2)));
        batchLookup.each(
                "select context_id, schema_id from ferry_context where context_id in ",
                ids,
                row -> schemaOf.put(row.getString(1), row.getLong(2)));
        batchLookup.each(
                "select name, context_id from ferry_context_name where name in ",
                names,
                row -> ownerOf.put(row.getString(1), row.getString(2)));
    }

    /** Plans a line; returns the reason if it is rejected. */
    Optional<String> add(ContextLine line) throws SQLException {
        Optional<String> fault = line.fault();
        if (fault.isPresent()) {
            return fault;
        }
        Long schema = schemata.get(line.schema());
        if (schema == null) {
            return Optional.of("there is no schema " + line.schema());
        }
        Long there = schemaOf.get(line.id());
        if (there != null && !there.equals(schema)) {
            return Optional.of("the context " + line.id() + " is in another schema already: " + nameOf(there));
        }
        for (String name : line.allNames()) {
            String owner = ownerOf.getOrDefault(name, line.id());
            if (!owner.equals(line.id())) {
                return Optional.of("the name " + name + " belongs to the context " + owner + " already");
            }
        }
        plan(line, schema, there == null);
        return Optional.empty();
    }

    private void plan(ContextLine line, Long schema, boolean isNew) {
        if (isNew) {
            schemaOf.put(line.id(), schema);
            newContexts.add(new Object[] {line.id(), schema, transaction.version()});
        }
        boolean named = false;
        for (String name : line.allNames()) {
            if (ownerOf.putIfAbsent(name, line.id()) == null) {
                newNames.add(new Object[] {name, line.id()});
                named = true;
            }
        }
        if (named && !isNew) {
            touched.add(new Object[] {transaction.version(), line.id()});
        }
    }

    /** Writes the plan; returns the number of new contexts. */
    long flush() throws SQLException {
        transaction.updateContexts(
                "insert into ferry_context (context_id, schema_id, enabled, reason, changed_version)"
                        + " values (?, ?, 1, '', ?)",
                newContexts);
        transaction.updateContexts("insert into ferry_context_name (name, context_id) values (?, ?)", newNames);
        transaction.updateContexts("update ferry_context set changed_version = ? where context_id = ?", touched);
        return newContexts.size();
    }

    /** Returns the number of existing contexts that got another name. */
    long renamed() {
        return touched.stream().map(row -> row[1]).distinct().count();
    }

    private String nameOf(long schemaId) throws SQLException {
        return Sql.text(transaction.connection(), "select name from ferry_schema where schema_id = ?", schemaId);
    }
}
