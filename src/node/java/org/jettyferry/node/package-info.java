/**
 * The entrance of the part that runs inside Jetty, on old nodes and new ones. Everything here is compiled for Java 8
 * and depends on the servlet API and {@code java.util.logging} only, because it runs inside other people's web
 * applications.
 *
 * <pre>
 *   jar in WEB-INF/lib ──▶ FerryInitializer ─┐                           ┌─▶ status pages, below /ferry/
 *                                            ├─▶ FerryFilter ── request ─┼─▶ 503 while the guard closes it
 *   Jetty module ferry ──▶ JettyModule ──────┘        │                  └─▶ RequestGate ──▶ web application
 *                              └─▶ Entrance, at the server's door: requests of closed contexts wait there
 *                                                     ▼
 *                                            Node: settings, registry, router, shared by web applications
 * </pre>
 *
 * <p>Both ways in do the same before the session handler of a web application starts: they ask the guard, and put the
 * filter before all others. The module does it for every web application of a server and can restart one; the jar
 * does it for its own web application. If both are present, the second finds the filter registered and leaves it.
 *
 * <p>A {@code Node} is shared by all web applications that see the same class and use the same settings file. It owns
 * the threads: {@code ferry-settings} watches the file, {@code ferry-registry} reads the registry,
 * {@code ferry-lease} watches its age, {@code ferry-sessions} lets go of sessions in memory. {@code GuardPolicy} owns
 * {@code ferry-guard-watch}. All are daemon threads with this package's class loader as context class loader, and end with the
 * last web application.
 *
 * <p>Hazards: a thread, a driver, an MBean or a ThreadLocal that stays behind keeps the class loader of an undeployed
 * web application for ever; {@code UndeployIT} looks for that. A failure of Ferry must never keep a web application
 * from starting. {@code ContextResolver} is the only type that sites implement: it must not change.
 */
@NullMarked
package org.jettyferry.node;

import org.jspecify.annotations.NullMarked;
