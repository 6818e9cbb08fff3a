/**
 * Benchmarks, compiled and run by the Maven profile {@code bench}; docs/benchmarks.md has the commands and results.
 *
 * <ul>
 *   <li>{@code RoutingBenchmark} (JMH): one decision without a server, with 100 to a million contexts
 *   <li>{@code RequestBenchmark}: whole requests against a real Jetty, beside rewrite rules and nginx
 *   <li>{@code MemoryBenchmark}: memory of the known contexts
 *   <li>{@code CodecBenchmark} (JMH): the blob codec beside Java deserialization
 *   <li>{@code StoreBenchmark}: whole migrations beside a plain {@code INSERT … SELECT}
 * </ul>
 *
 * <p>Hazards: other load on the machine changes every figure. Compare only variants of one run, measured in turn, and
 * trust ratios and CPU time more than elapsed time.
 */
package org.jettyferry.bench;
