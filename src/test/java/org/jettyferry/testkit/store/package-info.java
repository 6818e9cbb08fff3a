/**
 * Session stores for tests of the engine, and what to compare them with.
 *
 * <pre>
 *   List&lt;StoredRow&gt; rows = Corpus.JETTY_9_3.rows();             // as a real Jetty 9.3 wrote them
 *   StoreFixture.fill(database, 1, rows);
 *   MigrationRequest.upgrade("12").migrate(StoreFixture.store(database));
 *   RowRules rules = new RowRules(ReleaseFixture.JETTY_9_3, ReleaseFixture.JETTY_12, 1800);
 *   MigratedStore.of(database, ReleaseFixture.JETTY_12).follows(rules, rows);
 * </pre>
 *
 * <p>Where rows come from: {@link org.jettyferry.testkit.store.Corpus} has those of real nodes, {@link
 * org.jettyferry.testkit.store.SampleSession} one that Jetty's own classes write in this JVM, and {@link
 * org.jettyferry.testkit.store.SmallStore} as many plain ones as a test asks for.
 *
 * <p>What is right: {@link org.jettyferry.testkit.store.RowRules} says it a second time, in plain Java and from
 * Jetty's sources, not from the program's SQL; an error would have to be made twice. A test that expects no change
 * compares a {@link org.jettyferry.testkit.store.StoreDump} from before with one from after.
 */
package org.jettyferry.testkit.store;
