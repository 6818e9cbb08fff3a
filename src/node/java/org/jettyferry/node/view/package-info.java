/** What a node knows of the registry: read by one background thread over one connection, never by a request. */
@NullMarked
package org.jettyferry.node.view;

import org.jspecify.annotations.NullMarked;
