/**
 * Finds the name of a request's context: by web application, path, host, header, cookie, session or user.
 *
 * <pre>
 *   contextResolver=header:X-Tenant, path:2, webapp
 *                   └─────────────┘  └────┘  └────┘   called in this order until one finds a name
 * </pre>
 *
 * <p>A resolver reads only what the container has parsed already: it reads no body, creates no session and queries no
 * database. {@code PathResolver} takes the path as the container understood it, because a client could bypass the
 * filter with {@code /./acme/} or {@code /%61cme/}; and it passes on a part of that text instead of a copy, because
 * every request pays for a copy. {@code HostRule} also serves the redirect rules, so that host patterns mean the same
 * in both settings.
 *
 * <p>To add a resolver: {@code Resolvers}, its test, docs/filter.md. A site adds its own through {@code ServiceLoader}.
 *
 * <p>Thread-safety: one resolver serves all requests at once; all are immutable.
 *
 * <p>Hazards: the client chooses header, cookie and parameter: use them to choose a server, never to grant a
 * permission. A host is a key, never part of an answer. A regular expression sees at most 253 characters of it.
 */
@NullMarked
package org.jettyferry.node.resolve;

import org.jspecify.annotations.NullMarked;
