/** Keeps a node off session tables that its Jetty would misread. */
@NullMarked
package org.jettyferry.node.guard;

import org.jspecify.annotations.NullMarked;
