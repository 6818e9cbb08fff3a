/**
 * Real database servers: each is started at its first use, once per JVM, and all test classes of the JVM share it.
 *
 * <pre>
 *   class MyIT {
 *       &#64;ServerTest // runs on PostgreSQL, MySQL, MariaDB and SQL Server
 *       void aRowIsStored(TestDatabase database) throws SQLException {
 *           database.execute("create table t (id int)");
 *           try (Connection connection = database.connect()) { ... }
 *       }
 *   }
 * </pre>
 *
 * <p>{@link org.jettyferry.testkit.servers.ServerTest} gives each test an empty database and drops it afterwards.
 * It fails a test that leaves a connection open or a database undropped. A server that the machine cannot provide
 * is skipped with its reason; {@code FERRY_TEST_<NAME>_URL} puts a server of your own in its place.
 *
 * <p>The binaries come from Maven artifacts. They are unpacked once into {@code target/servers}, an initialised
 * data folder beside them; a start copies that folder and takes about a second. Most of the code here is about
 * machines that are not made for it: PostgreSQL refuses to run as root ({@code NotRoot}), MySQL asks for libraries
 * that bare machines lack ({@code ElfFile}), MariaDB empties the folder for temporary tables of other servers
 * ({@code MariaDbServer}).
 *
 * <p>To disturb a connection: {@link org.jettyferry.testkit.servers.PowerCut} stops a program after its n-th
 * change, {@link org.jettyferry.testkit.servers.Wire} stands between a driver and its server and can be slow,
 * silent or torn, {@link org.jettyferry.testkit.servers.CountingDriver} counts statements.
 *
 * <p>Thread-safe, except a {@link org.jettyferry.testkit.servers.TestDatabase} in the hands of two tests.
 */
package org.jettyferry.testkit.servers;
