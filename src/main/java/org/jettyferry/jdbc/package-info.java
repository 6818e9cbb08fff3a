/** JDBC and nothing of Jetty: connections, dialects, metadata, advisory locks, bulk copy. */
@NullMarked
package org.jettyferry.jdbc;

import org.jspecify.annotations.NullMarked;
