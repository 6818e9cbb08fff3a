/** Runs inside Jetty, on old nodes and new ones: the filter, what it is told by its settings, and what it registers. */
@NullMarked
package org.jettyferry.node;

import org.jspecify.annotations.NullMarked;
