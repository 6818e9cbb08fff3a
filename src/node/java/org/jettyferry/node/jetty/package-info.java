/**
 * The only place that knows Jetty itself, on whose classes nothing here is compiled: from 9.2 to 12.1 they are reached by
 * reflection, and what a release does not have is an answer too.
 */
@NullMarked
package org.jettyferry.node.jetty;

import org.jspecify.annotations.NullMarked;
