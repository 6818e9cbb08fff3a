/**
 * The registry's tables in a test's database, made from {@code sql/<database>/registry.sql} and changed by plain
 * SQL, as a site's own program could. A test of a node needs no command of the tool this way:
 *
 * <pre>
 *   RegistryTables registry = new RegistryTables(database);
 *   registry.servers("old", "new");
 *   registry.schema(1, "data_acme", 1);     // lives on the first server
 *   registry.move(1, 2);                    // and now on the second: one row, one new version
 * </pre>
 */
package org.jettyferry.testkit.registry;
