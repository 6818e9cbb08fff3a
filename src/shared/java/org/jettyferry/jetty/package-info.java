/**
 * What the tool and the node know about Jetty's JDBC session store: its releases, its tables, and how each release
 * fills the rows. Both compile against this source root, so a fact about Jetty stands here once.
 *
 * <p>A {@link org.jettyferry.jetty.JettyRelease} decides everything else:
 *
 * <pre>{@code
 *                     7 - 9.3          9.4 - 11                     12.0 - 12.1
 *   Generation        1, key rowId     2, key of three columns      2
 *   second table      JettySessionIds  -                            -
 *   maxInterval       seconds          milliseconds                 milliseconds
 *   contextPath: /    empty            empty                        _
 *   other paths       REPLACED         REPLACED   up to 9.4.19      CANONICAL
 *     (PathRule)                       SANITISED  9.4.20 - 9.4.30
 *                                      ENCODED    from 9.4.31
 *   virtualHost       as configured    as configured                names only
 *     *.example.org   *.example.org    *.example.org                .example.org
 *   lastNode          must not be NULL may be NULL                  may be NULL
 *   writes blobs of   HASH_MAP         UNMODIFIABLE_MAP to 9.4.12   ENTRIES
 *     (BlobLayout)                     ENTRIES from 9.4.13
 *   _session index    yes              yes                          up to 12.1.6
 * }</pre>
 *
 * <p>The facts come from real nodes of 9.2.30, 9.3.30, 9.4.8, 9.4.58, 10.0, 11.0, 12.0.31 and 12.1.12 and from the
 * sources of the tags between. In Jetty they are in {@code JDBCSessionIdManager} and {@code JDBCSessionManager} (up to
 * 9.3), {@code JDBCSessionDataStore}, {@code SessionData} and {@code SessionContext} (from 9.4).
 *
 * <p><b>Hazards.</b> Rows do not say which release wrote them, and two releases of one generation may disagree: a
 * session of the root web application of 11 is invisible to 12, without an error. The layout of a blob follows from the
 * blob and never from the release, because rows that nobody changed since an upgrade keep their old one.
 *
 * <p>All types are immutable and safe for use by several threads. They are Java 8 without any library, since the node
 * runs in other people's web applications.
 */
@NullMarked
package org.jettyferry.jetty;

import org.jspecify.annotations.NullMarked;
