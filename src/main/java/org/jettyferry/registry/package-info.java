/**
 * The registry of a site: which context lives in which schema, which schema is assigned to which server, and which
 * nodes are alive. The command line writes it; the nodes only read it, apart from their heartbeats.
 *
 * <pre>
 *   context --lives in--&gt; schema --assigned to--&gt; server &lt;--belongs to-- node
 *   (a million)           (hundreds)               (a few)              (heartbeat every 5 s)
 * </pre>
 *
 * <p>Moving all contexts of a schema to another server changes one row, {@code ferry_schema.server_id}.
 *
 * <p><b>How a change reaches the nodes.</b> Each change is one {@code RegistryTransaction}. Its
 * first statement adds 1 to {@code ferry_registry.version}. The lock on that row puts all writers in order, so a
 * version is visible only after everything that it counts. Nodes poll the number and read again when it has changed.
 * They learn from {@code contexts_version} and {@code changed_version} which contexts they have to forget.
 *
 * <p><b>How the tables come about.</b> {@code ChangeSets} applies the change sets of
 * {@code registry.sql}, on the first command that needs them. An advisory lock excludes other processes; the server
 * releases it when its holder dies. Liquibase also keeps a lock row, which survives a killed process: the holder of the
 * advisory lock may delete it.
 *
 * <p><b>Hazards.</b> Databases differ in how they compare names (case, blanks at the end), so
 * {@code NameRules} refuses what they would treat differently, and lookups compare once more in
 * Java. A change may run again after a lock timeout: it must not have effects outside its transaction. An import
 * commits every 1000 lines; after a failure the lines before it stay.
 *
 * <p><b>Threads.</b> {@link Registry} and its parts may be used by several threads. Each call opens
 * a connection of its own. The other classes belong to one call.
 */
@NullMarked
package org.jettyferry.registry;

import org.jspecify.annotations.NullMarked;
