/**
 * Keeps a node off session tables that its Jetty would misread.
 *
 * <p>A Jetty that starts on tables of the other generation does harm at once and in silence: it creates tables beside
 * the old ones, gives everybody a new session, or takes seconds for milliseconds and deletes every row as expired. So
 * the guard looks before Jetty's session handler starts:
 *
 * <pre>
 *   web application starts
 *        │
 *        ▼
 *   Guard.tables() ── generation of the primary key, run of ferry under way?
 *   Guard.root()   ── spelling of the root's context path, '' or '_'?
 *        │
 *        ├── FINE      ──▶ starts on its tables, watched from then on
 *        ├── WRONG     ──▶ starts with sessions in memory and answers 503; touches no table
 *        ├── BUSY      ──▶ the same, until the run is over
 *        └── UNKNOWN   ──▶ starts; with guard=strict it answers 503
 * </pre>
 *
 * <p>{@code SessionTable} and {@code Catalog} read the layout, {@code RunUnderWay} and {@code RunLock} find a live
 * run of the tool, {@code Needs} says what this Jetty needs and by which command to get it. What follows from a
 * result is decided in {@code org.jettyferry.node.GuardPolicy}; how Jetty is switched to memory is in
 * {@code org.jettyferry.node.jetty}.
 *
 * <p>Thread-safety: {@code Guard} and {@code GuardReport} are thread-safe; the rest lives within one check.
 *
 * <p>Hazards: the guard only reads, takes no lock, and gives a pooled connection back as it was. A primary key proves a
 * generation; a table name alone proves nothing. A killed run holds no lock and must not keep nodes off. The command
 * in a message must be one that the tool accepts, also on a Jetty newer than this code.
 */
@NullMarked
package org.jettyferry.node.guard;

import org.jspecify.annotations.NullMarked;
