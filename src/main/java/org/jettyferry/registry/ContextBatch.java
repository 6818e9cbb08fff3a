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
 * Takes some contexts into the registry, with few statements for many. What is there already as it should be is left; what
 * contradicts it is told.
 */
final class ContextBatch {
    private final RegistryTransaction registryTransaction;
    private final Map<String, Long> schemata;
    private final Map<String, Long> schemaOf = new HashMap<>();
    private final Map<String, String> ownerOf = new HashMap<>();
    private final List<Object[]> newContexts = new ArrayList<>();
    private final List<Object[]> newNames = new ArrayList<>();
    private final List<Object[]> touched = new ArrayList<>();

    /** Reads what the registry says of all that these lines name. */
    ContextBatch(RegistryTransaction registryTransaction, List<ContextLine> lines) throws SQLException {
        this.registryTransaction = registryTransaction;
        this.schemata = new HashMap<>();
        Set<String> schemaNames = new TreeSet<>();
        Set<String> ids = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        for (ContextLine line : lines) {
            if (line.fault().isPresent()) {
                continue; // no server has to be asked for that
            }
            schemaNames.add(line.schema());
            ids.add(line.id());
            names.addAll(line.allNames());
        }
        BatchLookup batchLookup = registryTransaction.lookup();
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

    /** Plans a line; answers why it can't be, if so. */
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
            newContexts.add(new Object[] {line.id(), schema, registryTransaction.version()});
        }
        boolean named = false;
        for (String name : line.allNames()) {
            if (ownerOf.putIfAbsent(name, line.id()) == null) {
                newNames.add(new Object[] {name, line.id()});
                named = true;
            }
        }
        if (named && !isNew) {
            touched.add(new Object[] {registryTransaction.version(), line.id()});
        }
    }

    /** Writes what was planned; answers how many contexts are new. */
    long flush() throws SQLException {
        registryTransaction.updateContexts(
                "insert into ferry_context (context_id, schema_id, enabled, reason, changed_version)"
                        + " values (?, ?, 1, '', ?)",
                newContexts);
        registryTransaction.updateContexts("insert into ferry_context_name (name, context_id) values (?, ?)", newNames);
        registryTransaction.updateContexts(
                "update ferry_context set changed_version = ? where context_id = ?", touched);
        return newContexts.size();
    }

    /** How many contexts that were there have got a name more. */
    long renamed() {
        return touched.stream().map(row -> row[1]).distinct().count();
    }

    private String nameOf(long schemaId) throws SQLException {
        return Sql.text(
                registryTransaction.connection(), "select name from ferry_schema where schema_id = ?", schemaId);
    }
}
